"""Who sits where, and who looks on. A seat is held until it is left or freed; a lost line frees nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web.store.people import Person

Place = tuple[int, int]  # (team, seat)
NO_SEAT = -1  # of an observer


class Seating:
    """The participants of a session and their seats."""

    def __init__(self, sizes: list[int], people: Iterable[Person] = ()) -> None:
        """`sizes[team]` is the number of seats of a team."""
        self.sizes = sizes
        self.people: dict[str, Person] = {}
        self.at: dict[Place, str] = {}
        for person in people:
            self.add(person)

    def places(self) -> list[Place]:
        """Every seat."""
        return [(team, seat) for team, size in enumerate(self.sizes) for seat in range(size)]

    def free(self) -> list[Place]:
        """The seats that no participant holds."""
        return [place for place in self.places() if place not in self.at]

    def add(self, person: Person) -> None:
        """Let a participant take their seat, or look on."""
        self.people[person.id] = person
        if not person.is_observer:
            self.at[person.team, person.seat] = person.id

    def remove(self, participant: str) -> Person:
        """Let a participant go; what they held is free."""
        person = self.people.pop(participant)
        if not person.is_observer:
            del self.at[person.team, person.seat]
        return person

    def observers(self) -> list[Person]:
        """Who looks on, in the order they came."""
        return [person for person in self.people.values() if person.is_observer]

    def in_browser(self, marks: Iterable[str]) -> int:
        """How many joined in the browser that has these marks."""
        known = set(marks)
        return sum(bool(known & {person.id, person.browser}) for person in self.people.values())

    def person_at(self, place: Place) -> Person | None:
        """Who holds a seat."""
        found = self.at.get(place)
        return self.people[found] if found is not None else None

    def named(self, key: str) -> Person | None:
        """Whoever in this session has this name."""
        return next((person for person in self.people.values() if person.name_key == key), None)

    def next_free(self, team: int | None = None) -> Place | None:
        """The seat for the next to join (a team): the emptiest team first, then the first free seat of it."""
        free = [place for place in self.free() if team in (None, place[0])]
        if not free:
            return None
        people = [sum(1 for place in self.at if place[0] == team) for team in range(len(self.sizes))]
        return min(free, key=lambda place: (people[place[0]], place))

    def exchange(self, one: Place, other: Place) -> list[Person]:
        """Let whoever holds two seats change places (one may be empty). Returns those who moved."""
        if one == other:
            return []
        movers = [(self.at.pop(one, None), other), (self.at.pop(other, None), one)]
        moved = []
        for participant, place in movers:
            if participant is not None:
                person = replace(self.people[participant], team=place[0], seat=place[1])
                self.add(person)
                moved.append(person)
        return moved

    def rename(self, participant: str, name: str, name_key: str) -> None:
        """Note a participant's other name."""
        self.people[participant] = replace(self.people[participant], name=name, name_key=name_key)

    def change_language(self, participant: str, language: str) -> None:
        """Note a participant's language."""
        self.people[participant] = replace(self.people[participant], language=language)

    def move_in(self, participant: str, browser: str) -> Person:
        """Note a participant's other browser; who they are now."""
        self.people[participant] = person = replace(self.people[participant], browser=browser)
        return person

    def forget_names(self) -> None:
        """Names were removed from the store."""
        for participant, person in self.people.items():
            self.people[participant] = replace(person, name="", name_key=participant)
