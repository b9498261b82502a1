"""Hand-worked lives on the boundaries of OC2: who was looked after all year, and what is told of them.

The items, in order: SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT
SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED. Born 15 June 2012: 13 on 15 June 2025, so asked about SDQ
and convictions and not about development; nothing is recorded unless the row says so. The table's day, 30 April 2026,
is the known end of 2026-27.
"""

from __future__ import annotations

from .boundary_events import Event, check, immunised, misuse, offence, sdq
from .boundary_row import BoundaryLife, Care, care, row

#: A row without a record: at 13, and at 5 to 9.
NOTHING = "- - 0 - - 0 0 0 - -"
NOTHING_AT_SIX = "- - - - - 0 0 0 - -"


def thirteen(person_id: str, what: str, why: str, spells: list[Care], **years: str) -> BoundaryLife:
    """Write a row about who is looked after all year; `y2025` is 2025-26, and so on."""
    gives = {f"OC2 {year[1:]}-{int(year[3:]) + 1}": told for year, told in years.items()}
    return row(person_id, what, why, born="2012-06-15", spells=spells, gives=gives)


POPULATION = (
    thirteen("B1001", "care begun on 1 April", "a start on 1 April passes (rule 191: no S after it)",
             [care("2025-04-01")], y2024="-", y2025=NOTHING, y2026=NOTHING),
    thirteen("B1002", "care begun on 2 April", "an S after 1 April breaks the year (rule 191)",
             [care("2025-04-02")], y2025="-", y2026=NOTHING),
    thirteen("B1003", "care ended on 31 March", "an end on 31 March passes (rule 191: none before it)",
             [care("2020-01-01", "2026-03-31", "E4A")], y2025=NOTHING, y2026="-"),
    thirteen("B1004", "care ended on 30 March", "an end before 31 March breaks the year (rule 191)",
             [care("2020-01-01", "2026-03-30", "E4A")], y2024=NOTHING, y2025="-"),
    thirteen("B1005", "ten days of short breaks in December", "no V3 or V4 row in the year (rule 191)",
             [care("2020-01-01", law="V2, 2025-12-01 V4, 2025-12-11 V2")], y2024=NOTHING, y2025="-", y2026=NOTHING),
    thirteen("B1006", "short breaks until 31 March", "the V4 row is the year before's",
             [care("2023-06-01", law="V4, 2025-03-31 V2")], y2024="-", y2025=NOTHING),
    thirteen("B1007", "short breaks until 1 April", "a V4 row that ends on 1 April is in the year (rule 191)",
             [care("2023-06-01", law="V4, 2025-04-01 V2")], y2024="-", y2025="-", y2026=NOTHING),
    thirteen("B1008", "two periods that touch in September", "the second one's S breaks the year",
             [care("2020-01-01", "2025-09-01", "E4A"), care("2025-09-01")], y2024=NOTHING, y2025="-", y2026=NOTHING),
    thirteen("B1009", "two periods that touch on 1 April", "an end on 1 April breaks the year",
             [care("2020-01-01", "2025-04-01", "E4A"), care("2025-04-01")], y2024=NOTHING, y2025="-", y2026=NOTHING),
    thirteen("B1010", "two periods that touch on 31 March", "an S on 31 March breaks the year that ends with it",
             [care("2020-01-01", "2025-03-31", "E4A"), care("2025-03-31")], y2024="-", y2025=NOTHING),
    thirteen("B1011", "care ended the day before the table's day", "the 31 March test at the earlier date",
             [care("2020-01-01", "2026-04-29", "E4A")], y2025=NOTHING, y2026="-"),
    thirteen("B1012", "care ended on the table's day", "an end on the last known day passes",
             [care("2020-01-01", "2026-04-30", "E4A")], y2025=NOTHING, y2026=NOTHING),
    thirteen("B1013", "care begun on 1 April of the unfinished year", "30 days are all of it that is known",
             [care("2026-04-01")], y2025="-", y2026=NOTHING),
    thirteen("B1014", "an interim order becomes a full one", "episodes of one period of care",
             [care("2020-01-01", law="C1, 2025-08-01 C2")], y2025=NOTHING),
)  # fmt: skip


