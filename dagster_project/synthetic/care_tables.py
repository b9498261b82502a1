"""Truth tables of what happens in care: health, reviews, visits, missing, offending, workers and the like."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.core_tables import period_ids
from dagster_project.synthetic.days import OPEN, Days, Whole, age_on, birthday, date_series, first_of_april, year_start
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.placements import TYPE
from dagster_project.synthetic.spells import ragged

#: Collection years before the present one whose records are kept, as a case system's extract does; visits in days.
_YEARS_KEPT, _VISITS_KEPT = 4, 400
_DISABILITIES = ("LD", "AUT", "BEH", "MOB", "COMM", "HEAR", "VIS", "DDA", "PC", "HAND", "CON", "INC")
#: Health checks of children in care: every how many days, how many take place, and under which age.
_CHECKS = (("HEALTH_ASSESSMENT", 330, 0.93, 99), ("DENTAL", 300, 0.84, 99), ("DEVELOPMENT", 200, 0.92, 5))
#: Ages between which a questionnaire is asked for, how many are filled in, and what is noted instead.
_SDQ_AGES, _SDQ_DONE = (4, 16), 0.85
_SDQ_REASONS, _SDQ_REASON_WEIGHTS = (None, "SDQ2", "SDQ3", "SDQ4", "SDQ5"), (0.35, 0.15, 0.05, 0.15, 0.3)
_OFFENCES = ("Theft from a shop", "Criminal damage", "Common assault", "Possession of a controlled drug",
             "Taking a vehicle without consent", "Affray")  # fmt: skip
#: How often a placement of each kind goes with a deprivation of liberty order (rule 709 allows no other kind).
_DEPRIVED = {("K2",): 0.18, ("Z12", "Z13"): 0.6}


def _rows(lives: Lives, person: Whole, columns: list[pl.Series]) -> pl.DataFrame:
    """Return a table with person and authority in front."""
    return pl.DataFrame([lives.ids_of(person), *columns]).with_columns(
        pl.lit(lives.authority).alias("local_authority_code")
    )


def _first_day_kept(lives: Lives) -> int:
    """Return the first day of the earliest collection year whose records are kept."""
    year = year_start(np.array([lives.as_at], dtype=np.int32)) - _YEARS_KEPT
    return int(first_of_april(year)[0])


def recurring(draws: Draws, lives: Lives, every: int, slack: int, since: int | None = None) -> tuple[Whole, Whole]:
    """Return (period, day) of something done at regular times in care.

    Args:
        draws: Stream of the topic.
        lives: Whose care.
        every: Days from one time to the next.
        slack: Days by which each can be early or late.
        since: First day kept; by default that of the earliest collection year kept.
    """
    periods = lives.periods
    full = ~periods.is_short_break
    begin = periods.start.astype(np.int64) + every // 2
    stop = np.minimum(periods.end, lives.as_at + 1).astype(np.int64)
    first = _first_day_kept(lives) if since is None else since
    skipped = np.maximum((first - begin) // every, 0)
    begin = begin + skipped * every
    counts = np.where(full, np.maximum((stop - begin + every - 1) // every, 0), 0)
    period, number = ragged(counts)
    on = begin[period] + every * number + draws.between(-slack, slack, len(period))
    inside = (on >= np.maximum(periods.start[period], first)) & (on < stop[period])
    return period[inside], on[inside]


def missing_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return episodes of going missing or being away without leave, mostly teenagers' and the same ones' again."""
    periods, size = lives.periods, len(lives.periods)
    twelve = birthday(lives.people.birth[periods.person], 12)
    begin = np.maximum(periods.start, twelve).astype(np.int64)
    stop = np.minimum(periods.end, lives.as_at).astype(np.int64)
    years = np.maximum(stop - begin, 0) / 365.25
    rate = np.where(draws.of("runs").happens(0.14, size), 2.6, 0.06)
    counts = np.floor(np.minimum(years * rate, 60) + draws.unit(size)).astype(np.int64)
    counts = np.where((years > 0.05) & ~periods.is_short_break, counts, 0)
    period, _ = ragged(counts)
    start = np.sort(draws.between(begin[period], stop[period] - 1, len(period)) + period * 100_000) % 100_000
    end = np.minimum(start + draws.between(0, 4, len(period)) * draws.between(0, 1, len(period)), stop[period])
    keep = np.append(np.ones(min(len(period), 1), dtype=bool), (np.diff(start) > 6) | (np.diff(period) > 0))
    kind = draws.pick((0.8, 0.2), len(period))
    return _rows(
        lives,
        periods.person[period][keep],
        [
            date_series("start_date", start[keep].astype(np.int32)),
            date_series("end_date", end[keep].astype(np.int32)),
            labels("kind", ("M", "A"), kind[keep]),
        ],
    )


