"""The one error that a bad catalogue file raises: what, where, what to do."""

from pathlib import Path

from dagster_project.errors import WreathError


class CatalogueError(WreathError):
    """A catalogue file cannot be used; the message is one line naming file, line, column and remedy."""

    def __init__(self, file: Path | str, problem: str, line: int | None = None, column: str | None = None) -> None:
        """Keep the parts, so that a caller can report them apart.

        `file` is the catalogue file, `line` its line number (the header is line 1), `column` the column.
        """
        self.file = str(file)
        self.line = line
        self.column = column
        self.problem = problem
        where = self.file if line is None else f"{self.file}, line {line}"
        if column is not None:
            where = f"{where}, column {column}"
        super().__init__(f"{where}: {problem}")
