"""A file of the site before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    """One HTML page: its path from the site's root, its template and what the template is given."""

    path: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class TextFile:
    """One file that is not a page."""

    path: str
    text: str
