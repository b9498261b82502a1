"""What a run tells the pages about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True)
class RunFacts:
    """The facts of one run that are not in the database.

    `built_at` is the only clock time in the site and appears only in the build stamp at the foot of each page.
    `authority_names` maps local authority codes to names; an authority without a name is shown by its code.
    """

    run_id: str
    as_at: date | None
    local_authority_code: str
    built_at: datetime
    version: str
    authority_names: Mapping[str, str] = field(default_factory=dict)
    is_fictional: bool = False

    def authority_name(self, local_authority_code: str) -> str:
        """Return the name of an authority, or "Authority 991" where no name is known."""
        return self.authority_names.get(local_authority_code, f"Authority {local_authority_code}")


@dataclass(frozen=True)
class Feeds:
    """The same numbers for other tools: the folder that holds them, and the title of each table by name."""

    folder: Path
    titles: Mapping[str, str]
