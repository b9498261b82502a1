"""Truth tables of people and their care: person, care_period, placement, legal_status."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic import names
from dagster_project.synthetic.care import END, ENDS
from dagster_project.synthetic.days import OPEN, Days, Mask, Whole, age_on, birthday, date_series, day, year_start
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.legal import STATUSES
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.people import REMAND, UASC
from dagster_project.synthetic.placements import ADOPTIVE, FOSTER, TYPE, TYPES

_ETHNICITIES = ("WBRI", "WOTH", "WIRI", "WROM", "WIRT", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
                "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT")  # fmt: skip
_ETHNIC_WEIGHTS = (86, 3, 0.4, 0.7, 0.3, 1.2, 0.8, 1.0, 1.2, 0.4, 0.5, 0.4, 0.8, 0.4, 0.9, 0.3, 0.2, 0.6, 0.3, 0.6)
_UASC_ETHNIC_WEIGHTS = (0, 6, 0, 0, 0, 0, 0, 0, 0.5, 0, 3, 1, 26, 0, 34, 4, 0, 24, 0, 1.5)
_NATIONALITIES = ("British", "Afghan", "Albanian", "Eritrean", "Iranian", "Iraqi", "Sudanese", "Vietnamese")
_UASC_NATIONALITY = (0, 0.24, 0.08, 0.2, 0.14, 0.1, 0.2, 0.04)
_NEEDS = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
_NEED_WEIGHTS = (0.64, 0.03, 0.03, 0.08, 0.15, 0.03, 0.001, 0.04)
_CHANGE_REASONS = ("CARPL", "CREQB", "CREQO", "CHILD", "LAREQ", "OTHER", "STAND", "ALLEG", "CLOSE", "APPRR", "PLACE",
                   "CUSTOD")  # fmt: skip
_CHANGE_WEIGHTS = (0.42, 0.2, 0.12, 0.08, 0.07, 0.05, 0.02, 0.02, 0.015, 0.005, 0.0, 0.0)
#: Most homes of one kind in an authority: each has an Ofsted number of its own.
_HOMES_OF_A_KIND = 200
PROVIDERS = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")


def person_table(draws: Draws, lives: Lives, first_child: Days, claim_end: Days) -> pl.DataFrame:
    """Return the table of persons; days of a first child and of the end of a claim to asylum, `OPEN` without one."""
    people = lives.people
    size = len(people)
    is_uasc = people.kind == UASC
    forename, surname = names.forenames(draws.of("forename"), size), names.surnames(draws.of("surname"), size)
    before = names.surnames(draws.of("surname before"), size)
    changed = draws.of("changed").happens(0.05, size)
    send = draws.of("send").happens(np.where(people.is_disabled, 0.62, 0.2), size) & ~is_uasc
    own = pl.DataFrame(
        [
            lives.person_ids(),
            forename,
            surname,
            before.alias("surname_before"),
            labels("sex", ("M", "F"), people.is_female.astype(np.int64)),
            date_series("birth_date", people.birth),
            pl.Series("is_birth_date_estimated", people.is_birth_date_estimated),
            _ethnicity(draws.of("ethnicity"), is_uasc),
            names.nhs_numbers(draws.of("nhs"), size),
            date_series("death_date", lives.death),
            pl.Series("is_uasc", is_uasc),
            date_series("uasc_claim_end_date", np.where(claim_end > lives.as_at, OPEN, claim_end).astype(np.int32)),
            date_series("first_child_birth_date", first_child),
            pl.Series("is_disabled", people.is_disabled),
            pl.Series("has_ehcp", send),
            _nationality(draws.of("nationality"), is_uasc),
            _families(draws.of("family"), size, is_uasc),
        ]
    )
    own = own.with_columns(
        pl.lit(lives.authority).alias("local_authority_code"),
        pl.format("{} {}", "forename", "surname").alias("full_name"),
        pl.when(pl.Series(changed) & (pl.col("surname") != pl.col("surname_before"))).then(pl.col("surname_before")),
    )
    return _with_pupil_numbers(own, draws.of("upn"), lives, is_uasc)


def _ethnicity(draws: Draws, is_uasc: Mask) -> pl.Series:
    """Return ethnic groups."""
    size = len(is_uasc)
    usual, other = draws.pick(_ETHNIC_WEIGHTS, size), draws.pick(_UASC_ETHNIC_WEIGHTS, size)
    return labels("ethnicity", _ETHNICITIES, np.where(is_uasc, other, usual))


def _nationality(draws: Draws, is_uasc: Mask) -> pl.Series:
    """Return countries of nationality."""
    other = draws.pick(_UASC_NATIONALITY, len(is_uasc))
    return labels("nationality", _NATIONALITIES, np.where(is_uasc, other, 0))


def _families(draws: Draws, size: int, is_uasc: Mask) -> pl.Series:
    """Return a family for each person; about a third share theirs."""
    number = np.arange(size, dtype=np.int64)
    joins = draws.happens(0.3, size) & ~is_uasc & (number > 0)
    family = np.where(joins, np.maximum(number - draws.between(1, 3, size), 0), number)
    return ("F" + pl.Series("family_id", family).cast(pl.String).str.zfill(7)).alias("family_id")


def claims(draws: Draws, lives: Lives) -> tuple[Days, Days]:
    """Return the days on which each unaccompanied child's claim begins and ends; `OPEN` for everybody else.

    It begins with care and ends at the latest on the 18th birthday, or when the child is found to be an adult; a day
    after today is one that nobody knows yet.
    """
    people, periods = lives.people, lives.periods
    is_uasc = people.kind == UASC
    begin, adult = (np.full(len(people), OPEN, dtype=np.int32) for _ in range(2))
    np.minimum.at(begin, periods.person, periods.start)
    found = periods.reason == END["E15"]
    adult[periods.person[found]] = periods.end[found]
    end = np.minimum(begin + draws.between(200, 900, len(people)), birthday(people.birth, 18))
    end = np.minimum(end, adult)
    return np.where(is_uasc, begin, OPEN).astype(np.int32), np.where(is_uasc, end, OPEN).astype(np.int32)


def _with_pupil_numbers(own: pl.DataFrame, draws: Draws, lives: Lives, is_uasc: Mask) -> pl.DataFrame:
    """Add pupil numbers, or the reason there is none."""
    size = len(own)
    # Whoever was 4 by the last August before the collection year goes to school (rule 209).
    (school_year,) = year_start(np.array([lives.as_at], dtype=np.int32)) - 1
    is_too_young = age_on(lives.people.birth, day(date(school_year, 8, 31))) < 4
    year = lives.people.birth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    number = names.upn(int(lives.authority), year, np.arange(size, dtype=np.int64))
    why = np.where(is_too_young, 0, np.where(is_uasc, 2, -1))
    why = np.where((why == 2) & draws.happens(0.6, size), -1, why)
    why = np.where((why == -1) & draws.happens(0.01, size), 1, why)
    return own.with_columns(number, labels("upn_unknown_code", ("UN1", "UN2", "UN3"), why)).with_columns(
        pl.when(pl.col("upn_unknown_code").is_null()).then(pl.col("upn"))
    )


def period_ids(lives: Lives) -> pl.Series:
    """Return an identifier of each period of care: the person's and the number of the period."""
    person = lives.periods.person
    first = np.searchsorted(person, person, side="left")
    number = pl.Series(np.arange(len(person)) - first + 1).cast(pl.String)
    return (lives.ids_of(person) + "/" + number).alias("care_period_id")


