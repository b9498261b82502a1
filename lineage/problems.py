"""What stops the graph: a column that cannot be resolved, SQL whose lineage cannot be told, a way nobody claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ProblemKind = Literal["unresolved", "lint", "schema", "claim"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in one model: `path` of the model file, `line` from 1 (None when unknown), what and what to do."""

    path: str
    line: int | None
    kind: ProblemKind
    rule: str
    message: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


class LineageError(Exception):
    """The graph cannot be trusted; `problems` lists every reason with file and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep all problems; the message shows the first five."""
        self.problems = problems
        shown = "; ".join(str(problem) for problem in problems[:5])
        more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
        super().__init__(f"lineage: {len(problems)} problem(s): {shown}{more}")