def health_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return health assessments, dental checks and, of the youngest, development checks."""
    parts = []
    for kind, every, done, under in _CHECKS:
        stream = draws.of(kind)
        period, on = recurring(stream, lives, every, 25)
        person = lives.periods.person[period]
        age = age_on(lives.people.birth[person], on.astype(np.int32))
        person, on, old = person[age < under], on[age < under], age[age < under] >= 15
        status = np.where(stream.happens(np.where(old, done - 0.12, done), len(on)), 0, np.where(old, 1, 2))
        codes = ("COMPLETED", "REFUSED", "CANCELLED")
        made = [date_series("check_date", on.astype(np.int32)), labels("status", codes, status)]
        parts.append(_rows(lives, person, made).with_columns(pl.lit(kind).alias("kind")))
    return pl.concat(parts).sort("person_id", "check_date", "kind")


def immunisation_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return the latest immunisation status of everybody in care in the years kept."""
    period, on = recurring(draws, lives, 365, 30)
    person = lives.periods.person[period]
    latest = np.append(person[1:] != person[:-1], len(person) > 0)[: len(person)]
    person, on = person[latest], on[latest]
    up_to_date = pl.Series("is_up_to_date", draws.happens(0.86, len(person)))
    return _rows(lives, person, [date_series("status_date", on.astype(np.int32)), up_to_date])


def sdq_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return yearly strengths and difficulties scores between 4 and 16, or the reason why there is none."""
    period, on = recurring(draws, lives, 365, 30)
    person = lives.periods.person[period]
    age = age_on(lives.people.birth[person], on.astype(np.int32))
    is_done = draws.happens(_SDQ_DONE, len(on))
    reason = np.where(is_done, 0, draws.of("reason").pick(_SDQ_REASON_WEIGHTS, len(on)))
    keep = (age >= _SDQ_AGES[0]) & (age <= _SDQ_AGES[1]) & (is_done | (reason > 0))
    person, on, is_done, reason = person[keep], on[keep], is_done[keep], reason[keep]
    steady = draws.of("steady").normal(len(lives.people))[person]
    score = np.clip(np.round(16.5 + 5.0 * steady + 3.0 * draws.normal(len(person))), 0, 40).astype(np.int64)
    columns = [
        date_series("completed_date", on.astype(np.int32)),
        pl.Series("score", score),
        labels("reason", _SDQ_REASONS, reason),
    ]
    return _rows(lives, person, columns).with_columns(pl.when(pl.Series(is_done)).then("score").alias("score"))


def _happening(draws: Draws, lives: Lives, age: int, share: float) -> tuple[Whole, Whole]:
    """Return (person, day) of something that happens once to a share of those in care at an age or later."""
    periods = lives.periods
    begin = np.maximum(periods.start, birthday(lives.people.birth[periods.person], age)).astype(np.int64)
    stop = np.minimum(periods.end, lives.as_at).astype(np.int64)
    known = (stop > begin + 20) & ~periods.is_short_break & draws.happens(share, len(periods))
    period = np.flatnonzero(known)
    return periods.person[period], draws.between(begin[period], stop[period] - 1, len(period))


def conviction_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return offences for which somebody in care was convicted."""
    person, on = _happening(draws, lives, 10, 0.055)
    offence = draws.between(0, len(_OFFENCES) - 1, len(person))
    day = date_series("offence_date", on.astype(np.int32))
    return _rows(lives, person, [day, labels("offence", _OFFENCES, offence)])


def substance_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return recorded substance misuse, with help offered to most and taken up by half."""
    person, on = _happening(draws, lives, 13, 0.09)
    offered = draws.happens(0.85, len(person))
    received = offered & draws.happens(0.55, len(person))
    day = np.where(offered, np.minimum(on + draws.between(1, 60, len(person)), lives.as_at), int(OPEN)).astype(np.int32)
    return _rows(
        lives,
        person,
        [
            date_series("recorded_date", on.astype(np.int32)),
            pl.Series("is_intervention_received", received),
            date_series("offered_date", day),
        ],
    )


def disability_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return one or two kinds of disability of each disabled person."""
    person = np.flatnonzero(lives.people.is_disabled)
    counts = draws.between(1, 2, len(person))
    owner, number = ragged(counts)
    kind = (draws.between(0, len(_DISABILITIES) - 1, len(person))[owner] + number * 3) % len(_DISABILITIES)
    return _rows(lives, person[owner], [labels("disability", _DISABILITIES, kind)])


