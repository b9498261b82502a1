"""The page on the return that is due: who is in it, which rules fail, how long there is, and what needs explaining."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dagster_project.site import words
from dagster_project.site.content import Content
from dagster_project.site.return_rows import CollectionYear, ReturnFigure, ReturnReckoning
from dagster_project.site.rows import RuleResult
from dagster_project.site.rules_view import most_first

_NEEDS_EXPLAINING = "needs explaining"
_NOT_COMPARED = "not compared"


@dataclass(frozen=True)
class ReadinessView:
    """How one authority stands with the return that is due."""

    year: CollectionYear | None
    days_left: int | None
    reckonings: Sequence[ReturnReckoning]
    outcomes: Counter[str]
    failing: Sequence[RuleResult]
    figures: Sequence[ReturnFigure]

    @property
    def compared(self) -> int:
        """How many figures could be compared with last year or with England."""
        return sum({figure.since, figure.against} != {_NOT_COMPARED} for figure in self.figures)

    @property
    def to_explain(self) -> list[ReturnFigure]:
        """The figures that need explaining before the return is sent."""
        return [figure for figure in self.figures if _NEEDS_EXPLAINING in (figure.since, figure.against)]

    @property
    def finding(self) -> str:
        """How long there is and what is left to do, in one line."""
        if self.year is None or self.days_left is None:
            return "No return is due yet"
        due = f"The {words.year(self.year.collection_year)} return is due in {words.counted(self.days_left, 'day')}"
        if not self.outcomes:
            return f"{due}; it has not been checked yet"
        fail = words.counted(self.outcomes["failed"], "rule fails", "rules fail")
        explain = words.counted(len(self.to_explain), "figure needs", "figures need")
        return f"{due}: {fail}, {explain} explaining"

    @staticmethod
    def why(figure: ReturnFigure) -> str:
        """Beside what a figure stands out."""
        parts = [("last year", figure.since), ("England", figure.against)]
        return words.listed([name for name, result in parts if result == _NEEDS_EXPLAINING])


def view_readiness(content: Content, local_authority_code: str, as_at: date | None) -> ReadinessView:
    """Return the view of an authority: of the first year of the calendar whose deadline has not passed."""
    calendar = sorted(content.collection_years, key=lambda year: year.collection_year)
    year = next((year for year in calendar if as_at is not None and year.deadline_date >= as_at), None)
    if year is None or as_at is None:
        return ReadinessView(None, None, (), Counter(), (), ())
    key = (local_authority_code, year.collection_year)
    own = content.rules_of.get(local_authority_code, ())
    rules = [row for row in own if row.collection_year == year.collection_year]
    return ReadinessView(
        year=year,
        days_left=(year.deadline_date - as_at).days,
        reckonings=[row for row in content.reckonings if (row.local_authority_code, row.collection_year) == key],
        outcomes=Counter(row.outcome for row in rules),
        failing=sorted((row for row in rules if row.outcome in ("failed", "error")), key=most_first),
        figures=[row for row in content.return_figures if (row.local_authority_code, row.collection_year) == key],
    )
