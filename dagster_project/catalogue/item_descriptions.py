"""Descriptions of return items: a return that takes a field over word for word takes its description over as well."""

from __future__ import annotations

from collections import defaultdict

from dagster_project.catalogue import rows
from dagster_project.catalogue.errors import CatalogueError


def described(
    items: tuple[rows.ReturnItem, ...],
    claims: tuple[rows.FieldReturnItem, ...],
    fields: tuple[rows.SourceField, ...],
) -> tuple[rows.ReturnItem, ...]:
    """Return the items, each with a description: its own, or that of the one field that it is made from.

    Raises CatalogueError for an item that has neither.
    """
    known = {(field.dataset, field.field): field.description for field in fields}
    made_from: dict[tuple[str, str, str], list[str | None]] = defaultdict(list)
    for claim in claims:
        made_from[claim.return_id, claim.module, claim.item].append(known.get((claim.dataset, claim.field)))
    return tuple(_described(item, made_from[item.return_id, item.module, item.item]) for item in items)


def _described(item: rows.ReturnItem, descriptions: list[str | None]) -> rows.ReturnItem:
    if item.description is not None:
        return item
    if len(descriptions) != 1 or descriptions[0] is None:
        problem = (
            f"blank, and {len(descriptions)} fields are said to feed the item; describe it, or name its one field in "
            f"field_return_items (row {item.return_id} {item.module} {item.item})"
        )
        raise CatalogueError(item.provenance, problem, item.provenance_line, "description")
    return item.model_copy(update={"description": descriptions[0]})
