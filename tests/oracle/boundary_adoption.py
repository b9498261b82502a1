"""Hand-worked lives on the boundaries of AD1, PlacedAdoption and PrevPerm. The table's day is 30 April 2026."""

from __future__ import annotations

from .boundary_events import decided, permanence
from .boundary_row import BoundaryLife, care, row
from .care_events import AdoptionDecision

COUPLE = "0 2 MF L11"


def adopted(
    person_id: str, day: str, what: str, why: str, events: list[AdoptionDecision], **gives: str
) -> BoundaryLife:
    """Write a row about a child in care since 10 January 2020, adopted that day; `AD1_2025` is AD1 of 2025-26."""
    years = {key: key.split("_") for key in gives}
    told = {f"{module} {year}-{int(year[2:]) + 1}": gives[key] for key, (module, year) in years.items()}
    return row(person_id, what, why, born="2019-05-10", spells=[care("2020-01-10", day, "E12", law="E1", place="A6")],
               events=events, gives=told)  # fmt: skip


AD1 = (
    adopted("B1801", "2023-03-31", "adopted on 31 March", "the last day of the year (rule 602)",
            [decided("2021-11-01", "2022-02-01", COUPLE)], AD1_2022="2021-11-01 2022-02-01 0 2 MF L11", AD1_2023="-",
            PlacedAdoption_2022="2021-11-01 - -", PlacedAdoption_2023="-"),
    adopted("B1802", "2023-04-01", "adopted on 1 April", "the first day of the year (rule 602)",
            [decided("2021-11-01", "2022-02-01", COUPLE)], AD1_2022="-", AD1_2023="2021-11-01 2022-02-01 0 2 MF L11",
            PlacedAdoption_2022="2021-11-01 - -", PlacedAdoption_2023="2021-11-01 - -", PlacedAdoption_2024="-"),
    adopted("B1803", "2025-03-31", "adopted on 31 March", "the last day of the year (rule 602)",
            [decided("2023-11-01", "2024-02-01", COUPLE)], AD1_2024="2023-11-01 2024-02-01 0 2 MF L11", AD1_2025="-"),
    adopted("B1804", "2025-04-01", "adopted on 1 April", "the first day of the year (rule 602)",
            [decided("2023-11-01", "2024-02-01", COUPLE)], AD1_2024="-", AD1_2025="2023-11-01 2024-02-01 0 2 MF L11"),
    adopted("B1805", "2026-03-31", "adopted by the foster carer, one woman", "FOSTER_CARE (rule 335)",
            [decided("2024-11-01", "2025-02-01", "1 1 F1 L0")], AD1_2025="2024-11-01 2025-02-01 1 1 F1 L0"),
    adopted("B1806", "2026-04-01", "adopted in the unfinished year", "known on the table's day",
            [decided("2024-11-01", "2025-02-01", COUPLE)], AD1_2025="-", AD1_2026="2024-11-01 2025-02-01 0 2 MF L11",
            PlacedAdoption_2026="2024-11-01 - -"),
    adopted("B1807", "2025-10-01", "adopted, nothing recorded", "the child is in all the same; blank",
            [], AD1_2025="- - - - - -", PlacedAdoption_2025="-"),
    adopted("B1808", "2025-10-01", "a decision reversed, a second one that led to adoption", "the latest one's items",
            [decided("2022-11-01", reversed_on="2024-05-01 RD1"), decided("2024-09-01", "2025-01-10", COUPLE)],
            AD1_2025="2024-09-01 2025-01-10 0 2 MF L11", PlacedAdoption_2023="2022-11-01 - -",
            PlacedAdoption_2024="2022-11-01 2024-05-01 RD1; 2024-09-01 - -", PlacedAdoption_2025="2024-09-01 - -"),
    row("B1809", "care ended with special guardianship after a decision", "only E11 and E12 are adoptions",
        born="2019-05-10", spells=[care("2020-01-10", "2025-10-01", "E45")],
        events=[decided("2022-11-01", reversed_on="2025-10-01 RD4")],
        gives={"AD1 2025-26": "-", "PlacedAdoption 2025-26": "2022-11-01 2025-10-01 RD4"}),
)  # fmt: skip

