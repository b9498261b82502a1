"""SWEpisodes, the allocations of social workers to looked-after children (definition D39).

Source: DfE rules SW01 to SW17; collected since 2023-24. A worker is named by the number at Social Work England, or by
a number of the authority's own with XX in front (SW02).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .care import looked_after_spells
from .care_events import Involvement
from .child_year import ChildRow, ChildYear
from .dates import CollectionYear, or_forever

FIRST_YEAR = CollectionYear.named("2023-24")
#: The first worker of a child (rule SW13).
FIRST_CONTACT = "FCONTA"


@dataclass(frozen=True)
class SwEpisodeRow(ChildRow):
    """One allocation of a social worker."""

    ITEMS = ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")

    sw_id: str
    sw_decom: date
    sw_dec: date | None
    sw_reason: str | None


def worker_number(worker: Involvement) -> str:
    """Return SW_ID: the registration number, or XX and the letters and digits of the authority's number."""
    registration = "".join((worker.registration_number or "").split()).upper()
    if registration.startswith("SW"):
        return registration
    return "XX" + "".join(sign for sign in worker.professional_id if sign.isalnum())


def social_worker_rows(seen: ChildYear) -> list[SwEpisodeRow]:
    """Return the allocations of the year, in order of time; none before 2023-24."""
    if seen.year < FIRST_YEAR:
        return []
    # the days of the year between which the child was looked after; to touch one of them is enough
    times = [
        (max(spell.start, seen.year.start), min(or_forever(spell.end), seen.known_to))
        for spell in looked_after_spells(seen.life)
        if seen.touches(spell.start, spell.end)
    ]
    workers = [one for one in seen.life.involvements if one.role == "SW"]
    rows: dict[tuple[str, date], SwEpisodeRow] = {}
    for worker in workers:
        start, end = worker.start_date, or_forever(worker.end_date)
        if not any(start <= last and end >= first for first, last in times):
            continue
        is_first = not any(one.start_date < start for one in workers)
        number = worker_number(worker)
        rows[number, start] = SwEpisodeRow(
            *seen.key,
            sw_id=number,
            sw_decom=start,
            sw_dec=seen.told(worker.end_date),
            sw_reason=worker.change_reason or (FIRST_CONTACT if is_first else None),
        )
    return list(rows.values())
