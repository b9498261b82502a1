"""What a run can be told: only the day it looks from. Folders come from WREATH_HOME."""

from datetime import date

import dagster as dg

from dagster_project.settings import Settings


class RunSettings(dg.ConfigurableResource[None]):
    """Settings of one run; `as_at` is an ISO date, or empty for the latest extract date among accepted loads."""

    as_at: str = ""

    @staticmethod
    def settings() -> Settings:
        """Return the folders below WREATH_HOME."""
        return Settings.from_env()

    def day(self) -> date | None:
        """Return `as_at` as a date, or None."""
        return date.fromisoformat(self.as_at) if self.as_at else None
