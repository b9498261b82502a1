"""Constructs that lineage does not allow are named with file and line; their allowed spelling is not."""

from __future__ import annotations

import pytest

from lineage.flow import stored_relation
from lineage.resolve import resolve

RELATIONS = {
    "core.person": stored_relation("core.person", ["person_id", "sex", "birth_date"]),
    "core.contact": stored_relation("core.contact", ["person_id", "contact_date", "kind_2", "kind_3"]),
}

BANNED = [
    ("using", "select p.sex\nfrom core.person as p\ninner join core.contact as c using (person_id)", 3),
    ("natural", "select sex\nfrom core.person natural join core.contact", 2),
    ("positional", "select sex from core.person\npositional join core.contact", 2),
    ("columns", "select\n    columns('kind.*')\nfrom core.contact", 2),
    ("pivot", "select * from core.contact\nunpivot (value for kind in (kind_2, kind_3))", 2),
    ("pivot", "unpivot core.contact on kind_2, kind_3 into name kind value value", 1),
    ("pivot", "pivot core.contact on kind_2 using count(*)", 1),
    (
        "correlated subquery",
        "select sex from core.person as p\nwhere exists (\n    select 1 from core.contact as c"
        "\n    where c.person_id = p.person_id\n)",
        4,
    ),
    (
        "correlated subquery",
        "select sex,\n    (select max(contact_date) from core.contact as c where c.person_id = p.person_id) as d"
        "\nfrom core.person as p",
        2,
    ),
    (
        "lateral",
        "select l.contact_date from core.person as p,\n"
        "lateral (select contact_date from core.contact as c where c.person_id = p.person_id) as l",
        2,
    ),
    ("table function", "select * from\nread_parquet('x.parquet')", 2),
    ("syntax", "select sex frm core.person where", 1),
    ("syntax", "create table x as select 1 as a", 1),
]

ALLOWED = [
    "select p.sex from core.person as p inner join core.contact as c on p.person_id = c.person_id",
    "select sex from core.person where person_id in (select person_id from core.contact)",
    "select sex from core.person where exists (select 1 from core.contact)",
    "select p.sex from core.person as p semi join core.contact as c on p.person_id = c.person_id",
    "select kind_2 as kind from core.contact union all select kind_3 from core.contact",
    "select 1 as one, null, null from core.person",
]


@pytest.mark.parametrize(("rule", "sql", "line"), BANNED, ids=[f"{rule} {n}" for n, (rule, _, _) in enumerate(BANNED)])
def test_banned_constructs_are_found_with_their_line(rule: str, sql: str, line: int) -> None:
    problems = resolve(sql, RELATIONS.get, "models/bad.sql").problems
    assert [(problem.kind, problem.rule) for problem in problems][:1] == [("lint", rule)]
    assert problems[0].path == "models/bad.sql"
    assert problems[0].line == line
    assert str(problems[0]).startswith(f"models/bad.sql:{line}: ")


@pytest.mark.parametrize("sql", ALLOWED)
def test_what_can_be_written_instead_is_allowed(sql: str) -> None:
    assert resolve(sql, RELATIONS.get).problems == ()


@pytest.mark.parametrize(
    ("rule", "sql", "line"),
    [
        ("unresolved column", "select\n    sex,\n    nickname\nfrom core.person", 3),
        ("unresolved column", "with a as (select sex from core.person)\n\nselect a.birth_date from a", 3),
        ("unresolved column", "select sex from core.person\norder by nickname", 2),
        ("unknown relation", "select sex\nfrom core.people", 2),
        ("unknown relation", "select\n    q.*\nfrom core.person as p", 2),
        ("ambiguous column", "select\n    person_id\nfrom core.person cross join core.contact", 2),
        ("union width", "select sex, person_id from core.person union all select person_id from core.contact", 1),
    ],
)
def test_a_name_that_stands_for_nothing_is_an_error(rule: str, sql: str, line: int) -> None:
    problems = resolve(sql, RELATIONS.get, "models/bad.sql").problems
    found = [problem for problem in problems if problem.rule == rule]
    assert found
    assert found[0].kind == "unresolved"
    assert found[0].line == line
