"""The simulation: seed and size in, the truth out."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.errors import WreathError
from dagster_project.synthetic import (
    after_tables,
    care_tables,
    core_tables,
    housing_tables,
    names,
    partner_tables,
    payment_tables,
    permanence_tables,
    temporary,
    voice_tables,
    workers,
)
from dagster_project.synthetic.activities import draw_first_children
from dagster_project.synthetic.changed_codes import with_changed_codes
from dagster_project.synthetic.days import OPEN, Days, day
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.leaving import was_in_care_after_16
from dagster_project.synthetic.lives import Lives, draw_lives
from dagster_project.synthetic.truth import TABLES, Truth, empty, shaped

#: Postcode areas that do not exist, one for each authority from 990 on.
_AREAS = ("NM", "JX", "QV", "XN", "VJ", "ZM", "QN", "XV", "JN", "VX")
FIRST_AUTHORITY = 990
_EARLIEST = date(2013, 4, 1)


def simulate(
    *, people: int = 970, seed: int = 20260430, as_at: date = date(2026, 4, 30), local_authority_code: str = "990"
) -> Truth:
    """Simulate one authority.

    Args:
        people: Number of children looked after plus care leavers aged 17 to 25 at `as_at`, as `generate` counts them;
            at least 10.
        seed: Same seed, same lives.
        as_at: Last day that is known.
        local_authority_code: Three digits, from 990 on.

    Returns:
        Every table of the truth; `source_record` is empty until the truth is rendered.

    Raises:
        WreathError: People or as_at is too small.
    """
    if people < 10:
        raise WreathError(f"people: {people} is too small an authority; ask for 10 or more", exit_code=2)
    if as_at < _EARLIEST:
        message = f"as_at: {as_at} is too early for lives told from 2010 on; choose {_EARLIEST} or later"
        raise WreathError(message, exit_code=2)
    draws = Draws(seed, local_authority_code)
    lives = draw_lives(draws, local_authority_code, people, day(as_at))
    places = _postcode_table(lives)
    claims = core_tables.claims(draws.of("claims"), lives)
    made = _person_tables(draws, lives, places["postcode"], claims[1])
    made |= _care_tables(draws.of("care tables"), lives, *claims)
    made |= {"postcode": places, "team": workers.team_table(lives)}
    made["professional"] = workers.professional_table(draws.of("professionals"), lives)
    made["involvement"] = workers.involvement_table(draws.of("involvements"), lives)
    tables = {name: shaped(name, made[name]) if name in made else empty(name) for name in TABLES}
    return Truth(as_at, tables)


def _person_tables(draws: Draws, lives: Lives, postcodes: pl.Series, claim_end: Days) -> dict[str, pl.DataFrame]:
    """Return people, their care, and their lives after 16."""
    people = lives.people
    first_child = draw_first_children(draws.of("children"), people.birth, people.is_female, lives.as_at)
    told = was_in_care_after_16(people, lives.periods, lives.as_at) & (first_child < lives.death)
    first_child = np.where(told, first_child, OPEN).astype(np.int32)
    young = after_tables.young_people(lives, first_child)
    homes = after_tables.home_table(draws.of("homes"), lives, postcodes)
    activities = after_tables.activity_table(draws.of("activities"), lives, young, homes)
    periods = core_tables.care_period_table(draws.of("care periods"), lives, postcodes)
    placements = core_tables.placement_table(draws.of("places"), lives, postcodes, periods["home_postcode"])
    placements = temporary.with_temporary(draws.of("temporary"), lives, placements, postcodes)
    attainment = partner_tables.attainment_table(draws.of("attainment"), lives, young, activities)
    return {
        "person": core_tables.person_table(draws.of("persons"), lives, first_child, claim_end),
        "care_period": periods,
        "placement": with_changed_codes(draws.of("changed codes"), lives, placements),
        "legal_status": core_tables.legal_status_table(lives),
        "home_spell": homes,
        "activity_spell": activities,
        "contact": after_tables.contact_table(draws.of("contacts"), lives, activities, homes),
        "homelessness_case": housing_tables.case_table(draws.of("cases"), lives, homes, activities, first_child),
        "tenancy": housing_tables.tenancy_table(draws.of("tenancies"), lives, homes),
        "register_application": housing_tables.register_table(draws.of("register"), lives, postcodes),
        "attainment": attainment,
        "payment": payment_tables.payment_table(draws.of("payments"), lives, homes, activities, attainment),
        "survey_answer": voice_tables.survey_table(draws.of("survey"), lives, young),
        "app_statement": voice_tables.statement_table(draws.of("statements"), lives, young),
    }


def _care_tables(draws: Draws, lives: Lives, claimed: Days, claim_end: Days) -> dict[str, pl.DataFrame]:
    """Return what happens in care."""
    return {
        "missing_episode": care_tables.missing_table(draws.of("missing"), lives),
        "health_check": care_tables.health_table(draws.of("health"), lives),
        "immunisation": care_tables.immunisation_table(draws.of("immunisation"), lives),
        "sdq": care_tables.sdq_table(draws.of("sdq"), lives),
        "conviction": care_tables.conviction_table(draws.of("conviction"), lives),
        "substance_misuse": care_tables.substance_table(draws.of("substance"), lives),
        "disability": care_tables.disability_table(draws.of("disability"), lives),
        "immigration_status": care_tables.immigration_table(draws.of("immigration"), lives, claimed, claim_end),
        "review": care_tables.review_table(draws.of("review"), lives),
        "visit": care_tables.visit_table(draws.of("visit"), lives),
        "liberty_order": care_tables.liberty_order_table(draws.of("liberty"), lives),
        "health_team": partner_tables.health_team_table(draws.of("health team"), lives),
        "pep": partner_tables.pep_table(draws.of("pep"), lives),
        "adoption_decision": permanence_tables.adoption_decision_table(draws.of("adoption"), lives),
        "previous_permanence": permanence_tables.previous_permanence_table(draws.of("previous permanence"), lives),
    }


def _postcode_table(lives: Lives) -> pl.DataFrame:
    """Return the postcodes of the authority, scattered evenly over a square of forty kilometres."""
    number = (int(lives.authority) - FIRST_AUTHORITY) % len(_AREAS)
    made = names.postcodes(_AREAS[number], min(600 + lives.size // 4, 20_000))
    place = np.arange(len(made), dtype=np.float64)
    return pl.DataFrame(
        {
            "local_authority_code": [lives.authority] * len(made),
            "postcode": made,
            "district_code": [f"E06999{lives.authority}"] * len(made),
            "easting": (100_000 + number * 50_000 + (place * 0.7548776662 % 1.0) * 40_000).astype(np.int64),
            "northing": (900_000 + (place * 0.5698402910 % 1.0) * 40_000).astype(np.int64),
        }
    )
