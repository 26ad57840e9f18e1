"""Requests that change something, and whose fate is not known when their answer is due.

What such a request does is done beside it. If that is not through in time the answer is `pending`; the same request,
sent again, does nothing anew but waits for the first one's answer. So a seat that was taken is not taken twice, and a
ticket that works once is not lost with the answer that nobody heard.
"""

from __future__ import annotations

import contextvars
import threading
from collections import OrderedDict
from functools import wraps
from typing import TYPE_CHECKING, Any

from flask import request

from web.access.tokens import hashed
from web.http.guard import address, secret, server
from web.store.errands import Errand, PendingError, anew, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from flask import Flask

MOST_KEPT = 500
BROWSER = "Baton-Browser"  # a header: a random word that each browser makes up once, and keeps over a reload
LONGEST_KEY = 64
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Kept:
    """Errands of requests that were told `pending`, by what was asked and by whom. Holds the newest ones."""

    def __init__(self) -> None:
        self._errands: OrderedDict[Hashable, Errand[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, key: Hashable, function: Callable[[], Any]) -> Any:
        """What the function returns or raises; or what the one returns that was begun before under this key.

        Raises:
            PendingError: it is not through yet.
        """
        with self._lock:
            errand = self._errands.pop(key, None)
        if errand is None:
            errand = Errand(function)
            errand.begin()
            context = contextvars.copy_context()  # the request, as Flask knows it
            threading.Thread(target=context.run, args=(_do, errand), daemon=True).start()
        try:
            return errand.outcome()
        except PendingError:
            if errand.done.is_set():
                raise
            with self._lock:
                self._errands[key] = errand
                while len(self._errands) > MOST_KEPT:
                    self._errands.popitem(last=False)
            raise


def _do(errand: Errand[Any]) -> None:
    """Here nobody waits for us: what was begun is waited for, what was not is taken back in time."""
    with patience(leave_s=None):
        errand.run()


def keep(app: Flask) -> None:
    """Let every route that changes something be answered in time."""
    kept = Kept()
    for rule in list(app.url_map.iter_rules()):
        if (rule.methods or set()) & CHANGING:
            app.view_functions[rule.endpoint] = _kept(kept, app.view_functions[rule.endpoint])


def _kept(kept: Kept, view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def answered(**args: Any) -> Any:
        key = (request.endpoint, tuple(args.items()), request.get_data(), hashed(secret()), address(), browser())
        while True:
            try:
                return kept.answer(key, lambda: view(**args))
            except PendingError:
                if server().live.is_loaded:
                    raise
                anew()  # a server that has only just started is not slow

    return answered


def browser() -> str:
    """Which browser asks: two people of one name may join from behind one address, and each gets their own seat.

    A client of another make that does not say is told from others by all the rest alone.
    """
    return request.headers.get(BROWSER, "")[:LONGEST_KEY]
