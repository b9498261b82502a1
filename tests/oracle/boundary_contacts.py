"""Hand-worked lives on the boundaries of contact: the window, the choice of contact, its codes, and the ages.

Born 15 June 2006: 19 on 15 June 2025, window 15 March to 15 July 2025. Care ended on the 18th birthday unless said.
"""

from __future__ import annotations

from .boundary_row import BoundaryLife, care, contact, row
from .lives import Contact

NOBODY = "NO 0 0"


def nineteen(person_id: str, what: str, why: str, contacts: list[Contact], expected: str) -> BoundaryLife:
    """Write a row about somebody who turned 19 on 15 June 2025."""
    return row(person_id, what, why, born="2006-06-15", spells=[care("2018-01-01", "2024-06-15", "E6")],
               contacts=contacts, oc3={"2025-26": expected})  # fmt: skip


WINDOW = (
    nineteen("B601", "exactly three months before, in the year before", "the first day counts; windows cross years",
             [contact("2025-03-15", "YES F2 U1")], "YES F2 U1"),
    nineteen("B602", "three months and a day before", "outside", [contact("2025-03-14", "YES F2 U1")], NOBODY),
    nineteen("B603", "exactly one month after", "the last day counts", [contact("2025-07-15", "YES F2 U1")],
             "YES F2 U1"),
    nineteen("B604", "one month and a day after", "outside", [contact("2025-07-16", "YES F2 U1")], NOBODY),
    row("B605", "birthday 31 March, contact on 30 April after the year", "31 March plus a month is 30 April",
        born="2007-03-31", spells=[care("2018-01-01", "2025-03-31", "E6")],
        contacts=[contact("2026-04-30", "YES P1 T1")], oc3={"2025-26": "YES P1 T1"}),
    row("B606", "birthday 29 March, contact on 30 April", "29 March plus a month is 29 April",
        born="2007-03-29", spells=[care("2018-01-01", "2025-03-29", "E6")],
        contacts=[contact("2026-04-30", "YES P1 T1")], oc3={"2025-26": NOBODY}),
    row("B607", "birthday 31 May, contact on 28 February", "31 May minus three months is 28 February",
        born="2006-05-31", spells=[care("2018-01-01", "2024-05-31", "E6")],
        contacts=[contact("2025-02-28", "YES G4 D1")], oc3={"2025-26": "YES G4 D1"}),
    row("B608", "birthday 31 May, contact on 27 February", "the day before the window", born="2006-05-31",
        spells=[care("2018-01-01", "2024-05-31", "E6")], contacts=[contact("2025-02-27", "YES G4 D1")],
        oc3={"2025-26": NOBODY}),
    row("B609", "birthday 31 January, contact on 28 February", "31 January plus a month is 28 February",
        born="2007-01-31", spells=[care("2018-01-01", "2025-01-31", "E6")],
        contacts=[contact("2026-02-28", "YES F1 U1")], oc3={"2025-26": "YES F1 U1"}),
    row("B610", "birthday 31 January, contact on 1 March", "the day after the window", born="2007-01-31",
        spells=[care("2018-01-01", "2025-01-31", "E6")], contacts=[contact("2026-03-01", "YES F1 U1")],
        oc3={"2025-26": NOBODY}),
    row("B611", "born 29 February 2008, 17 on 28 February 2025, contact on 28 March", "28 February plus a month",
        born="2008-02-29", spells=[care("2018-01-01", "2025-01-31", "E6")],
        contacts=[contact("2025-03-28", "YES F2 E1")], oc3={"2024-25": "YES F2 E1"}),
    row("B612", "born 29 February 2008, 17 on 28 February 2025, contact on 29 March", "the day after the window",
        born="2008-02-29", spells=[care("2018-01-01", "2025-01-31", "E6")],
        contacts=[contact("2025-03-29", "YES F2 E1")], oc3={"2024-25": NOBODY}),
)  # fmt: skip

CHOICE = (
    nineteen("B701", "in touch in April, an attempt on the birthday", "YES wins over attempts",
             [contact("2025-04-16", "YES F2 U1"), contact("2025-06-15", "NO - -")], "YES F2 U1"),
    nineteen("B702", "in touch ten days before and nine days after", "the nearest wins",
             [contact("2025-06-05", "YES F1 U1"), contact("2025-06-24", "YES P5 K1")], "YES P5 K1"),
    nineteen("B703", "in touch five days before and five days after", "of equally near ones the earlier",
             [contact("2025-06-10", "YES F1 U1"), contact("2025-06-20", "YES P5 K1")], "YES F1 U1"),
    nineteen("B704", "two contacts on one day", "the higher number",
             [contact("2025-06-10", "YES F1 U1", 1), contact("2025-06-10", "YES P5 K1", 2)], "YES P5 K1"),
    nineteen("B705", "refused near the birthday, an attempt farther off", "the nearest when none is YES",
             [contact("2025-05-01", "NO - -"), contact("2025-06-10", "REFU F1 B1")], "REFU F1 B1"),
)  # fmt: skip