def aged(person_id: str, born: str, what: str, why: str, events: list[Event], **years: str) -> BoundaryLife:
    """Write a row about what is told of a child in care from 2023 to the table's day, or to the 18th birthday."""
    gives = {f"OC2 {year[1:]}-{int(year[3:]) + 1}": told for year, told in years.items()}
    at_18 = f"{int(born[:4]) + 18}{born[4:]}"
    spell = care("2023-01-01", at_18, "E17") if at_18 <= "2026-04-30" else care("2023-01-01")
    return row(person_id, what, why, born=born, spells=[spell], events=events, gives=gives)


AGES = (
    aged("B1101", "2022-03-31", "4 on 31 March", "SDQ from the fourth birthday on (rules 188 and 197B)",
         [sdq("2026-02-10", 12)], y2024="- - - 0 - 0 0 0 - -", y2025="12 - - 0 - 0 0 0 - -"),
    aged("B1102", "2022-04-01", "4 on 1 April", "too young for a score (rule 188)",
         [sdq("2026-02-10", 12), sdq("2026-04-15", 9)], y2025="- - - 0 - 0 0 0 - -", y2026="9 - - 0 - 0 0 0 - -"),
    aged("B1103", "2008-04-01", "17 on 1 April", "SDQ in the year of the 17th birthday (rules 189 and 197B)",
         [sdq("2025-05-01", 20)], y2025="20 - 0 - - 0 0 0 - -", y2026="-"),
    aged("B1104", "2008-03-31", "17 on 31 March before the year", "too old for a score (rule 189)",
         [sdq("2025-05-01", 20)], y2025=NOTHING),
    aged("B1105", "2016-03-31", "10 on 31 March, an offence before", "convictions from ten on (rule 542)",
         [offence("2026-01-10")], y2024=NOTHING_AT_SIX, y2025="- - 1 - - 0 0 0 - -"),
    aged("B1106", "2016-04-01", "10 on 1 April, an offence before", "under ten on 31 March (rule 542)",
         [offence("2026-01-10")], y2025=NOTHING_AT_SIX, y2026=NOTHING),
    aged("B1107", "2021-03-31", "5 on 31 March, a development check", "no longer under five (rule 546)",
         [check("2025-06-01", "DEVELOPMENT")], y2024="- - - 0 - 0 0 0 - -", y2025=NOTHING_AT_SIX),
    aged("B1108", "2021-04-01", "5 on 1 April, a development check", "under five on 31 March (rule 545)",
         [check("2025-06-01", "DEVELOPMENT")], y2025="- - - 1 - 0 0 0 - -", y2026=NOTHING_AT_SIX),
    aged("B1109", "2016-02-29", "born 29 February, 10 on 28 February", "a birthday in each year (D3)",
         [offence("2026-03-15")], y2025="- - 1 - - 0 0 0 - -"),
)  # fmt: skip


def told(person_id: str, what: str, why: str, events: list[Event], **years: str) -> BoundaryLife:
    """Write a row about what is told of a thirteen-year-old."""
    return aged(person_id, "2012-06-15", what, why, events, **years)


