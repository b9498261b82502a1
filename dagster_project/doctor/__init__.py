"""`wreath doctor`: whether this machine and this WREATH_HOME are fit for the next run; each failure with its fix."""

from __future__ import annotations

from collections.abc import Callable

from dagster_project.doctor import home, machine
from dagster_project.doctor.finding import Finding, State
from dagster_project.settings import Settings

__all__ = ["CHECKS", "Finding", "State", "examine"]

#: Every check, by the name that the terminal shows, in the order in which they are made.
CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "Python": machine.python_version,
    "packages": machine.packages,
    "disk": machine.disk_space,
    "permissions": machine.permissions,
    "privacy": machine.privacy,
    "long paths": machine.long_paths,
    "time zone": machine.time_zone,
    "console": machine.console,
    "offline": machine.offline,
    "configuration": home.configuration,
    "generated files": home.generated,
    "registers": home.registers,
    "erasures": home.erasures,
    "loads": home.loads,
    "clock": home.clock,
    "inbox": home.inbox,
    "quarantine": home.quarantine,
    "sources": home.sources,
    "run": home.other_run,
    "published copy": home.published,
    "last run": home.last_run,
}


def examine(settings: Settings) -> dict[str, Finding]:
    """Make every check and return what each found. Nothing is changed, and one that fails stops no other."""
    return {name: check(settings) for name, check in CHECKS.items()}
