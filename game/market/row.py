"""One company seen as an object: documented properties over its row of the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import SimpleNamespace

    from game.market.columns import Columns, Static


def _trait(name: str, doc: str) -> Any:
    """A property that reads a static column as a plain Python value."""

    def read(self: Row) -> Any:
        return getattr(self.static, name)[self.row].tolist()

    return property(read, doc=doc)


def _state(name: str, doc: str) -> Any:
    """A property that reads and writes a mutable column as a plain Python value."""

    def read(self: Row) -> Any:
        return getattr(self.columns, name)[self.row].tolist()

    def write(self: Row, value: Any) -> None:
        getattr(self.columns, name)[self.row] = value

    return property(read, write, doc=doc)


class Row:
    """The company at `row`: its traits cannot be set, its state can."""

    row: int
    static: Static
    columns: Columns

    @classmethod
    def at(cls, static: Static, columns: Columns, row: int) -> Row:
        """A plain handle, without Mesa."""
        handle = cls()
        handle.row, handle.static, handle.columns = row, static, columns
        return handle

    def traits(self) -> SimpleNamespace:
        """Its traits as attributes."""
        return self.static.traits(self.row)

    def values(self) -> dict[str, Any]:
        """Its state as plain values: what a decision copies."""
        return self.columns.row(self.row)

    def assign(self, values: dict[str, Any]) -> None:
        """Write absolute values: what an event sets.

        Raises:
            KeyError: a name is not a mutable column.
        """
        self.columns.assign(self.row, values)

    key = _trait("key", "Key of all its draws (64 bits).")
    kind = _trait("kind", "Kind of client, index into the scenario's kinds.")
    source = _trait("source", "How it came to us (Source).")
    archetype = _trait("archetype", "What it truly is (Archetype).")
    arrival_round = _trait("arrival_round", "Round of arrival; 0 = there from the start, -1 = released by a card.")
    arrival_minute = _trait("arrival_minute", "Minute of the lead generator's clock at which it arrives.")
    pains = _trait("pains", "Its pains, heaviest first, indices into the scenario's pains; -1 = none.")
    weights = _trait("weights", "Severity of each pain, 0-1.")
    usefulness = _trait("usefulness", "Usefulness of each product, 0-1.")
    best = _trait("best", "Product of the highest usefulness, index into the scenario's products.")
    budget = _trait("budget", "Budget over list price of the best product.")
    opens_round = _trait("opens_round", "Round from which the need is open; 0 = open from the start.")
    decides = _trait("decides", "Whether the contact decides himself.")
    competitor = _trait("competitor", "Strength of the competitor, 0-1; 0 = none.")
    profile = _trait("profile", "How the buyer behaves (Profile).")
    list_price = _trait("list_price", "List price in cents, before the product factor.")
    patience_lead = _trait("patience_lead", "Topics it bears in one call.")
    patience_sales = _trait("patience_sales", "Topics it bears in one meeting.")
    trust0 = _trait("trust0", "Trust at the start, 0-1.")
    period = _trait("period", "Rounds between orders; 0 = buys once.")
    gates = _trait("gates", "Thresholds of the three moments of a deal, 0-1.")

    stage = _state("stage", "Where it stands (Stage).")
    trust = _state("trust", "Trust, 0-1.")
    told = _state("told", "Bit per field that it has already answered to somebody of ours.")
    tries = _state("tries", "Calls that nobody answered.")
    gate = _state("gate", "Moments of the deal passed, 0-3.")
    demo = _state("demo", "Demo score so far.")
    measured = _state("measured", "Whether it was measured.")
    compared = _state("compared", "Whether we compared ourselves with the competitor.")
    trial = _state("trial", "Whether a trial was agreed.")
    objections = _state("objections", "Whether objections were handled.")
    product = _state("product", "Product offered, index; -1 = none.")
    discount = _state("discount", "Discount given, per cent.")
    next_step = _state("next_step", "Agreed next step: 0 none, 1 living, 2 lapsed or used up.")
    contacted = _state("contacted", "Bit per role that has spoken with it.")
    won_round = _state("won_round", "Round of the signature; 0 = not won, -1 = before the session.")
    dossier = _state("dossier", "How much is on file about the account, 0-1.")
    owned = _state("owned", "Whether the account manager took it over.")
    touched = _state("touched", "Whether the account manager worked on it this round.")
    idle = _state("idle", "Bells in a row untouched.")
    complaint = _state("complaint", "Open complaint: 0 none, else 1 + age in rounds.")
    order_open = _state("order_open", "Whether an order is open this round.")
    order_due = _state("order_due", "Round in which the next order opens; 0 = none.")
    frequency = _state("frequency", "Whether a plan of orders shortens the period.")
    basket = _state("basket", "Enlargements of its orders.")
    loyalty = _state("loyalty", "Times it was bound.")
    ordered = _state("ordered", "Whether it ordered this round.")
    overdue = _state("overdue", "Cents of an overdue invoice, 0 none.")
    overdue_age = _state("overdue_age", "Bells for which the invoice has been overdue.")
    promise_kind = _state("promise_kind", "Promise slots: 0 free, 1 price, 2 date, 3 terms.")
    promise_due = _state("promise_due", "Round at whose bell each falls due; 0 = at the proposal.")
    promise_known = _state("promise_known", "Bit per role that knows of each.")
    promise_ahead = _state("promise_ahead", "Whether each was called ahead.")
    referred = _state("referred", "Whether it has recommended somebody.")
