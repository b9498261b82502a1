"""An independent oracle: the return, eligibility and links of each person, worked out from the lives in plain Python.

It is a specification that runs. Each module goes person by person with dataclasses and loops, names the statute or the
published fact behind each rule, and shares no code with the pipeline (`test_imports.py` holds that), so that agreement
between the two means something. Numbers D1… are the definitions that were open; every module refers to them.

Time
    D1  A collection year 'YYYY-YY' runs from 1 April to 31 March, both days included.
    D2  Nothing after `as_at` is known: later starts, contacts, deaths and births do not exist; an end after `as_at` is
        open and its reason and the reason for the placement change are unknown. What falls on `as_at` is known.
    D3  A birthday is the same day and month; for 29 February it is 28 February in years without one.
    D4  Months are calendar months cut to the end of the month (31 May minus 3 months is 28 or 29 February).
    D5  Ends are exclusive: a status that ends on a day does not hold on that day.
Care
    D6  A day is looked after when a care period covers it and its legal status is not V3 or V4. A day without a legal
        status follows the care period's short-break flag. Looked-after days that touch or overlap make one spell, so a
        day is never counted twice. A spell's end reason is that of the care period ending with it, null when the spell
        ends because the status became a short break. A spell that begins at 18 or later is none.
    D7  Days of care = end minus start, from the 14th birthday itself; nobody is looked after as an adult, so days stop
        at the 18th birthday.
    D8  In care on a birthday: a spell with start <= birthday < end.
Eligibility
    D9  Eligible: each looked-after day at 16 or 17 from the first on which 91 days since the 14th birthday have been
        lived, that day included.
    D10 Relevant: 16 or 17, not looked after, and eligible on the last day of care.
    D11 Back with a parent or a holder of parental responsibility for six months ends relevant: six months after care
        ended with E4A, E4B, E41 or E45-E48, or from a contact coded RHOM. It lasts until the first later contact with
        an accommodation other than B (parents or relatives) or R (not known); such a contact within the six months
        prevents it. The person is then qualifying.
    D12 Former relevant: eligible or relevant on the day before the 18th birthday (judged once, on that day); from the
        18th to the 25th birthday.
    D13 Qualifying: out of care, looked after on some day from the 16th birthday on, and neither relevant nor former
        relevant; until the 25th birthday.
    D14 A spell that ends with E2, E3, E11, E12 or E15 leaves no status from that day until care starts again. Death
        ends every status on the day.
    D15 Detention or hospital at the 16th birthday (the second way to be relevant) is in no record, so it is left out.
    D16 Intervals of one person are disjoint, neighbours of the same status are one; a start after `as_at` is left out
        and an end after `as_at` is open.
OC3
    D17 Cohort: a 17th to 25th birthday in the year and not after `as_at`; 91 days since 14 and one since 16, counted up
        to that birthday; out of care on it when it is the 17th or 18th (only that birthday is looked at).
    D18 Excluded: a care period of any kind ended E2 by the end of the year; or the last spell begun by then ended by
        then with E3, E11, E12 or E15.
    D19 22 to 25 are the same cohort: it holds every former relevant person, and those whom D11 made qualifying.
    D20 DIED, zeros: dead on or before the birthday (17-21), or by the end of the year (22-25). Dead means a death date
        or a contact coded DIED. It stays so in every later year of the cohort.
    D21 17-21: of the contacts from 3 months before to 1 month after the birthday, both days included, YES wins over any
        other; then the one nearest to the birthday, then the earlier, then the highest contact number. The kind of
        contact is not looked at.
    D22 22-25: the latest contact of the collection year (date, then contact number), also after the 25th birthday.
    D23 No contact: NO with zeros (22-25: a parameter). DIED and RHOM have zeros. Others keep the recorded codes, else
        0.
    D24 ACCOM = letter and suitability digit; S and X always take 2; a letter without its digit is 0.
    D25 A year is provisional while its last day is after `as_at`. A row's window is open while its last day (22-25: the
        end of the year) is after `as_at`.
Episodes and Header
    D26 In the year: an episode that began on or before 31 March and did not end before 1 April. An end after 31 March
        is blank, with its reasons.
    D27 An episode is a stretch of a care period with one legal status and one placement. A placement changes when type,
        provider, URN or postcode differs; neighbours alike in these and in legal status are one episode. Of
        overlapping records the one that began last holds.
    D28 RNE: S for the first of a care period; then L, P, B; T and U where the carer is known to be the same and neither
        placement is temporary (T0-T4).
    D29 REC: X1 while the care period goes on, else its end reason. REASON_PLACE_CHANGE: the ending placement's, when
        the placement changed and neither side is temporary.
    D30 Blank: HOME_POST, PL_POST and URN under V3 or V4; PLACE_PROVIDER for T0-T4 and Z11-Z14.
    D31 Header: everyone in Episodes or OC3. CHILD is the smallest LCS record of the person, as text; a person without
        one keeps the person id. SEX is M, F, U from 2024-25, before that 1, 2 and blank.
    D32 MOTHER is for females with an episode in the year that is not V3 or V4: 1 when the first child was born by the
        end of the year, else 0; blank for everybody else. MC_DOB only with MOTHER 1.
Links
    D33 Records are keyed by authority, source and record id. Precision and recall count pairs of records: proposed
        together, truly together; a record left out of the proposal is a cluster of its own.
Other modules
    What lasts is in the year when it began by the year's known end (31 March, or `as_at` if that is earlier) and did
    not end before 1 April; an end after the known end is blank. What has one date is in the year that holds it. Both
    rules are our assumption. "In the year's Episodes": with an episode of any kind in it (D26).
    D34 Continuously looked after: every episode of the year is of one care period, which began on or before 1 April
        and did not end before 31 March (before `as_at` in a provisional year), and none is V3 or V4. Care periods that
        touch are two.
    D35 OC2: those of D34. SDQ is asked when the 4th birthday is by 31 March and the 17th on or after 1 April: the
        latest score (0 to 40) of the year, else the latest reason. CONVICTED from a 10th birthday by 31 March on.
        HEALTH_CHECK while the 5th birthday is after 31 March. Checks count when completed in the year. IMMUNISATIONS:
        the latest state told by the known end, else the first told after it, else blank. INTERVENTION_RECEIVED only
        with misuse in the year; INTERVENTION_OFFERED only where none was received: an offer dated in the year.
    D36 UASC: in the year's Episodes, with a time as UASC that touches the year. It ends with the claim, else with the
        status, at the latest on the 18th birthday; DUC is that end. One row a child.
    D37 Reviews held in the year on a looked-after day (D6), one a child and day. No code: PN0 before the 4th birthday,
        else blank.
    D38 Missing: touches the year; began before the 18th birthday on a day that an episode covers, or on the day the
        last one ended; of a child in the year's Episodes. Ends at the latest on the 18th birthday, which also ends a
        time without an end. One row a child and start.
    D39 SWEpisodes, from 2023-24: allocations of social workers that touch a time of the year in which the child was
        looked after; its first day and the day it ended count. SW_ID is the registration number without spaces in
        capitals if it begins with SW, else XX and the letters and digits of the authority's number. No reason: FCONTA
        for a child's first social worker, else blank. One row a child, worker and start.
    D40 DoLo, from 2026-27: orders that touch the year, of a child in its Episodes. One row a child and start.
    D41 AD1: care ended E11 or E12 in the year; the items of the latest decision of that care period.
    D42 PlacedAdoption: decisions not reversed before 1 April, of a care period with an episode in the year, from the
        day it began to the day it ended, both included. One row a child and day.
    D43 PrevPerm, from 2016-17: the latest care period with an episode in the year began on or after a parameter
        (1 April 2016), short breaks or not: DfE rule 630 asks it of every start. Of several records that of the
        latest care period. Z1 has neither authority nor date.
    D44 Header holds the children of every module: all of them are in Episodes or OC3.
    D45 Everybody in the truth has a birth date; what becomes of rows without one is the pipeline's to show.
"""
