"""Accepted exceptions: failures that stay in the return with a reason, as DfE allows, kept from year to year.

An exception holds for one rule, one child and the values it was entered for: when a value changes, the failure is to
be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dagster_project.errors import WreathError
from dagster_project.registers import Register, one_line
from dagster_project.settings import Settings

REGISTER, MADE = "rule_exceptions", "failure explained"
_LONGEST = 600
#: What of a failure an exception is bound to.
_BOUND = ("rule", "child", "module", "fields", "values")


@dataclass(frozen=True)
class RuleException:
    """A failure that somebody explained; `values` are those of `fields` on the day it was entered."""

    rule: str
    child: str
    module: str
    fields: tuple[str, ...]
    values: tuple[str | None, ...]
    why: str
    who: str
    day: date


def exceptions(settings: Settings) -> tuple[RuleException, ...]:
    """Return every exception in the order in which they were entered.

    Raises:
        WreathError: The register was changed or cut off.
    """
    return tuple(
        RuleException(
            rule=str(entry.content["rule"]),
            child=str(entry.content["child"]),
            module=str(entry.content["module"]),
            fields=tuple(entry.content["fields"]),
            values=tuple(entry.content["values"]),
            why=str(entry.content["why"]),
            who=entry.who,
            day=entry.day,
        )
        for entry in Register(settings, REGISTER).entries()
    )


def explain(settings: Settings, failures: pl.DataFrame, rule: str, child: str, why: str, day: date) -> int:
    """Enter why a rule's failures of a child stand, for the values they have now, and return how many were entered.

    Args:
        settings: Where the register is.
        failures: The failures that are known, as `ValidationResult` has them.
        rule: Code of the rule.
        child: The child, as CHILD has it.
        why: The reason that DfE is given.
        day: Local day of the decision.

    Raises:
        WreathError: The rule does not fail for the child, or no usable reason is given.
    """
    reason = one_line(why)
    if not reason or len(reason) > _LONGEST:
        raise WreathError(f"--why must hold a reason of 1 to {_LONGEST} characters", exit_code=2)
    own = failures.filter((pl.col("rule") == rule) & (pl.col("child") == child)).select(_BOUND).unique()
    if own.is_empty():
        raise WreathError(
            f"rule {rule} does not fail for child {child} in any report: run `wreath validate` on the return first"
        )
    known = {_key(vars(exception)) for exception in exceptions(settings)}
    new = [row for row in own.sort("module", "values").to_dicts() if _key(row) not in known]
    register = Register(settings, REGISTER)
    for row in new:
        register.append(MADE, {**row, "why": reason}, day=day)
    return len(new)


def with_explanations(failures: pl.DataFrame, explained: Iterable[RuleException]) -> pl.DataFrame:
    """Return failures with `state` (`to fix` or `explained`) and `why` of the exception that covers each."""
    reasons = {_key(vars(exception)): exception.why for exception in explained}
    children = pl.Series([str(key[1]) for key in reasons], dtype=pl.String).implode()
    numbered = failures.with_row_index("place")
    why: list[str | None] = [None] * failures.height
    for row in numbered.filter(pl.col("child").is_in(children)).iter_rows(named=True):
        why[row["place"]] = reasons.get(_key(row))
    text = pl.Series("why", why, dtype=pl.String)
    state = pl.when(text.is_null()).then(pl.lit("to fix")).otherwise(pl.lit("explained")).alias("state")
    return failures.with_columns(text).with_columns(state)


def _key(row: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(
        tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
        for value in (row[name] for name in _BOUND)
    )
