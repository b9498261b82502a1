"""The page on the quality of the data: what arrived, what is wrong with it, how old it is, and who can put it right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dagster_project.site import words
from dagster_project.site.content import Content
from dagster_project.site.rows import Check, ConceptCoverage, Load, RuleResult
from dagster_project.site.rules_view import most_first

#: Loads that are used; any other state waits for somebody.
_USED = frozenset({"accepted", "warned"})
_OLDEST = 10


@dataclass(frozen=True)
class OwnerView:
    """A team that keeps datasets, and what waits for it."""

    owner: str
    datasets: Sequence[str]
    held: int
    failed_checks: int
    loads_with_unreadable: int
    loads_with_rows_set_aside: int

    @property
    def has_work(self) -> bool:
        """Whether anything is to be put right."""
        return bool(self.held or self.failed_checks or self.loads_with_unreadable or self.loads_with_rows_set_aside)


@dataclass(frozen=True)
class RuleTrend:
    """One rule that fails in the latest year or did in the year before, with both results."""

    now: RuleResult
    before: RuleResult | None

    @property
    def change(self) -> str:
        """Whether it fails for more children than the year before, as far as that may be told."""
        if self.before is None or self.before.outcome not in ("failed", "passed"):
            return "not checked the year before"
        if self.now.outcome == "passed":
            return "put right"
        if self.before.outcome == "passed":
            return "new"
        if self.now.is_small or self.before.is_small:
            return "both of few" if self.now.is_small and self.before.is_small else _of_small(self.now)
        difference = self.now.failing_children_shown - self.before.failing_children_shown
        return "the same" if difference == 0 else "more" if difference > 0 else "fewer"


def _of_small(now: RuleResult) -> str:
    return "fewer" if now.is_small else "more"


@dataclass(frozen=True)
class QualityView:
    """Everything the page shows of one authority."""

    in_use: Sequence[Load]
    earlier: Sequence[Load]
    waiting: Sequence[Load]
    states: Mapping[str, int]
    checks: Sequence[Check]
    owners: Sequence[OwnerView]
    as_at: date | None
    oldest_evidence: Sequence[ConceptCoverage]
    rule_years: Sequence[tuple[str, Counter[str]]]
    rules: Sequence[RuleTrend]
    running_year: str

    @property
    def failed(self) -> list[Check]:
        """The checks that failed."""
        return [check for check in self.checks if check.is_passed is False]

    @property
    def not_judged(self) -> list[Check]:
        """The checks for which there was nothing to judge by, such as drift in a first load."""
        return [check for check in self.checks if check.is_passed is None]

    @property
    def loads_count(self) -> int:
        """How many files arrived."""
        return len(self.in_use) + len(self.earlier) + len(self.waiting)

    @property
    def finding(self) -> str:
        """What arrived and what is wrong, in one line."""
        if not self.loads_count:
            return "No file has arrived yet"
        waits = f"{words.counted(len(self.waiting), 'is', 'are')} held back" if self.waiting else "none is held back"
        failed = words.counted(len(self.failed), "check") if self.failed else "no check"
        return f"{words.counted(self.loads_count, 'file')} arrived; {waits}; {failed} failed"

    def age(self, load: Load) -> str:
        """How old a load's data are on the day that the pages look from."""
        if self.as_at is None or load.extract_date is None:
            return "not known"
        return words.counted((self.as_at - load.extract_date).days, "day")


def view_quality(content: Content, local_authority_code: str, as_at: date | None) -> QualityView:
    """Return the view of an authority."""
    loads = content.loads_of.get(local_authority_code, [])
    used = [row for row in loads if row.outcome in _USED]
    waiting = [row for row in loads if row.outcome not in _USED]
    checks = [check for row in loads for check in content.checks_of.get(row.load_id, ())]
    coverage = [
        row
        for row in content.coverage_of.get(local_authority_code, ())
        if row.status == "shown" and row.median_age_days
    ]
    results = content.rules_of.get(local_authority_code, [])
    return QualityView(
        in_use=sorted((row for row in used if row.is_in_force), key=_oldest_first),
        earlier=[row for row in used if not row.is_in_force],
        waiting=waiting,
        states=Counter(row.outcome for row in loads),
        checks=checks,
        owners=_owners(loads, checks),
        as_at=as_at,
        oldest_evidence=sorted(coverage, key=lambda row: -(row.median_age_days or 0))[:_OLDEST],
        rule_years=_rule_years(results),
        rules=_rule_trends(results),
        running_year=next(
            (y.collection_year for y in content.collection_years if as_at and y.start_date <= as_at < y.end_date), ""
        ),
    )


def _oldest_first(load: Load) -> tuple[date, str, str]:
    return (load.extract_date or date.min, load.dataset, load.file_name)


def _owners(loads: Sequence[Load], checks: Sequence[Check]) -> list[OwnerView]:
    """Every owner, those with most to do first; rows are not added up, since small numbers could be told apart so."""
    by_owner: dict[str, list[Load]] = defaultdict(list)
    for load in loads:
        by_owner[load.owner or "Owner not named"].append(load)
    failed = Counter(check.load_id for check in checks if check.is_passed is False)
    found = [
        OwnerView(
            owner,
            sorted({load.dataset for load in own if load.dataset}),
            sum(load.outcome not in _USED for load in own),
            sum(failed[load.load_id] for load in own),
            sum(load.has_unreadable and load.is_in_force for load in own),
            sum(load.has_quarantined and load.is_in_force for load in own),
        )
        for owner, own in by_owner.items()
    ]
    return sorted(found, key=lambda o: (-o.held, -o.failed_checks, -o.loads_with_unreadable, o.owner))


def _rule_years(results: Sequence[RuleResult]) -> list[tuple[str, Counter[str]]]:
    """How many rules had each outcome, latest year first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in results:
        found[row.collection_year][row.outcome] += 1
    return sorted(found.items(), reverse=True)


def _rule_trends(results: Sequence[RuleResult]) -> list[RuleTrend]:
    """The rules that fail in the latest year or did in the one before."""
    years = sorted({row.collection_year for row in results}, reverse=True)
    if not years:
        return []
    before = {row.rule: row for row in results if row.collection_year in years[1:2]}
    latest = sorted((row for row in results if row.collection_year == years[0]), key=most_first)
    trends = [RuleTrend(row, before.get(row.rule)) for row in latest]
    return [t for t in trends if t.now.outcome == "failed" or (t.before is not None and t.before.outcome == "failed")]
