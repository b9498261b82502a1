"""OC3, the care leavers of a collection year (definitions D17 to D25).

Source: the return's published cohort (13 weeks after 14, some after 16; birthday in the year), DfE rules 344, 345, 348,
1000, 1001, 1007, 1011 and 1016 in their plain meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .care import Spell, is_in_care_on, looked_after_spells, passes_13_weeks
from .dates import CollectionYear, add_months, is_provisional, or_forever
from .lives import Contact, Life, death_date, known_at
from .parameters import DEFAULTS, Parameters
from .rows import ReturnRow

#: Ages of the cohort: 17 to 21 around the birthday, 22 to 25 by the latest contact.
AGES = range(17, 26)
#: Final endings that leave no care leaver of this authority: taken over, adopted, found to be adult.
EXCLUDED_ENDINGS = frozenset({"E3", "E11", "E12", "E15"})
#: Accommodation that is always unsuitable: homeless, custody (rule 133).
ALWAYS_UNSUITABLE = frozenset({"S", "X"})


@dataclass(frozen=True)
class Oc3Row(ReturnRow):
    """One care leaver of the year, with the evidence behind the row (window: both days included)."""

    ITEMS = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")

    dob: date
    in_touch: str
    activ: str
    accom: str
    age: int
    birthday: date
    window_start: date
    window_end: date
    contact: Contact | None
    is_window_open: bool


def is_in_cohort(life: Life, age: int, birthday: date, year: CollectionYear, parameters: Parameters = DEFAULTS) -> bool:
    """Whether the person, as known, is a care leaver of the year whose birthday is given (D17 to D19)."""
    if age not in AGES:
        return False
    spells = looked_after_spells(life)
    # 13 weeks after 14, some after 16, before this birthday (rule 1001)
    if not passes_13_weeks(spells, life.person.birth_date, birthday, parameters.care_days_after_14):
        return False
    # 17 and 18: only when out of care on the birthday; ceasing on the day itself is out (rules 1007 and 1016)
    if age in (17, 18) and is_in_care_on(spells, birthday):
        return False
    return not _is_excluded(life, spells, year)


def _is_excluded(life: Life, spells: Sequence[Spell], year: CollectionYear) -> bool:
    """Died in care (rule 1000), or care last ended by transfer (1011), adoption (1001) or an age finding (D18)."""
    for period in life.care_periods:
        if period.end_reason == "E2" and or_forever(period.care_end_date) <= year.end:
            return True
    begun = [spell for spell in spells if spell.start <= year.end]
    if not begun:
        return False
    last = begun[-1]
    return last.end_reason in EXCLUDED_ENDINGS and or_forever(last.end) <= year.end


def contact_window(
    age: int, birthday: date, year: CollectionYear, parameters: Parameters = DEFAULTS
) -> tuple[date, date]:
    """Return the first and last day on which a contact counts (D21: around the birthday; D22: the year)."""
    if age >= 22:
        return year.start, year.end
    return (
        add_months(birthday, -parameters.contact_window_months_before),
        add_months(birthday, parameters.contact_window_months_after),
    )


def chosen_contact(contacts: Iterable[Contact], age: int, birthday: date, first: date, last: date) -> Contact | None:
    """Return the contact that the row is made from, None when none counts (D21, D22)."""
    counting = [one for one in contacts if first <= one.contact_date <= last and one.in_touch is not None]
    if age >= 22:
        return max(counting, key=lambda one: (one.contact_date, one.contact_number), default=None)

    def rank(one: Contact) -> tuple[bool, int, date, int]:
        distance = abs((one.contact_date - birthday).days)
        return one.in_touch != "YES", distance, one.contact_date, -one.contact_number

    return min(counting, key=rank, default=None)


def accommodation_item(letter: str | None, suitability: str | None) -> str:
    """Return ACCOM: letter and digit, or 0 when it cannot be said (D24; rule 133)."""
    if letter in ALWAYS_UNSUITABLE:
        return f"{letter}2"
    if letter is None or letter == "0" or suitability not in ("1", "2"):
        return "0"
    return f"{letter}{suitability}"


def _items(life: Life, contact: Contact | None, dead_by: date) -> tuple[str, str, str]:
    """Return IN_TOUCH, ACTIV and ACCOM (D20, D23)."""
    died = death_date(life)
    if died is not None and died <= dead_by:
        return "DIED", "0", "0"
    if contact is None or contact.in_touch is None:
        return "NO", "0", "0"
    # rule 344
    if contact.in_touch in ("DIED", "RHOM"):
        return contact.in_touch, "0", "0"
    accommodation = accommodation_item(contact.accommodation, contact.suitability)
    return contact.in_touch, contact.activity or "0", accommodation


def oc3_row(
    life: Life, child: str, year: CollectionYear, as_at: date, parameters: Parameters = DEFAULTS
) -> Oc3Row | None:
    """Return the person's row of the year as known on `as_at`, None when the person has none."""
    known = known_at(life, as_at)
    reached = year.birthday(known.person.birth_date)
    # a birthday after as_at is not yet due (D17)
    if reached is None or reached[1] > as_at:
        return None
    age, birthday = reached
    if not is_in_cohort(known, age, birthday, year, parameters):
        return None
    first, last = contact_window(age, birthday, year, parameters)
    contact = chosen_contact(known.contacts, age, birthday, first, last)
    in_touch, activ, accom = _items(known, contact, birthday if age < 22 else year.end)
    if age >= 22 and contact is None and in_touch != "DIED" and not parameters.oc3_include_22_to_25_without_contact:
        return None
    return Oc3Row(
        known.person.local_authority_code,
        year.name,
        known.person.person_id,
        child,
        known.person.birth_date,
        in_touch,
        activ,
        accom,
        age,
        birthday,
        first,
        last,
        contact,
        last > as_at,
    )


def is_not_yet_due(life: Life, year: CollectionYear, as_at: date, parameters: Parameters = DEFAULTS) -> bool:
    """Whether a birthday of the unfinished year still lies ahead for a person with the care needed so far (D17)."""
    known = known_at(life, as_at)
    reached = year.birthday(known.person.birth_date)
    if not is_provisional(year, as_at) or reached is None or reached[1] <= as_at or reached[0] not in AGES:
        return False
    spells = looked_after_spells(known)
    enough = passes_13_weeks(spells, known.person.birth_date, as_at, parameters.care_days_after_14)
    return enough and not _is_excluded(known, spells, year)
