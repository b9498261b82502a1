"""The register of accesses: who took data about single people out of the warehouse, and when.

A person is named by a digest of their key: whoever has the key can look them up, and a reader of the register learns
no name or number from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dagster_project.registers import Entry, Register
from dagster_project.settings import Settings

REGISTER = "access"


def record_access(settings: Settings, kind: str, content: Mapping[str, Any], *, day: date) -> Entry:
    """Enter an access, by the account that this process runs under.

    Raises:
        WreathError: The register is damaged, or another process holds it for too long.
    """
    return Register(settings, REGISTER).append(kind, content, day=day)
