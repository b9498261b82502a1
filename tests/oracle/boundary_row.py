"""What one row of the hand-worked table is, and the short forms it is written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .boundary_events import PARTS, Event
from .lives import CarePeriod, Contact, LegalStatus, Life, Person, Placement, SourceRecord

#: The day on which the table is judged, and its authority.
AS_AT = date(2026, 4, 30)
AUTHORITY = "990"


@dataclass(frozen=True)
class Care:
    """One care period in one home; `statuses` are (first day, legal status), the first from the start of care."""

    start: date
    end: date | None
    end_reason: str | None
    statuses: tuple[tuple[date, str], ...]
    placement_type: str


def care(start: str, end: str | None = None, reason: str | None = None, law: str = "V2", place: str = "U6") -> Care:
    """Write a care period; `law` is one legal status or several as 'V2, 2024-09-14 V4'."""
    first, *later = law.split(", ")
    statuses = [(date.fromisoformat(start), first)]
    statuses += [(date.fromisoformat(change[:10]), change[11:]) for change in later]
    ended = date.fromisoformat(end) if end else None
    return Care(date.fromisoformat(start), ended, reason, tuple(statuses), place)


def contact(day: str, said: str, number: int = 1) -> Contact:
    """Write a contact as 'YES F2 U1': in touch, activity, letter with suitability; '-' for what is not recorded."""
    in_touch, activity, home = said.split()
    return Contact(
        date.fromisoformat(day),
        number,
        "VISIT" if in_touch == "YES" else "ATTEMPT",
        in_touch,
        None if activity == "-" else activity,
        None if home == "-" else home[0],
        home[1] if len(home) > 1 else None,
    )


@dataclass(frozen=True)
class BoundaryLife:
    """A life on a boundary and what must come of it, worked out by hand.

    `oc3` maps a collection year to 'IN_TOUCH ACTIV ACCOM', or '-' where the person has no row; `status` maps a day to
    the leaving-care status of that day, or '-' for none. `gives` does as `oc3` for the other modules: 'UASC 2025-26'
    maps to the items of each row but CHILD and DOB, '-' for a blank one, rows divided by '; ', dates in ISO form.
    `why` names the source of the expectation.
    """

    person_id: str
    what: str
    why: str
    born: date
    spells: Sequence[Care]
    oc3: Mapping[str, str]
    status: Mapping[str, str] = field(default_factory=dict)
    contacts: Sequence[Contact] = ()
    died: date | None = None
    events: Sequence[Event] = ()
    gives: Mapping[str, str] = field(default_factory=dict)
    claim_ended: date | None = None

    @property
    def life(self) -> Life:
        """The life in the form that the oracle takes."""
        periods, placements, statuses = [], [], []
        for spell in self.spells:
            is_short_break = spell.statuses[0][1] in ("V3", "V4")
            periods.append(CarePeriod(spell.start, spell.end, "N1", spell.end_reason, "ZZ1 1AA", is_short_break))
            placements.append(Placement(spell.start, spell.end, spell.placement_type, "PR1", "XXXXXXX", "ZZ1 2BB"))
            ends = [day for day, _ in spell.statuses[1:]] + [spell.end]
            statuses += [LegalStatus(start, end, code) for (start, code), end in zip(spell.statuses, ends, strict=True)]
        number = int(self.person_id[1:])
        person = Person(
            AUTHORITY,
            self.person_id,
            "F" if number % 2 else "M",
            self.born,
            "WBRI",
            upn=upn(number),
            death_date=self.died,
            uasc_claim_end_date=self.claim_ended,
        )
        records = (SourceRecord("lcs", "ssd_person", str(100000 + number)),)
        events: dict[str, Any] = {
            part: tuple(event for event in self.events if isinstance(event, kind)) for kind, part in PARTS.items()
        }
        care = (tuple(periods), tuple(placements), tuple(statuses))
        return Life(person, *care, tuple(self.contacts), records, **events)


def row(
    person_id: str,
    what: str,
    why: str,
    *,
    born: str,
    spells: Sequence[Care],
    oc3: Mapping[str, str] | None = None,
    status: Mapping[str, str] | None = None,
    contacts: Sequence[Contact] = (),
    died: str | None = None,
    events: Sequence[Event] = (),
    gives: Mapping[str, str] | None = None,
    claim_ended: str | None = None,
) -> BoundaryLife:
    """Write a row of the table; events of a kind in order of time."""
    return BoundaryLife(
        person_id,
        what,
        why,
        date.fromisoformat(born),
        spells,
        oc3 or {},
        status or {},
        contacts,
        date.fromisoformat(died) if died else None,
        events,
        gives or {},
        date.fromisoformat(claim_ended) if claim_ended else None,
    )


def upn(number: int) -> str:
    """Return a well-formed pupil number: a check letter and 12 digits (the weighted sum of the digits modulo 23)."""
    digits = f"990{number:09d}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits


def nhs_number(number: int) -> str:
    """Return a well-formed NHS number (modulus 11) from the range kept for tests, which begins with 999."""
    stem = number * 2
    while True:
        digits = f"999{stem:06d}"
        check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
        if check != 10:
            return digits + str(check % 11)
        stem += 1