RECORDS = (
    told("B1201", "a score in May, a reason in September", "a score excludes a reason (rule 197A)",
         [sdq("2025-05-01", 14), sdq("2025-09-01", "SDQ2")], y2025="14 - 0 - - 0 0 0 - -"),
    told("B1202", "scores on 1 April and 31 March", "the latest in the year",
         [sdq("2025-04-01", 14), sdq("2026-03-31", 22)], y2025="22 - 0 - - 0 0 0 - -"),
    told("B1203", "scores on 31 March and 1 April around the year, a reason in it", "dated in the year",
         [sdq("2025-03-31", 18), sdq("2025-06-01", "SDQ5"), sdq("2026-04-01", 19)],
         y2024="18 - 0 - - 0 0 0 - -", y2025="- SDQ5 0 - - 0 0 0 - -", y2026="19 - 0 - - 0 0 0 - -"),
    told("B1204", "two reasons", "the latest in the year", [sdq("2025-05-01", "SDQ2"), sdq("2025-10-01", "SDQ4")],
         y2025="- SDQ4 0 - - 0 0 0 - -"),
    told("B1205", "a score of 0 and one of 40", "both are scores (rule 180)",
         [sdq("2024-06-01", 0), sdq("2025-06-01", 40)], y2024="0 - 0 - - 0 0 0 - -", y2025="40 - 0 - - 0 0 0 - -"),
    told("B1211", "offences on 31 March and 1 April around the year", "dated in the year",
         [offence("2025-03-31"), offence("2026-04-01")],
         y2024="- - 1 - - 0 0 0 - -", y2025=NOTHING, y2026="- - 1 - - 0 0 0 - -"),
    told("B1212", "an offence on 1 April", "the first day of the year", [offence("2025-04-01")],
         y2024=NOTHING, y2025="- - 1 - - 0 0 0 - -"),
    told("B1213", "an offence on 31 March", "the last day of the year", [offence("2026-03-31")],
         y2025="- - 1 - - 0 0 0 - -", y2026=NOTHING),
    told("B1221", "teeth on 1 April, health on 31 March", "first and last day of the year",
         [check("2025-04-01", "DENTAL"), check("2026-03-31", "HEALTH_ASSESSMENT")], y2025="- - 0 - - 1 1 0 - -"),
    told("B1222", "teeth on 31 March, health on 1 April", "the days around the year",
         [check("2025-03-31", "DENTAL"), check("2026-04-01", "HEALTH_ASSESSMENT")],
         y2024="- - 0 - - 1 0 0 - -", y2025=NOTHING, y2026="- - 0 - - 0 1 0 - -"),
    told("B1223", "teeth refused, an eye test", "a check that was not made is none",
         [check("2025-06-01", "DENTAL", "REFUSED"), check("2025-06-01", "EYE")], y2025=NOTHING),
    told("B1231", "immunised by March 2025", "it stays so", [immunised("2025-03-01")],
         y2024="- - 0 - 1 0 0 0 - -", y2025="- - 0 - 1 0 0 0 - -"),
    told("B1232", "found not immunised in June 2025", "what is first told later holds for a year that told nothing",
         [immunised("2025-06-01", False)], y2024="- - 0 - 0 0 0 0 - -", y2025="- - 0 - 0 0 0 0 - -"),
    told("B1233", "immunised, told on 1 April after the year", "what is first told later", [immunised("2026-04-01")],
         y2025="- - 0 - 1 0 0 0 - -", y2026="- - 0 - 1 0 0 0 - -"),
    told("B1241", "misuse, help taken", "OFFERED is blank when help was received (rule 158)",
         [misuse("2025-06-01", "2025-06-10", taken=True)], y2024=NOTHING, y2025="- - 0 - - 0 0 1 1 -"),
    told("B1242", "misuse, help offered", "OFFERED stands where none was received (rule 159)",
         [misuse("2025-06-01", "2025-06-10")], y2025="- - 0 - - 0 0 1 0 1"),
    told("B1243", "misuse, no help offered", "OFFERED stands where none was received (rule 159)",
         [misuse("2025-06-01")], y2025="- - 0 - - 0 0 1 0 0"),
    told("B1244", "misuse on 31 March and 1 April around the year", "dated in the year (rule 193)",
         [misuse("2025-03-31", taken=True), misuse("2026-04-01")],
         y2024="- - 0 - - 0 0 1 1 -", y2025=NOTHING, y2026="- - 0 - - 0 0 1 0 0"),
    told("B1245", "help offered on 1 April for March's misuse, again misuse in May", "an offer dated in the year",
         [misuse("2025-03-20", "2025-04-01"), misuse("2025-05-01")],
         y2024="- - 0 - - 0 0 1 0 0", y2025="- - 0 - - 0 0 1 0 1"),
)  # fmt: skip

OC2_ROWS = (*POPULATION, *AGES, *RECORDS)