DECISIONS = (
    row("B1821", "reversed on 31 March", "the last day of the year (rule 118)", born="2019-05-10",
        spells=[care("2020-01-10")], events=[decided("2023-11-01", reversed_on="2025-03-31 RD2")],
        gives={"PlacedAdoption 2024-25": "2023-11-01 2025-03-31 RD2", "PlacedAdoption 2025-26": "-"}),
    row("B1822", "reversed on 1 April", "the first day of the year (rule 118)", born="2019-05-10",
        spells=[care("2020-01-10")], events=[decided("2023-11-01", reversed_on="2025-04-01 RD2")],
        gives={"PlacedAdoption 2023-24": "2023-11-01 - -", "PlacedAdoption 2024-25": "2023-11-01 - -",
               "PlacedAdoption 2025-26": "2023-11-01 2025-04-01 RD2", "PlacedAdoption 2026-27": "-"}),
    row("B1823", "decided on 31 March", "the last day of the year (rule 117)", born="2019-05-10",
        spells=[care("2020-01-10")], events=[decided("2025-03-31")],
        gives={"PlacedAdoption 2024-25": "2025-03-31 - -", "PlacedAdoption 2025-26": "2025-03-31 - -"}),
    row("B1824", "decided on 1 April", "the first day of the year (rule 117)", born="2019-05-10",
        spells=[care("2020-01-10")], events=[decided("2025-04-01")],
        gives={"PlacedAdoption 2024-25": "-", "PlacedAdoption 2025-26": "2025-04-01 - -"}),
    row("B1825", "never reversed; care ended, and began again", "of the same period of care (rule 1003)",
        born="2019-05-10", spells=[care("2020-01-10", "2023-06-01", "E4A"), care("2024-01-01")],
        events=[decided("2021-02-01")],
        gives={"PlacedAdoption 2022-23": "2021-02-01 - -", "PlacedAdoption 2023-24": "2021-02-01 - -",
               "PlacedAdoption 2024-25": "-"}),
    row("B1826", "decided on the day care begins", "the first day passes (rule 1003)", born="2024-05-10",
        spells=[care("2024-06-10")], events=[decided("2024-06-10")],
        gives={"PlacedAdoption 2024-25": "2024-06-10 - -"}),
    row("B1827", "decided on the day before care begins", "of no period of care (rule 1003)", born="2024-05-10",
        spells=[care("2024-06-10")], events=[decided("2024-06-09")], gives={"PlacedAdoption 2024-25": "-"}),
    row("B1828", "decided and reversed on the table's day", "the last day that is known", born="2019-05-10",
        spells=[care("2020-01-10")], events=[decided("2026-04-30", reversed_on="2026-04-30 RD3")],
        gives={"PlacedAdoption 2025-26": "-", "PlacedAdoption 2026-27": "2026-04-30 2026-04-30 RD3"}),
)  # fmt: skip

PERMANENCE = (
    row("B1901", "care begun on 31 March 2016", "before it was collected", born="2012-06-15",
        spells=[care("2016-03-31")], events=[permanence("P1 990 01/06/2015")],
        gives={"PrevPerm 2022-23": "-", "PrevPerm 2025-26": "-"}),
    row("B1902", "care begun on 1 April 2016", "collected from that day", born="2012-06-15",
        spells=[care("2016-04-01")], events=[permanence("P1 990 zz/06/2015")],
        gives={"PrevPerm 2022-23": "P1 990 zz/06/2015", "PrevPerm 2025-26": "P1 990 zz/06/2015",
               "PrevPerm 2026-27": "P1 990 zz/06/2015"}),
    row("B1903", "a first period before, a second one since", "the latest period counts", born="2012-06-15",
        spells=[care("2015-01-01", "2016-01-01", "E4A"), care("2016-06-01")],
        events=[permanence("P2 WAL zz/zz/2014")], gives={"PrevPerm 2025-26": "P2 WAL zz/zz/2014"}),
    row("B1904", "first period until 2024, the second from 2025", "the latest with an episode in the year",
        born="2012-06-15", spells=[care("2015-01-01", "2024-06-01", "E4A"), care("2025-06-01")],
        events=[permanence("P3 990 zz/zz/zzzz")],
        gives={"PrevPerm 2023-24": "-", "PrevPerm 2024-25": "-", "PrevPerm 2025-26": "P3 990 zz/zz/zzzz"}),
    row("B1905", "none before", "Z1 has no authority and no date", born="2012-06-15", spells=[care("2020-01-01")],
        events=[permanence("Z1 - -")], gives={"PrevPerm 2025-26": "Z1 - -"}),
    row("B1906", "nothing recorded", "the child is in all the same; blank", born="2012-06-15",
        spells=[care("2020-01-01")], gives={"PrevPerm 2025-26": "- - -"}),
    row("B1907", "short breaks only, begun on 1 April 2016", "asked of every start from that day (rule 630)",
        born="2012-06-15", spells=[care("2016-04-01", law="V4")], events=[permanence("Z1 - -")],
        gives={"PrevPerm 2025-26": "Z1 - -"}),
    row("B1908", "short breaks only, begun on 31 March 2016, that turn into section 20", "before it was collected",
        born="2012-06-15", spells=[care("2016-03-31", law="V4, 2025-06-01 V2")], events=[permanence("Z1 - -")],
        gives={"PrevPerm 2025-26": "-"}),
    row("B1909", "section 20 that turned into short breaks the year before", "the period counts, not the year's rows",
        born="2012-06-15", spells=[care("2024-06-01", law="V2, 2024-12-01 V4")], events=[permanence("Z1 - -")],
        gives={"PrevPerm 2024-25": "Z1 - -", "PrevPerm 2025-26": "Z1 - -"}),
    row("B1910", "an order of which neither authority nor date is known", "blank where nobody knows (rule 635)",
        born="2012-06-15", spells=[care("2020-01-01")], events=[permanence("P4 - -")],
        gives={"PrevPerm 2025-26": "P4 - -"}),
)  # fmt: skip

ADOPTION_ROWS = (*AD1, *DECISIONS, *PERMANENCE)
