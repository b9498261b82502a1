"""What a run can be told, and what every run holds: one run at a time, whoever started it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Self

import dagster as dg

from dagster_project.run import only_run, state
from dagster_project.run_record import recorded
from dagster_project.settings import Settings


class RunSettings(dg.ConfigurableResource[Any]):
    """Settings of one run; `as_at` is an ISO date, or empty for the latest extract date among accepted loads.

    While a run holds this resource no other run can: the command line, the schedule, the sensor and Dagster's own
    pages all come through here.
    """

    as_at: str = ""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        """Take the lock of WREATH_HOME and begin the facts of the run."""
        settings = self.settings()
        with only_run(settings), recorded(settings, state=state(settings, self.day())):
            yield self

    @staticmethod
    def settings() -> Settings:
        """Return the folders below WREATH_HOME."""
        return Settings.from_env()

    def day(self) -> date | None:
        """Return `as_at` as a date, or None."""
        return date.fromisoformat(self.as_at) if self.as_at else None
