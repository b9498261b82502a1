"""The door: files read once, typed, judged and kept as immutable loads.

Importing the package imports no library, so that the decision whether to run stays cheap; its functions come when used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dagster_project.landing.intake import TakeInResult, take_in
    from dagster_project.landing.views import write_views

__all__ = ["TakeInResult", "take_in", "write_views"]


def __getattr__(name: str) -> Any:
    if name in ("TakeInResult", "take_in"):
        from dagster_project.landing import intake

        return getattr(intake, name)
    if name == "write_views":
        from dagster_project.landing.views import write_views

        return write_views
    raise AttributeError(f"module {__name__} has no attribute {name}")
