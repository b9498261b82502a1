"""The rules of a collection year: what the seeds say of each, and its SQL."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dagster_project.catalogue import Catalogue, tables
from dagster_project.catalogue.rows import RuleInput
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.specification import check_year
from dagster_project.settings import repository

#: Where the SQL is: a file a rule, and a file a view that several rules read.
RULES = repository() / "dbt" / "rules" / "ssda903"
VIEWS = repository() / "dbt" / "rules" / "views"
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_COMMENT = re.compile(r"--[^\n]*")


@dataclass(frozen=True)
class Rule:
    """A rule that can be run.

    `module` is the file it is mainly about; `items` gives, by module, the items that its failures show; `sql` selects
    `module` and `row_id` of each row that fails.
    """

    code: str
    module: str
    title: str
    is_long_view: bool
    items: Mapping[str, tuple[str, ...]]
    inputs: tuple[RuleInput, ...]
    path: Path

    @cached_property
    def sql(self) -> str:
        """The rule's SQL.

        Raises:
            WreathError: Its file is not there.
        """
        return read_sql(self.path)


def read_sql(path: Path) -> str:
    """Return the one statement of a file, without a closing semicolon.

    Raises:
        WreathError: The file is not there.
    """
    try:
        return path.read_text(encoding="utf-8").strip().rstrip(";")
    except OSError as error:
        raise WreathError(f"{path} cannot be read ({error.strerror}): restore it from the repository") from error


def words(sql: str) -> set[str]:
    """Return the lower-case names that SQL mentions, comments apart."""
    return set(_WORD.findall(_COMMENT.sub("", sql).lower()))


def rules_of(catalogue: Catalogue, collection_year: str, codes: Collection[str] | None = None) -> tuple[Rule, ...]:
    """Return the rules of a collection year by code, or those of `codes` alone.

    Raises:
        WreathError: The year is malformed, or a code is no rule of it.
    """
    check_year(collection_year)
    items: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for field in catalogue.table(tables.RULE_FIELDS):
        items[field.rule][field.module].append(field.item)
    inputs: dict[str, list[RuleInput]] = defaultdict(list)
    for row in catalogue.table(tables.RULE_INPUTS):
        inputs[row.rule].append(row)
    found = [
        Rule(
            code=row.rule,
            module=row.module,
            title=row.title,
            is_long_view=row.is_long_view,
            items={module: tuple(names) for module, names in items[row.rule].items()},
            inputs=tuple(inputs[row.rule]),
            path=RULES / f"{row.rule.lower()}.sql",
        )
        for row in catalogue.table(tables.VALIDATION_RULES)
        if (row.valid_from_year or "") <= collection_year
    ]
    return tuple(sorted(_chosen(found, codes, collection_year), key=lambda rule: rule.code))


def _chosen(found: Iterable[Rule], codes: Collection[str] | None, collection_year: str) -> list[Rule]:
    by_code = {rule.code: rule for rule in found}
    unknown = sorted(set(codes or ()) - by_code.keys())
    if unknown:
        raise WreathError(f"{', '.join(unknown)}: no such rule in {collection_year}", exit_code=2)
    return [rule for code, rule in by_code.items() if codes is None or code in codes]


def not_held(catalogue: Catalogue, collection_year: str) -> tuple[str, ...]:
    """Return the codes of the year's rules that DfE has withdrawn since, and whose logic nobody here holds."""
    return tuple(
        row.rule for row in catalogue.table(tables.WITHDRAWN_RULES) if check_year(collection_year) <= row.valid_to_year
    )
