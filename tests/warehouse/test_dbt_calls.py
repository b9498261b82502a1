"""What dbt is told of the command line that it was called from."""

from __future__ import annotations

import sys

import pytest

from dagster_project.warehouse.dbt import invoked


class _Runner:
    """Answers with the command line that dbt would write into its log."""

    def invoke(self, arguments: list[str]) -> list[str]:
        return [*sys.argv, *arguments]


def test_the_number_of_a_person_on_the_command_line_reaches_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ["wreath", "erase", "1004233"]
    monkeypatch.setattr(sys, "argv", typed)
    assert invoked(_Runner(), ["build"]) == ["dbt", "build", "build"]
    assert sys.argv is typed
