"""Where Wreath keeps things, and the settings that keep every library off the network."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.errors import WreathError

#: Telemetry of dbt, Dagster and Great Expectations, all off; set before any of them is imported.
QUIET_ENVIRONMENT = {
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "GX_ANALYTICS_ENABLED": "false",
}


def repository() -> Path:
    """Return the root of the clone that this code runs from."""
    return Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The folders below one WREATH_HOME; nothing here touches the disk."""

    home: Path

    @classmethod
    def from_env(cls) -> Settings:
        """Read WREATH_HOME, by default `./data`, as an absolute path."""
        return cls(Path(os.environ.get("WREATH_HOME", "data")).expanduser().absolute())

    @property
    def inbox(self) -> Path:
        """Files as they arrive, one folder a source."""
        return self.home / "inbox"

    @property
    def landing(self) -> Path:
        """Immutable loads and their manifest."""
        return self.home / "landing"

    @property
    def quarantine(self) -> Path:
        """Rows and loads that could not be used."""
        return self.home / "quarantine"

    @property
    def build(self) -> Path:
        """Work of the run under way; may be deleted between runs."""
        return self.home / "build"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that dbt writes."""
        return self.build / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """Published runs and the CURRENT pointer."""
        return self.home / "published"

    @property
    def runs(self) -> Path:
        """One record a run, of those that failed too."""
        return self.home / "runs"

    @property
    def returns(self) -> Path:
        """Frozen returns, one folder a collection year."""
        return self.home / "returns"

    @property
    def reports(self) -> Path:
        """Person-level reports for the analyst."""
        return self.home / "reports"

    @property
    def registers(self) -> Path:
        """Append-only registers."""
        return self.home / "registers"

    @property
    def baselines(self) -> Path:
        """Frozen measures, one file a baseline."""
        return self.home / "baselines"

    @property
    def config(self) -> Path:
        """The council's own settings, layered over seeds/."""
        return self.home / "config"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.home / "dagster"

    @property
    def truth(self) -> Path:
        """The lives behind the fictional extracts; only the demo has them."""
        return self.home / "truth"


def council_settings(settings: Settings) -> dict[str, Any]:
    """Return what config/council.toml says; WreathError when it cannot be read."""
    path = settings.config / "council.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WreathError(f"config/council.toml: {error}; correct the line", exit_code=2) from error


def apply_quiet_environment(settings: Settings) -> None:
    """Switch telemetry off and give dbt and Dagster their folders, for this process and its children."""
    os.environ.update(QUIET_ENVIRONMENT)
    os.environ["WREATH_HOME"] = str(settings.home)
    os.environ["DAGSTER_HOME"] = str(settings.dagster)
    os.environ["WREATH_EVENTS"] = str(settings.dagster / "history" / "runs")
    os.environ.setdefault("DBT_PROFILES_DIR", str(repository() / "dbt"))


def check_is_outside(settings: Settings, target: Path) -> None:
    """Refuse to write where Wreath keeps things: it would replace what was frozen, published or decided."""
    place, home = target.expanduser().resolve(), settings.home.resolve()
    if place.is_relative_to(home) and not place.is_relative_to(settings.reports.resolve()):
        raise WreathError(
            f"{target} is in {settings.home}, where Wreath keeps its own files: choose a place in {settings.reports} "
            "or elsewhere",
            exit_code=2,
        )