CODES = (
    nineteen("B801", "in touch, activity not recorded", "0 stays; rule 345 will ask",
             [contact("2025-06-10", "YES - U1")], "YES 0 U1"),
    nineteen("B802", "homeless, suitability not recorded", "S takes 2 always (rule 133)",
             [contact("2025-06-10", "YES G5 S")], "YES G5 S2"),
    nineteen("B803", "in custody, called suitable", "X takes 2 always (rule 133)",
             [contact("2025-06-10", "YES G5 X1")], "YES G5 X2"),
    nineteen("B804", "own tenancy, suitability not recorded", "a letter without its digit is 0",
             [contact("2025-06-10", "YES F5 U")], "YES F5 0"),
    nineteen("B805", "not in touch, known from the college and the hostel", "third parties' codes are kept",
             [contact("2025-06-10", "NO F2 S2")], "NO F2 S2"),
    nineteen("B806", "no longer needs services", "zeros where nothing is recorded",
             [contact("2025-06-10", "NREQ - -")], "NREQ 0 0"),
    nineteen("B807", "back home, codes recorded", "RHOM has zeros (rule 344)",
             [contact("2025-06-10", "RHOM F5 B1")], "RHOM 0 0"),
    nineteen("B808", "no contact at all", "nobody is lost", [], NOBODY),
)  # fmt: skip

AGES = (
    row("B901", "21, contact in January outside the window", "21 has a window", born="2004-06-15",
        spells=[care("2016-01-01", "2022-06-15", "E6")], contacts=[contact("2026-01-10", "YES F5 U1")],
        oc3={"2025-26": NOBODY}),
    row("B902", "22, contact in January", "22 has the whole year", born="2003-06-15",
        spells=[care("2016-01-01", "2021-06-15", "E6")], contacts=[contact("2026-01-10", "YES F5 U1")],
        oc3={"2024-25": NOBODY, "2025-26": "YES F5 U1"}),
    row("B903", "22 without contact", "a row without contact exists in the published counts", born="2003-06-15",
        spells=[care("2016-01-01", "2021-06-15", "E6")], oc3={"2025-26": NOBODY}),
    row("B904", "25, contact after the birthday", "the year counts; support ends at 25", born="2000-06-15",
        spells=[care("2014-01-01", "2018-06-15", "E6")], contacts=[contact("2025-12-01", "YES F5 U1")],
        oc3={"2025-26": "YES F5 U1"}, status={"2025-06-14": "FORMER_RELEVANT", "2025-06-15": "-"}),
    row("B905", "26 in the year, 25 the year before", "the cohort ends at 25 (rule 351)", born="1999-06-15",
        spells=[care("2013-01-01", "2017-06-15", "E6")], oc3={"2024-25": NOBODY, "2025-26": "-"}),
    row("B906", "23, in touch in September, an attempt in February", "the latest contact, whatever it says",
        born="2002-06-15", spells=[care("2016-01-01", "2020-06-15", "E6")],
        contacts=[contact("2025-09-01", "YES F5 U1"), contact("2026-02-01", "NO - -")], oc3={"2025-26": NOBODY}),
    row("B907", "23, contacts on 31 March and 1 April", "31 March is the last day of the year", born="2002-06-15",
        spells=[care("2016-01-01", "2020-06-15", "E6")],
        contacts=[contact("2026-03-31", "YES F5 U1"), contact("2026-04-01", "YES G5 S2")],
        oc3={"2025-26": "YES F5 U1"}),
    row("B908", "22 on 1 April, 21 the year before", "1 April is the first day of the year", born="2003-04-01",
        spells=[care("2016-01-01", "2021-04-01", "E6")], contacts=[contact("2025-04-01", "YES P2 Y2")],
        oc3={"2024-25": NOBODY, "2025-26": "YES P2 Y2"}),
    row("B909", "22 on 31 March", "31 March is the last day of the year", born="2004-03-31",
        spells=[care("2016-01-01", "2022-03-31", "E6")], contacts=[contact("2025-04-01", "YES P2 Y2")],
        oc3={"2025-26": "YES P2 Y2"}),
    row("B910", "24, short of 13 weeks (90 days)", "qualifying people are not in the return", born="2001-06-15",
        spells=[care("2018-05-01", "2018-07-30", "E6")], contacts=[contact("2025-09-01", "YES F5 U1")],
        oc3={"2025-26": "-"}, status={"2018-07-30": "QUALIFYING", "2026-04-30": "QUALIFYING"}),
    row("B911", "18 after as_at", "a birthday after as_at is not yet due", born="2008-05-01",
        spells=[care("2018-01-01", "2026-02-01", "E6")], oc3={"2025-26": "-", "2026-27": "-"},
        status={"2026-04-30": "RELEVANT"}),
    row("B912", "18 on as_at, window still open", "a birthday on as_at is due", born="2008-04-30",
        spells=[care("2018-01-01", "2026-04-30", "E6")], oc3={"2025-26": "-", "2026-27": NOBODY},
        status={"2026-04-29": "ELIGIBLE", "2026-04-30": "FORMER_RELEVANT"}),
)  # fmt: skip

CONTACT_ROWS = (*WINDOW, *CHOICE, *CODES, *AGES)