def immigration_table(draws: Draws, lives: Lives, claimed: Days, claim_ended: Days) -> pl.DataFrame:
    """Return the immigration statuses of unaccompanied children: first the claim, then for most leave to stay.

    `claimed` and `claim_ended` are the days of everybody's claim, `OPEN` without one.
    """
    person = np.flatnonzero(claimed < OPEN)
    start, claim_end = claimed[person].astype(np.int64), claim_ended[person].astype(np.int64)
    decided = np.maximum(start + draws.between(250, 1100, len(person)), claim_end)
    outcome = draws.pick((0.62, 0.26, 0.12), len(person))
    never = np.full(len(person), int(OPEN), dtype=np.int64)
    parts = [(person, start, claim_end, 0), (person, claim_end, decided, 1), (person, decided, never, 2)]
    frames = []
    for owner, begin, end, turn in parts:
        known = (begin < end) & (begin <= lives.as_at)
        status = np.full(len(owner), turn, dtype=np.int64) if turn < 2 else 2 + outcome
        closed = np.where(end > lives.as_at, int(OPEN), end).astype(np.int32)
        codes = ("UASC", "ASYLUM_SEEKER", "REFUGEE", "LEAVE_TO_REMAIN", "OTHER")
        columns = [labels("status", codes, status[known]), date_series("start_date", begin[known].astype(np.int32))]
        frames.append(_rows(lives, owner[known], [*columns, date_series("end_date", closed[known])]))
    return pl.concat(frames).sort("person_id", "start_date")


def review_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return reviews, about every six months."""
    period, on = recurring(draws, lives, 180, 12)
    person = lives.periods.person[period]
    due = on + draws.between(-4, 9, len(on))
    young = age_on(lives.people.birth[person], on.astype(np.int32)) < 4
    codes = ("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
    part = np.where(young, 0, 1 + draws.pick((0.5, 0.08, 0.06, 0.04, 0.07, 0.17, 0.08), len(on)))
    return _rows(
        lives,
        person,
        [
            period_ids(lives).gather(pl.Series(period.astype(np.uint32))),
            date_series("due_date", due.astype(np.int32)),
            date_series("review_date", on.astype(np.int32)),
            labels("participation", codes, part),
        ],
    )


def visit_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return statutory visits of the last year, about every six weeks."""
    period, on = recurring(draws, lives, 42, 9, since=lives.as_at - _VISITS_KEPT)
    seen = draws.happens(0.96, len(on))
    return _rows(
        lives,
        lives.periods.person[period],
        [
            period_ids(lives).gather(pl.Series(period.astype(np.uint32))),
            date_series("visit_date", on.astype(np.int32)),
            pl.Series("is_seen", seen),
            pl.Series("is_seen_alone", seen & draws.happens(0.75, len(on))),
        ],
    )


def liberty_order_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return orders that deprive a child of liberty in a children's home or in a placement that needs such an order.

    An order lies wholly within one placement, a day after its first and a day before its last, since the national
    rules (709, 710) count a placement that touches an order as one of the order's.
    """
    spells = lives.placements.spells
    share = np.zeros(len(spells))
    for types, own in _DEPRIVED.items():
        share[np.isin(spells.state, [TYPE[code] for code in types])] = own
    stop = np.minimum(spells.end, lives.as_at + 1).astype(np.int64)
    may = ~lives.periods.is_short_break[spells.owner] & (stop - spells.start > 30) & (share > 0)
    chosen = np.flatnonzero(may & draws.happens(share, len(spells)))
    start = draws.between(spells.start[chosen] + 1, stop[chosen] - 20, len(chosen))
    end = np.minimum(start + draws.between(60, 180, len(chosen)), spells.end[chosen].astype(np.int64) - 1)
    # One stands today where any placement allows it, so that the year under way has a line to show.
    free = may & (spells.end > lives.as_at) & ~np.isin(np.arange(len(spells)), chosen)
    today = np.flatnonzero(free)[:1] if not np.any(end > lives.as_at) else chosen[:0]
    chosen = np.append(chosen, today)
    start = np.append(start, np.full(len(today), lives.as_at - 20))
    end = np.append(end, np.full(len(today), lives.as_at + 90))
    ends: Days = np.where(end > lives.as_at, int(OPEN), end).astype(np.int32)
    person = lives.periods.person[spells.owner[chosen]]
    starts = date_series("start_date", start.astype(np.int32))
    return _rows(lives, person, [starts, date_series("end_date", ends)])
