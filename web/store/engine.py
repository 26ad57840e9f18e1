"""Opening a database: settings of SQLite, and migrations up to the newest."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from web.store.soundness import REVISIONS
from web.store.tables import metadata
from web.store.trouble import StoreError, told

MIGRATIONS = Path(__file__).parent / "migrations"
DATABASE = "baton.db"
VERSION = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))
"""Where Alembic notes which migration a store has reached."""
READING = "reading"  # execution option of an engine whose transactions change nothing
HELD_MS = "held_ms"  # execution option: how long one try waits for a database that another program holds
OPENING_MS = 5000


def sqlite_url(data: Path) -> sa.URL:
    """The URL of the store in a data directory."""
    return file_url(data / DATABASE)


def file_url(file: Path) -> sa.URL:
    """The URL of an SQLite database, whatever characters its path has."""
    return sa.URL.create("sqlite", database=str(file))


def open_engine(url: str | sa.URL) -> sa.Engine:
    """Connect to a store and migrate it.

    Raises:
        StoreError: the database cannot be opened or is newer than this program.
    """
    try:
        url = sa.make_url(url)
        on_disk = url.get_backend_name() == "sqlite"
        engine = sa.create_engine(url, pool_size=3, max_overflow=2, pool_pre_ping=not on_disk)
        if on_disk:
            sa.event.listen(engine, "connect", _prepare_sqlite)
            sa.event.listen(engine, "begin", _begin_sqlite)
        migrate(engine)
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise StoreError(told(error, _place(url))) from error
    return engine


def open_to_read(file: Path) -> sa.Engine:
    """Connect to an SQLite store that is to be looked at only; nothing is migrated, mended or tidied up.

    Raises:
        StoreError: it cannot be opened.
    """
    url = sa.URL.create("sqlite", database=file.absolute().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except sa.exc.SQLAlchemyError as error:
        raise StoreError(told(error, file.parent)) from error
    return engine


def _place(url: str | sa.URL) -> Path:
    """The folder of a database, or for one on another machine its name."""
    url = sa.make_url(url)
    return Path(url.database or "").parent if url.get_backend_name() == "sqlite" else Path(url.database or "")


def migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date: a new store gets them at once, an older one is migrated step by step."""
    newest = REVISIONS[-1]
    with engine.begin() as connection:
        if not sa.inspect(connection).get_table_names():
            metadata.create_all(connection)
            VERSION.create(connection)
            connection.execute(VERSION.insert().values(version_num=newest))
        elif connection.scalar(sa.select(VERSION.c.version_num)) != newest:
            _upgrade(connection)


def _upgrade(connection: sa.Connection) -> None:
    """Run the migrations that a store lacks."""
    from alembic import command  # noqa: PLC0415 - takes its time to load, and few starts need it
    from alembic.config import Config  # noqa: PLC0415

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except Exception as error:
        if type(error).__module__.startswith("alembic"):
            raise StoreError("The store was made by a newer Baton. Update Baton, or use another --data.") from error
        raise


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Each commit reaches the disk before anybody is told of it; what is removed is overwritten."""
    connection.isolation_level = None  # transactions are begun by us, at once for writing
    cursor = connection.cursor()
    pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"]
    pragmas += [f"busy_timeout={OPENING_MS}"]
    if sys.platform == "darwin":
        pragmas += ["fullfsync=ON", "checkpoint_fullfsync=ON"]
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at the beginning, so that no transaction fails half way for want of it.

    A reader needs no lock, and waits for nobody's.
    """
    options = connection.get_execution_options()
    reading, held_ms = bool(options.get(READING)), int(options.get(HELD_MS, OPENING_MS))
    if connection.info.get("mode") != (reading, held_ms):  # a connection mostly goes on as it is
        connection.exec_driver_sql(f"PRAGMA busy_timeout={held_ms}")
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.info["mode"] = (reading, held_ms)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