def care_period_table(draws: Draws, lives: Lives, postcodes: pl.Series) -> pl.DataFrame:
    """Return the table of periods of care.

    Families live at every other postcode, so that no child is placed with others at its own home.
    """
    periods, people = lives.periods, lives.people
    size = len(periods)
    need = draws.of("need").pick(_NEED_WEIGHTS, size)
    kind = people.kind[periods.person]
    need = np.where(kind == UASC, 7, np.where(kind == REMAND, 5, need))
    need = np.where(periods.is_short_break, 1, need)
    home = 2 * draws.of("home").between(0, len(postcodes) // 2 - 1, len(people)) + 1
    return pl.DataFrame(
        [
            lives.ids_of(periods.person),
            period_ids(lives),
            date_series("care_start_date", periods.start),
            date_series("care_end_date", periods.end),
            labels("primary_need", _NEEDS, need),
            labels("end_reason", (None, *ENDS[1:]), periods.reason),
            postcodes.gather(pl.Series(home[periods.person].astype(np.uint32))).alias("home_postcode"),
            pl.Series("is_short_break", periods.is_short_break),
        ]
    ).with_columns(
        pl.lit(lives.authority).alias("local_authority_code"),
        pl.when(pl.Series(kind != UASC)).then(pl.col("home_postcode")),
    )


def placement_table(draws: Draws, lives: Lives, postcodes: pl.Series, homes: pl.Series) -> pl.DataFrame:
    """Return the table of placements; `homes` is the home postcode of each period."""
    spells = lives.placements.spells
    carer = _carers(draws.of("carer"), lives)
    provider = _provider(draws.of("provider"), spells.state, carer)
    address = 2 * ((carer * 7919 + spells.state // 8) % (len(postcodes) // 2))
    place = postcodes.gather(pl.Series(address.astype(np.uint32)))
    family_home = homes.gather(pl.Series(spells.owner.astype(np.uint32)))
    frame = pl.DataFrame(
        [
            lives.ids_of(lives.periods.person[spells.owner]),
            period_ids(lives).gather(pl.Series(spells.owner.astype(np.uint32))),
            date_series("placement_start_date", spells.start),
            date_series("placement_end_date", spells.end),
            labels("placement_type", TYPES, spells.state),
            labels("provider", PROVIDERS, provider),
            place.alias("postcode"),
            labels("change_reason", _CHANGE_REASONS, _change_reasons(draws.of("change"), lives)),
            _carer_ids(spells.state, carer),
            _urns(lives.authority, spells.state, provider, carer),
            family_home.alias("family_home"),
        ]
    )
    with_parents = pl.col("placement_type") == "P1"
    return frame.with_columns(
        pl.lit(lives.authority).alias("local_authority_code"),
        pl.when(with_parents).then(pl.coalesce("family_home", "postcode")).otherwise("postcode").alias("postcode"),
    )


def _carers(draws: Draws, lives: Lives) -> Whole:
    """Return the number of the carer or home of each placement; a move in status only keeps the carer."""
    spells = lives.placements.spells
    size = len(spells)
    homes = min(max(12, lives.size // 20), _HOMES_OF_A_KIND)
    pool = np.where(np.isin(spells.state, FOSTER), max(60, lives.size // 2), homes)
    carer = draws.between(0, pool - 1, size)
    origin = np.maximum.accumulate(np.where(lives.placements.same_carer, 0, np.arange(size)))
    return carer[origin]


def _carer_ids(state: Whole, carer: Whole) -> pl.Series:
    """Return identifiers of carers and homes: C for foster and adoptive carers and parents, H for homes."""
    family = np.isin(state, (*FOSTER, *ADOPTIVE, TYPE["P1"]))
    number = pl.Series("carer_id", carer).cast(pl.String).str.zfill(5)
    kind = np.where(family, 0, 1 + state)
    prefix = labels("prefix", ("C", *(f"{code}-" for code in TYPES)), kind)
    return (prefix + number).alias("carer_id")


def _provider(draws: Draws, state: Whole, carer: Whole) -> Whole:
    """Return who provides each placement; the same carer always has the same provider."""
    share = (carer * 0.6180339887) % 1.0
    own, private, voluntary, public, parent = 1, 4, 5, 3, 0
    foster = np.where(share < 0.68, own, np.where(share < 0.94, private, voluntary))
    homes = np.where(share < 0.25, own, np.where(share < 0.88, private, voluntary))
    cases = {
        own: ("U1", "U3", "A3", "A4", "A5", "A6"), 2: ("K1",), public: ("R2", "R5"), parent: ("P1",), private: ("P3",),
    }  # fmt: skip
    provider = np.where(np.isin(state, FOSTER), foster, homes)
    for code, types in cases.items():
        provider = np.where(np.isin(state, [TYPE[name] for name in types]), code, provider)
    return provider.astype(np.int64)


def _urns(authority: str, state: Whole, provider: Whole, carer: Whole) -> pl.Series:
    """Return Ofsted numbers; none for parents, unregulated homes, custody and other placements."""
    inspected = np.isin(state, [TYPE[code] for code in ("K1", "K2", "K3", "S1", "R3")])
    elsewhere = np.isin(state, (*ADOPTIVE, TYPE["R2"]))
    agencies = _ofsted_numbers(authority, 100 + np.where(provider == 1, 0, 1 + carer % 12))
    kinds = pl.DataFrame(
        [
            agencies.alias("agency"),
            home_urns(authority, state, carer).alias("home"),
            pl.Series("is_foster", np.isin(state, FOSTER)),
            pl.Series("is_home", inspected),
            pl.Series("is_elsewhere", elsewhere),
        ]
    )
    foster, home = pl.when("is_foster").then("agency"), pl.when("is_home").then("home")
    return kinds.select(pl.coalesce(pl.when("is_elsewhere").then(pl.lit("XXXXXXX")), foster, home).alias("urn"))["urn"]


def home_urns(authority: str, state: Whole, carer: Whole) -> pl.Series:
    """Return the Ofsted number of each home, by its kind and its number among those."""
    return _ofsted_numbers(authority, 1000 + state * _HOMES_OF_A_KIND + carer)


def _ofsted_numbers(authority: str, number: Whole) -> pl.Series:
    return f"SC{authority[-1]}" + pl.Series(number).cast(pl.String).str.zfill(5)


def _change_reasons(draws: Draws, lives: Lives) -> Whole:
    """Return why each placement ended; none for one that is open or ends with care."""
    spells = lives.placements.spells
    size = len(spells)
    reason = draws.pick(_CHANGE_WEIGHTS, size)
    following = np.append(lives.placements.same_carer[1:], False)
    next_state = np.append(spells.state[1:], -1)
    reason = np.where(next_state == TYPE["R5"], _CHANGE_REASONS.index("CUSTOD"), reason)
    reason = np.where(following, _CHANGE_REASONS.index("PLACE"), reason)
    return np.where(spells.last() | (spells.end == OPEN), -1, reason)


def legal_status_table(lives: Lives) -> pl.DataFrame:
    """Return the table of legal statuses."""
    spells = lives.legal
    return pl.DataFrame(
        [
            lives.ids_of(lives.periods.person[spells.owner]),
            period_ids(lives).gather(pl.Series(spells.owner.astype(np.uint32))),
            date_series("legal_status_start_date", spells.start),
            date_series("legal_status_end_date", spells.end),
            labels("legal_status", STATUSES, spells.state),
        ]
    ).with_columns(pl.lit(lives.authority).alias("local_authority_code"))
