"""OC2, the children looked after for the whole year (definitions D34 and D35).

Source: DfE rules 157, 185, 190 and 191 say who is continuously looked after (a start on 1 April and an end on 31 March
pass); 180 to 198 what is told of SDQ and substance misuse; 542 to 547 of convictions and development checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from .care import SHORT_BREAK_STATUSES
from .child_year import ChildRow, ChildYear
from .dates import or_forever
from .episodes import is_in_year, stretches


@dataclass(frozen=True)
class Oc2Row(ChildRow):
    """One child looked after throughout the year."""

    ITEMS = (
        *("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK"),
        *("HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"),
    )

    sdq_score: int | None
    sdq_reason: str | None
    convicted: str | None
    health_check: str | None
    immunisations: str | None
    teeth_check: str
    health_assessment: str
    substance_misuse: str
    intervention_received: str | None
    intervention_offered: str | None


def is_continuously_looked_after(seen: ChildYear) -> bool:
    """Whether one period of care covers the year, without a short break in it (D34).

    Two periods are never one, not even when they touch: care ended between them.
    """
    if len(seen.periods) != 1:
        return False
    (period,) = seen.periods
    # care that began on 1 April and care that ended on 31 March pass
    if period.care_start_date > seen.year.start or or_forever(period.care_end_date) < seen.known_to:
        return False
    parts = [part for part in stretches(seen.life, period) if is_in_year(part, seen.year)]
    return not any(part.legal_status in SHORT_BREAK_STATUSES for part in parts)


def _flag(holds: bool) -> str:
    return "1" if holds else "0"


def _sdq(seen: ChildYear) -> tuple[int | None, str | None]:
    """Return SDQ_SCORE and SDQ_REASON (rules 186, 188, 189, 197A and 197B)."""
    if seen.birthday(4) > seen.year.end or seen.birthday(17) < seen.year.start:
        return None, None
    own = [sdq for sdq in seen.life.sdqs if seen.holds(sdq.completed_date)]
    # a score that is no whole number from 0 to 40 is none (rule 180)
    scores = [sdq.score for sdq in own if sdq.score is not None and 0 <= sdq.score <= 40]
    reasons = [sdq.reason for sdq in own if sdq.reason is not None]
    if scores:
        return scores[-1], None
    return None, reasons[-1] if reasons else None


def _has_check(seen: ChildYear, kind: str) -> str:
    checks = [check for check in seen.life.health_checks if check.kind == kind and check.status == "COMPLETED"]
    return _flag(any(seen.holds(check.check_date) for check in checks))


def _immunisations(seen: ChildYear) -> str | None:
    """Return the latest state told by the end of the year; without one, the first told after it."""
    told = seen.life.immunisations
    by_then = [state for state in told if state.status_date <= seen.known_to]
    after = [state for state in told if state.status_date > seen.known_to]
    if not told:
        return None
    return _flag((by_then[-1] if by_then else after[0]).is_up_to_date)


def _misuse(seen: ChildYear) -> tuple[str, str | None, str | None]:
    """Return SUBSTANCE_MISUSE, INTERVENTION_RECEIVED and INTERVENTION_OFFERED (rules 158, 159, 192 and 193)."""
    concerns = [concern for concern in seen.life.misuses if seen.holds(concern.recorded_date)]
    if not concerns:
        return "0", None, None
    if any(concern.is_intervention_received for concern in concerns):
        return "1", "1", None
    return "1", "0", _flag(any(seen.holds(concern.offered_date) for concern in seen.life.misuses))


def oc2_rows(seen: ChildYear) -> list[Oc2Row]:
    """Return the child's row of the year, if there is one."""
    if not is_continuously_looked_after(seen):
        return []
    # asked from 10 on, the age of criminal responsibility (rule 542: a tenth birthday on 31 March is in)
    is_ten = seen.birthday(10) <= seen.year.end
    # asked of those under five on 31 March (rule 546: a fifth birthday on 31 March is out)
    is_under_five = seen.birthday(5) > seen.year.end
    convicted = _flag(any(seen.holds(conviction.offence_date) for conviction in seen.life.convictions))
    sdq_score, sdq_reason = _sdq(seen)
    misuse, received, offered = _misuse(seen)
    row = Oc2Row(
        *seen.key,
        sdq_score=sdq_score,
        sdq_reason=sdq_reason,
        convicted=convicted if is_ten else None,
        health_check=_has_check(seen, "DEVELOPMENT") if is_under_five else None,
        immunisations=_immunisations(seen),
        teeth_check=_has_check(seen, "DENTAL"),
        health_assessment=_has_check(seen, "HEALTH_ASSESSMENT"),
        substance_misuse=misuse,
        intervention_received=received,
        intervention_offered=offered,
    )
    return [row]
