"""Suggestions: what somebody proposes about a gap or a duplication of the map, and what was decided about it.

Suggestions and decisions are entries of one register. A decision names the suggestion's number; the last one counts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from dagster_project.errors import WreathError
from dagster_project.named_people import refuse_people
from dagster_project.registers import Entry, Register, one_line
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import current, require_current

#: Name of the register, and the kinds of its entries.
REGISTER, MADE, DECIDED = "suggestions", "suggestion made", "suggestion decided"
#: Kind of gap that stands for a concept recorded more than once, which the map lists apart from its gaps.
DUPLICATION = "duplication"
#: Kind of gap of a suggestion that names nothing on the map.
OTHER = "other"
_LONGEST_TEXT, _LONGEST_GROUP, _NEAREST = 600, 100, 3


class State(StrEnum):
    """What has become of a suggestion."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    DONE = "done"


@dataclass(frozen=True)
class Gap:
    """A gap or a duplication that the map shows; `id` is its name in commands and on the pages."""

    kind: str
    subject: str
    label: str

    @property
    def id(self) -> str:
        """Return its name, for instance `concept_nobody_records:C23`."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True)
class Suggestion:
    """A suggestion as it stands after the last decision about it.

    Args:
        number: From 1, in the order in which they were made.
        gap: The gap it answers.
        proposal: What to do about it; holds no person.
        group: Who it is for.
        day: When it was made.
        who: Account that entered it.
        state: Open until somebody decides.
        decision: Why it is in that state; empty while nobody decided.
        decided: When that was.
        decided_by: Account that entered the decision.
    """

    number: int
    gap: Gap
    proposal: str
    group: str
    day: date
    who: str
    state: State = State.OPEN
    decision: str = ""
    decided: date | None = None
    decided_by: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        gap = {"gap": self.gap.id, "label": self.gap.label}
        plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in vars(self).items() if k != "gap"}
        return {"number": self.number, **gap, **plain}


def suggestions(settings: Settings) -> tuple[Suggestion, ...]:
    """Return every suggestion by number, each as the last decision left it.

    Raises:
        WreathError: The register is damaged.
    """
    return _standing(Register(settings, REGISTER).entries())


def add_suggestion(
    settings: Settings, gap: str, proposal: str, *, group: str, day: date, anyway: bool = False
) -> Suggestion:
    """Enter a suggestion about a gap that the published map shows.

    Args:
        settings: Where things are.
        gap: Its id, `kind:subject`.
        proposal: What to do; one paragraph, shown to managers.
        group: Who it is for.
        day: Local day of the suggestion.
        anyway: Enter it although the map shows no such gap.

    Raises:
        WreathError: A text is empty or too long or names a person, no such gap is published, or the same is open
            already: whoever was cut off while entering it can safely do so again.
    """
    wanted = _checked(proposal, "a proposal", _LONGEST_TEXT)
    whose = _checked(group, "a group", _LONGEST_GROUP)
    refuse_people(settings, wanted, whose)
    known = () if anyway and current(settings) is None else published_gaps(settings)
    about = _found(gap, known, _unlisted(gap) if anyway else None)
    register = Register(settings, REGISTER)
    with register.held():
        before = _standing(register.entries())
        _refuse_the_same(before, about, wanted, whose)
        number = len(before) + 1
        content = {"number": number, **vars(about), "proposal": wanted, "group": whose}
        entry = register.append(MADE, content, day=day)
    return _made(entry)


def decide(settings: Settings, number: int, state: State, *, why: str, day: date) -> Suggestion:
    """Enter a decision about a suggestion and return it as it stands then.

    Raises:
        WreathError: There is no such suggestion, it is in that state already, or the reason is empty, too long or
            names a person.
    """
    reason = _checked(why, "a reason", _LONGEST_TEXT)
    refuse_people(settings, reason)
    register = Register(settings, REGISTER)
    with register.held():
        known = {suggestion.number: suggestion for suggestion in _standing(register.entries())}
        if number not in known:
            many = f"the last is {max(known)}" if known else "none was made yet"
            raise WreathError(f"there is no suggestion {number}: {many}", exit_code=2)
        if known[number].state == state:
            raise WreathError(f"suggestion {number} is {state} already: {known[number].decision or 'new'}", exit_code=2)
        entry = register.append(DECIDED, {"number": number, "state": state.value, "why": reason}, day=day)
    return _decided(known[number], entry)


def published_gaps(settings: Settings) -> tuple[Gap, ...]:
    """Return every gap and duplication of the published map, by id.

    Raises:
        WreathError: Nothing is published.
    """
    from dagster_project.warehouse.publish import connect

    with connect(require_current(settings).dashboards, settings) as connection:
        rows = connection.execute(
            "select gap_kind, subject_id, coalesce(label, subject_id) from map_gap "
            "union all select ?, concept_id, coalesce(label, concept_id) from map_duplication order by all",
            [DUPLICATION],
        ).fetchall()
    return tuple(Gap(*row) for row in rows)


def _found(gap: str, known: Iterable[Gap], otherwise: Gap | None) -> Gap:
    by_id = {one.id: one for one in known}
    wanted = by_id.get(gap.strip(), otherwise)
    if wanted is None:
        near = "; ".join(f'"{one.id}" ({one.label})' for one in nearest(gap, by_id.values()))
        raise WreathError(
            f"the map shows no gap '{gap}': the nearest are {near or 'none'}; --anyway enters it all the same",
            exit_code=2,
        )
    return wanted


def nearest(text: str, known: Iterable[Gap]) -> list[Gap]:
    """Return the gaps most like a text, by id, subject or label; at most three, the likest first."""
    wanted = text.casefold().strip()

    def likeness(gap: Gap) -> float:
        names = [name.casefold() for name in (gap.id, gap.subject, gap.label)]
        within = max((1.0 for name in names if wanted and wanted in name), default=0.0)
        return within + max(difflib.SequenceMatcher(None, wanted, name).ratio() for name in names)

    ranked = sorted(known, key=lambda gap: (-likeness(gap), gap.id))
    return ranked[:_NEAREST]


def _refuse_the_same(before: Iterable[Suggestion], about: Gap, proposal: str, group: str) -> None:
    for one in before:
        if (one.gap.id, one.proposal, one.group, one.state) == (about.id, proposal, group, State.OPEN):
            raise WreathError(f"that is suggestion {one.number} already, of {one.day}, and open", exit_code=2)


def _unlisted(gap: str) -> Gap:
    """What is not on the map: its kind and subject as far as it says them."""
    kind, mark, subject = _checked(gap, "a gap", _LONGEST_GROUP).partition(":")
    return Gap(kind, subject.strip(), subject.strip()) if mark and subject.strip() else Gap(OTHER, kind, kind)


def _checked(text: str, what: str, longest: int) -> str:
    wanted = one_line(text)
    if not wanted or len(wanted) > longest:
        raise WreathError(f"{what} has between 1 and {longest} characters, not {len(wanted)}", exit_code=2)
    return wanted


def _standing(entries: Iterable[Entry]) -> tuple[Suggestion, ...]:
    found: dict[int, Suggestion] = {}
    for entry in entries:
        number = entry.content["number"]
        found[number] = _made(entry) if entry.kind == MADE else _decided(found[number], entry)
    return tuple(found[number] for number in sorted(found))


def _made(entry: Entry) -> Suggestion:
    content = entry.content
    gap = Gap(content["kind"], content["subject"], content["label"])
    return Suggestion(content["number"], gap, content["proposal"], content["group"], entry.day, entry.who)


def _decided(before: Suggestion, entry: Entry) -> Suggestion:
    return replace(
        before,
        state=State(entry.content["state"]),
        decision=entry.content["why"],
        decided=entry.day,
        decided_by=entry.who,
    )
