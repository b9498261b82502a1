"""Hand-worked lives on the boundaries of SWEpisodes and DoLo; born 15 June 2010. The table's day is 30 April 2026."""

from __future__ import annotations

from .boundary_events import order, worker
from .boundary_row import care, row

WORKERS = (
    row("B1601", "a new worker on 1 April", "who goes on the first day of the year is in it", born="2010-06-15",
        spells=[care("2020-01-01")],
        events=[worker("2020-01-01", "2025-04-01", 101, "FCONTA"), worker("2025-04-01", None, 102, "LEFTRL")],
        gives={"SWEpisodes 2022-23": "-", "SWEpisodes 2023-24": "SWX000101 2020-01-01 - FCONTA",
               "SWEpisodes 2024-25": "SWX000101 2020-01-01 - FCONTA",
               "SWEpisodes 2025-26": "SWX000101 2020-01-01 2025-04-01 FCONTA; SWX000102 2025-04-01 - LEFTRL",
               "SWEpisodes 2026-27": "SWX000102 2025-04-01 - LEFTRL"}),
    row("B1602", "a new worker on 31 March", "who comes on the last day of the year is in it", born="2010-06-15",
        spells=[care("2020-01-01")],
        events=[worker("2020-01-01", "2025-03-31", 103, "FCONTA"), worker("2025-03-31", None, 104, "MANAGE")],
        gives={"SWEpisodes 2024-25": "SWX000103 2020-01-01 2025-03-31 FCONTA; SWX000104 2025-03-31 - MANAGE",
               "SWEpisodes 2025-26": "SWX000104 2025-03-31 - MANAGE"}),
    row("B1603", "workers before, at the edges of, and after care", "to touch its first or last day is enough",
        born="2010-06-15", spells=[care("2025-06-01", "2025-12-10", "E4A")],
        events=[worker("2025-04-10", "2025-05-31", 105, "FCONTA"), worker("2025-05-31", "2025-06-01", 106, "OTHERS"),
                worker("2025-06-01", "2025-12-10", 107, "MANAGE"), worker("2025-12-10", "2026-01-15", 108, "TSPROC"),
                worker("2026-01-15", None, 109, "ORGRST")],
        gives={"SWEpisodes 2025-26": "SWX000106 2025-05-31 2025-06-01 OTHERS; SWX000107 2025-06-01 2025-12-10 MANAGE; "
                                     "SWX000108 2025-12-10 2026-01-15 TSPROC", "SWEpisodes 2026-27": "-"}),
    row("B1604", "care ended before the year, the worker stays", "no care in the year", born="2010-06-15",
        spells=[care("2020-01-01", "2025-03-31", "E4A")], events=[worker("2020-01-01", None, 110, "FCONTA")],
        gives={"SWEpisodes 2024-25": "SWX000110 2020-01-01 - FCONTA", "SWEpisodes 2025-26": "-"}),
    row("B1605", "care ended on 1 April, the worker stays", "an end on 1 April touches the year", born="2010-06-15",
        spells=[care("2020-01-01", "2025-04-01", "E4A")], events=[worker("2020-01-01", None, 111, "FCONTA")],
        gives={"SWEpisodes 2025-26": "SWX000111 2020-01-01 - FCONTA", "SWEpisodes 2026-27": "-"}),
    row("B1606", "short breaks only", "no time in care", born="2010-06-15",
        spells=[care("2024-06-01", law="V4")], events=[worker("2024-06-01", None, 112, "FCONTA")],
        gives={"SWEpisodes 2025-26": "-"}),
    row("B1607", "section 20 turns into short breaks, then a new worker", "only time in care is touched",
        born="2010-06-15", spells=[care("2024-06-01", law="V2, 2025-08-01 V4")],
        events=[worker("2024-06-01", "2025-09-01", 113, "FCONTA"), worker("2025-09-01", None, 114, "MANAGE")],
        gives={"SWEpisodes 2025-26": "SWX000113 2024-06-01 2025-09-01 FCONTA"}),
    row("B1608", "three workers: unregistered, registered elsewhere, written anyhow", "SW or XX in front (rule SW02)",
        born="2010-06-15", spells=[care("2025-05-01")],
        events=[worker("2025-05-01", "2025-06-01", 115, "FCONTA", None),
                worker("2025-06-01", "2025-07-01", 116, "MANAGE", "12345"),
                worker("2025-07-01", None, 117, "MANAGE", "sw 98 7654")],
        gives={"SWEpisodes 2025-26": "XXSW0115 2025-05-01 2025-06-01 FCONTA; XXSW0116 2025-06-01 2025-07-01 MANAGE; "
                                     "SW987654 2025-07-01 - MANAGE"}),
    row("B1609", "no reasons recorded", "the first worker is the first contact; of others nobody knows",
        born="2010-06-15", spells=[care("2025-05-01")],
        events=[worker("2025-05-01", "2025-06-01", 118), worker("2025-06-01", None, 119)],
        gives={"SWEpisodes 2025-26": "SWX000118 2025-05-01 2025-06-01 FCONTA; SWX000119 2025-06-01 - -"}),
    row("B1610", "a worker from the table's day", "the last day that is known", born="2010-06-15",
        spells=[care("2026-04-01")],
        events=[worker("2026-04-01", "2026-04-30", 120, "FCONTA"), worker("2026-04-30", None, 121, "LEFTRL")],
        gives={"SWEpisodes 2025-26": "-", "SWEpisodes 2026-27": "SWX000120 2026-04-01 2026-04-30 FCONTA; "
                                                                 "SWX000121 2026-04-30 - LEFTRL"}),
)  # fmt: skip

LIBERTY = (
    row("B1701", "an order ended on 31 March", "the day before the year", born="2010-06-15",
        spells=[care("2020-01-01")], events=[order("2026-01-01", "2026-03-31")],
        gives={"DoLo 2025-26": "-", "DoLo 2026-27": "-"}),
    row("B1702", "an order ended on 1 April", "the first day of the year (rule 704)", born="2010-06-15",
        spells=[care("2020-01-01")], events=[order("2026-01-01", "2026-04-01")],
        gives={"DoLo 2025-26": "-", "DoLo 2026-27": "2026-01-01 2026-04-01"}),
    row("B1703", "orders one after another, the last on the table's day", "in force on some day of the year",
        born="2010-06-15", spells=[care("2020-01-01")],
        events=[order("2026-02-01", "2026-04-10"), order("2026-04-10", "2026-04-30"), order("2026-04-30")],
        gives={"DoLo 2026-27": "2026-02-01 2026-04-10; 2026-04-10 2026-04-30; 2026-04-30 -"}),
    row("B1704", "care ended on 31 March, the order goes on", "not looked after in the year (rule 707)",
        born="2010-06-15", spells=[care("2020-01-01", "2026-03-31", "E4A")], events=[order("2026-01-01")],
        gives={"DoLo 2026-27": "-"}),
    row("B1705", "an order of 2025", "collected since 2026-27", born="2010-06-15", spells=[care("2020-01-01")],
        events=[order("2025-05-01", "2025-09-01")],
        gives={"DoLo 2024-25": "-", "DoLo 2025-26": "-", "DoLo 2026-27": "-"}),
)  # fmt: skip

WORKER_ROWS = (*WORKERS, *LIBERTY)
