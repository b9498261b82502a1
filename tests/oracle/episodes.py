"""Episodes of a collection year (definitions D26 to D30).

Source: the return's Episodes table, one row for each stretch of one placement under one legal status; DfE rules 214,
226, 380, 385, 388, 398, 434, 435 and 436 say what a well-formed row looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .care import SHORT_BREAK_STATUSES, cut_points, legal_status_on
from .dates import CollectionYear, or_forever
from .lives import CarePeriod, Life, Placement, known_at
from .rows import ReturnRow

#: Temporary placements: no reason for the change is returned around them (rule 226).
TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})
#: Placements without a provider code.
WITHOUT_PROVIDER = TEMPORARY_PLACEMENTS | {"Z11", "Z12", "Z13", "Z14"}
NO_PLACEMENT = Placement(date.min)


@dataclass(frozen=True)
class EpisodeRow(ReturnRow):
    """One episode of care."""

    ITEMS = (
        *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER"),
        *("DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
    )

    decom: date
    rne: str
    ls: str | None
    cin: str | None
    place: str | None
    place_provider: str | None
    dec: date | None
    rec: str | None
    reason_place_change: str | None
    home_post: str | None
    pl_post: str | None
    urn: str | None


@dataclass(frozen=True)
class Stretch:
    """A stretch of a care period under one legal status in one placement (end exclusive, FOREVER = open)."""

    start: date
    end: date
    legal_status: str | None
    placement: Placement


def placement_on(life: Life, day: date) -> Placement:
    """Return the placement of that day; of overlapping ones the one that began last; an empty one if there is none."""
    holding = [
        placed
        for placed in life.placements
        if placed.placement_start_date <= day < or_forever(placed.placement_end_date)
    ]
    return max(holding, key=lambda placed: placed.placement_start_date, default=NO_PLACEMENT)


def is_same_placement(one: Placement, other: Placement) -> bool:
    """Whether nothing that the return shows of a placement differs (rules 434 to 436)."""
    return (one.placement_type, one.provider, one.urn, one.postcode) == (
        other.placement_type,
        other.provider,
        other.urn,
        other.postcode,
    )


def stretches(life: Life, period: CarePeriod) -> list[Stretch]:
    """Cut a care period at each change of placement or legal status (D27)."""
    edges = [status.legal_status_start_date for status in life.legal_statuses]
    edges += [or_forever(status.legal_status_end_date) for status in life.legal_statuses]
    edges += [placed.placement_start_date for placed in life.placements]
    edges += [or_forever(placed.placement_end_date) for placed in life.placements]
    days = cut_points(period.care_start_date, or_forever(period.care_end_date), edges)
    cut: list[Stretch] = []
    for start, end in pairwise(days):
        status = legal_status_on(life, start)
        code = status.legal_status if status else None
        placement = placement_on(life, start)
        last = cut[-1] if cut else None
        if last and last.legal_status == code and is_same_placement(last.placement, placement):
            # the later record goes on: its end and its reason for the change are those of the episode
            cut[-1] = Stretch(last.start, end, code, placement)
        elif start < end:
            cut.append(Stretch(start, end, code, placement))
    return cut


def _is_temporary(placement: Placement) -> bool:
    return placement.placement_type in TEMPORARY_PLACEMENTS


def reason_new_episode(before: Stretch | None, now: Stretch) -> str:
    """Return RNE: what began this episode (D28)."""
    if before is None:
        return "S"
    moved = not is_same_placement(before.placement, now.placement)
    if not moved:
        return "L"
    # to and from a temporary placement the code is P or B even where the carer is the same (rule 380)
    stays_with_carer = (
        now.placement.carer_id is not None
        and before.placement.carer_id == now.placement.carer_id
        and not _is_temporary(before.placement)
        and not _is_temporary(now.placement)
    )
    if before.legal_status == now.legal_status:
        return "T" if stays_with_carer else "P"
    return "U" if stays_with_carer else "B"


def reason_place_change(now: Stretch, after: Stretch | None) -> str | None:
    """Return why the placement changed at the end of this episode (D29; rules 225 and 226)."""
    if after is None or is_same_placement(now.placement, after.placement):
        return None
    if _is_temporary(now.placement) or _is_temporary(after.placement):
        return None
    return now.placement.change_reason


Neighbours = tuple[Stretch | None, Stretch, Stretch | None]


def _row(life: Life, child: str, year: CollectionYear, period: CarePeriod, neighbours: Neighbours) -> EpisodeRow:
    before, now, after = neighbours
    # an end after the year is not part of this year's return (rule 385)
    has_ended = now.end <= year.end
    is_short_break = now.legal_status in SHORT_BREAK_STATUSES
    place = now.placement
    return EpisodeRow(
        life.person.local_authority_code,
        year.name,
        life.person.person_id,
        child,
        decom=now.start,
        rne=reason_new_episode(before, now),
        ls=now.legal_status,
        cin=period.primary_need,
        place=place.placement_type,
        place_provider=None if place.placement_type in WITHOUT_PROVIDER else place.provider,
        dec=now.end if has_ended else None,
        rec=None if not has_ended else ("X1" if after else period.end_reason),
        reason_place_change=reason_place_change(now, after) if has_ended else None,
        # nothing about where a child on a short break lives (rules 214 and 398)
        home_post=None if is_short_break else period.home_postcode,
        pl_post=None if is_short_break else place.postcode,
        urn=None if is_short_break else place.urn,
    )


def is_in_year(stretch: Stretch, year: CollectionYear) -> bool:
    """Whether an episode belongs to the year (D26)."""
    return stretch.start <= year.end and stretch.end >= year.start


def episode_rows(life: Life, child: str, year: CollectionYear, as_at: date) -> list[EpisodeRow]:
    """Return the person's episodes of the year as known on `as_at`, in order of start."""
    known = known_at(life, as_at)
    rows = []
    for period in known.care_periods:
        parts = stretches(known, period)
        for number, now in enumerate(parts):
            if not is_in_year(now, year):
                continue
            before = parts[number - 1] if number else None
            after = parts[number + 1] if number + 1 < len(parts) else None
            rows.append(_row(known, child, year, period, (before, now, after)))
    return sorted(rows, key=lambda row: row.decom)
