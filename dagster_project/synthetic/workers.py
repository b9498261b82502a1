"""Teams, workers, and who works with whom."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic import names
from dagster_project.synthetic.days import OPEN, Days, Whole, birthday, date_series
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.spells import renew

ROLES = ("SW", "PA", "IRO")
_CASELOADS = {"SW": 14, "PA": 22, "IRO": 60}
_LASTING = {"SW": 420.0, "PA": 800.0, "IRO": 900.0}
_TEAMS = {
    "SW": ("Children in Care North", "Children in Care South", "Children in Care Coast"),
    "PA": ("Leaving Care East", "Leaving Care West"),
    "IRO": ("Independent Reviewing Service",),
}
#: Why this worker took over; the first stands for an allocation with which a period of work begins.
_CHANGE_REASONS = ("FCONTA", "MANAGE", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "OTHERS")
_CHANGE_WEIGHTS = (0.0, 0.3, 0.3, 0.1, 0.15, 0.07, 0.02, 0.02, 0.04)
#: Share of workers from an agency, and of those whose registration number the council has not been given.
_AGENCY, _UNREGISTERED = 0.12, 0.5


def team_table(lives: Lives) -> pl.DataFrame:
    """Return the teams of the authority."""
    own = [name for role in ROLES for name in _TEAMS[role]]
    return pl.DataFrame(
        {
            "local_authority_code": [lives.authority] * (len(own) + 1),
            "team_id": [f"T{number:02d}" for number in range(len(own) + 1)],
            "name": ["Children's Services", *own],
            "parent_id": [None, *["T00"] * len(own)],
        }
    )


def _team_ids(role: str) -> tuple[str, ...]:
    """Return the identifiers of a role's teams."""
    own = [(each, name) for each in ROLES for name in _TEAMS[each]]
    return tuple(f"T{number + 1:02d}" for number, (each, _) in enumerate(own) if each == role)


def _head_count(lives: Lives, role: str) -> int:
    return max(3, lives.size // _CASELOADS[role])


def professional_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return the workers of the authority."""
    parts = []
    for role in ROLES:
        stream, size = draws.of(role), _head_count(lives, role)
        number = np.arange(size, dtype=np.int64)
        forename, surname = names.forenames(stream.of("forename"), size), names.surnames(stream.of("surname"), size)
        registered = pl.Series(number).cast(pl.String).str.zfill(6)
        is_agency = stream.happens(_AGENCY, size)
        # With few workers chance might leave none, and the return's stand-in number would never be needed.
        is_agency |= (number == size - 1) & (role == "SW")
        unregistered = is_agency & (stream.of("registered").happens(_UNREGISTERED, size) | (number == size - 1))
        parts.append(
            pl.DataFrame(
                [
                    _ids(role, number),
                    (forename + " " + surname).alias("name"),
                    labels("team", _team_ids(role), number % len(_team_ids(role))),
                    pl.Series("is_agency", is_agency),
                    pl.Series("is_unregistered", unregistered),
                    ("SWX" + registered).alias("registration_number"),
                ]
            ).with_columns(
                pl.lit(lives.authority).alias("local_authority_code"),
                pl.lit(role).alias("role"),
                pl.when(pl.lit(role != "PA") & ~pl.col("is_unregistered")).then(pl.col("registration_number")),
            )
        )
    return pl.concat(parts)


def _ids(role: str, number: Whole) -> pl.Series:
    """Return identifiers of workers."""
    return (role + "-" + pl.Series("professional_id", number).cast(pl.String).str.zfill(4)).alias("professional_id")


def involvement_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return who worked with whom and when; everybody in care has a social worker and a reviewing officer."""
    periods = lives.periods
    full = ~periods.is_short_break
    owner = periods.person[full]
    spans = {
        "SW": (owner, periods.start[full], periods.end[full]),
        "IRO": (owner, periods.start[full], periods.end[full]),
        "PA": _advised(lives),
    }
    frames = [_worked(draws.of(role), lives, role, *span) for role, span in spans.items()]
    return pl.concat(frames).sort("person_id", "start_date", "role")


def _advised(lives: Lives) -> tuple[Whole, Days, Days]:
    """Return who has a personal adviser: care leavers from 17, or from leaving care if that is earlier."""
    leavers = lives.leavers
    begin = np.minimum(leavers.exit, birthday(leavers.birth, 17))
    goes_on = leavers.stop == lives.as_at + 1
    return leavers.person, begin.astype(np.int32), np.where(goes_on, OPEN, leavers.stop).astype(np.int32)


def _worked(draws: Draws, lives: Lives, role: str, person: Whole, begin: Days, end: Days) -> pl.DataFrame:
    """Return the workers of one role, one after another over each span."""
    stop = np.minimum(end, lives.as_at + 1).astype(np.int32)
    size = _head_count(lives, role)

    def choose(owner: Whole, start: Days, before: Whole) -> Whole:
        drawn = draws.between(0, size - 1, len(owner))
        return np.where(drawn == before, (drawn + 1) % size, drawn)

    def lasting(owner: Whole, start: Days, state: Whole) -> Whole:
        return draws.lasting(_LASTING[role], len(owner)) + 20

    spells = renew(begin, stop, choose, lasting, most=30)
    last = spells.last()
    is_open = last & (end[spells.owner] == OPEN)
    reason = np.where(spells.first(), 0, draws.pick(_CHANGE_WEIGHTS, len(spells)))
    teams = _team_ids(role)
    return pl.DataFrame(
        [
            lives.ids_of(person[spells.owner]),
            _ids(role, spells.state),
            labels("team", teams, spells.state % len(teams)),
            date_series("start_date", spells.start),
            date_series("end_date", np.where(is_open, OPEN, spells.end).astype(np.int32)),
            labels("change_reason", _CHANGE_REASONS, reason),
        ]
    ).with_columns(pl.lit(role).alias("role"), pl.lit(lives.authority).alias("local_authority_code"))
