"""Colleagues without a browser: bots on the far end of a wire, to bring a session to where a test begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.bots import ROLES, Bot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.running import Workshop
    from tests.web.wire import Wire


class Colleague:
    """One seat, driven as the reference bot would: the next that is free, or the one wished for."""

    def __init__(self, workshop: Workshop, name: str, language: str = "en", **wish: int) -> None:
        self.name = name
        joined = workshop.join(name, language, **wish)
        self.token, self.seat = str(joined["token"]), int(joined["seat"])
        self._workshop = workshop
        self._wire: Wire | None = None
        self._bot = Bot.make("reference", ROLES[self.seat])

    @property
    def is_here(self) -> bool:
        """Whether the line is open."""
        return self._wire is not None

    @property
    def wire(self) -> Wire:
        """The line of this colleague, open while they work."""
        if self._wire is None:
            self._wire = self._workshop.server.enter(self.token)
        return self._wire

    @property
    def view(self) -> Any:
        """The newest view."""
        return self.wire.view["view"]

    def hands_over(self, *, mode: str, warm: bool = False) -> None:
        """Pass somebody on; call those who asked until there is somebody to pass on."""
        while not (ready := [one["company"] for one in self._offers("hand_over") if not one["blocked"]]):
            asked = next(one for one in self.view["companies"] if one["place"] == "inbound" and one["agenda"])
            agenda = self.view["agendas"][asked["agenda"]]["presets"][0]["agenda"]
            assert self.does("call", company=asked["id"], agenda=agenda)
        assert self.does("hand_over", company=ready[0], mode=mode, warm=warm, notes="+371 2000 0000")

    def _offers(self, verb: str) -> list[dict[str, Any]]:
        companies = self.view["companies"]
        return [
            {**offer, "company": one["id"]} for one in companies for offer in one["offers"] if offer["verb"] == verb
        ]

    def leaves(self) -> None:
        """Hang up, so that a browser may take the seat."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def does(self, verb: str, **args: Any) -> bool:
        """Do one thing; whether it was accepted, and its view has come."""
        answer = self.wire.act(verb, args)
        if answer["ok"]:
            self.wire.see(lambda envelope: envelope["version"] >= answer["version"])
        return bool(answer["ok"])

    def works(self, until: Callable[[Any], Any] = lambda _: False, most: int = 40) -> None:
        """Work on, until something holds of the view or nothing is left to do."""
        for _ in range(most):
            if until(self.view):
                return
            act = self._bot.decide(self.view)
            if act is None or not self.does(act[0], **act[1]):
                return


class Team:
    """Three colleagues and their facilitator."""

    NAMES = {"en": ("Dana", "Timur", "Vera"), "ru": ("Дана", "Тимур", "Вера")}

    def __init__(self, workshop: Workshop, language: str = "en") -> None:
        self.workshop = workshop
        self.people = [Colleague(workshop, name, language) for name in self.NAMES[language]]

    def steps(self, *verbs: str) -> None:
        """Let the facilitator take steps."""
        for verb in verbs:
            host = self.workshop.host
            answer = host.act(verb)
            assert answer["ok"], (verb, answer)
            for wire in [host, *(one.wire for one in self.people if one.is_here)]:
                wire.see(lambda envelope, least=answer["version"]: envelope["version"] >= least)

    def plays(self, rounds: int) -> None:
        """Play whole rounds."""
        for _ in range(rounds):
            self.steps("open_round")
            for one in self.people:
                one.works(most=8)  # enough to have something to see, and clients are left for later
            self.steps("close_round")

    def agrees(self) -> None:
        """Write a charter: briefs must hold what matters, and may be returned."""
        self.steps("open_charter")
        required = ["pain", "product", "severity", "budget"]
        assert self.people[1].does("edit_charter", changes={"required": required, "returns": True, "warm": True})
        for one in self.people:
            assert one.does("agree_charter")

    def leave(self) -> None:
        """Everybody hangs up."""
        for one in self.people:
            one.leaves()
