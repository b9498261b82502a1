"""Doc blocks for dbt: every description of the catalogue once, under a name that models refer to."""

from dagster_project.catalogue import rows, tables
from dagster_project.catalogue.catalogue import Catalogue
from dagster_project.catalogue.shapes import columns_of

HEADER = "{#- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`. -#}"


def doc(block: str) -> str:
    """Return the reference to a doc block, as a description holds it."""
    return f"{{{{ doc('{block}') }}}}"


def field_block(field: rows.SourceField) -> str:
    """Return the name of a field's doc block, such as lcs__ssd_person__pers_dob."""
    return f"{field.source}__{field.dataset}__{field.field}"


def dataset_block(dataset: rows.Dataset) -> str:
    """Return the name of a dataset's doc block, such as lcs__ssd_person."""
    return f"{dataset.source}__{dataset.dataset}"


def common_block(column: rows.CommonColumn) -> str:
    """Return the name of the doc block of a column that landing adds."""
    return f"landing__{column.column}"


def concept_block(concept: rows.Concept) -> str:
    """Return the name of a concept's doc block, such as concept__c01."""
    return f"concept__{concept.concept_id.lower()}"


def indicator_block(indicator: rows.Indicator) -> str:
    """Return the name of an indicator's doc block."""
    return f"indicator__{indicator.indicator_id}"


def item_block(item: rows.ReturnItem) -> str:
    """Return the name of the doc block of a return's item, such as ssda903__oc3__activ."""
    return f"{item.return_id}__{item.module.lower()}__{item.item.lower()}"


def measure_block(measure: rows.ReturnMeasure) -> str:
    """Return the name of the doc block of a figure counted from a return, such as measure__in_touch."""
    return f"measure__{measure.measure}"


def catalogue_block(table: str, column: str) -> str:
    """Return the name of the doc block of a column of one of the catalogue's own tables."""
    return f"catalogue__{column}" if column in rows.PLACE_COLUMNS else f"catalogue__{table}__{column}"


def block_file(blocks: list[tuple[str, str]]) -> str:
    """Return a file of doc blocks from (name, text) pairs; the first text of a name is kept."""
    unique = dict(reversed(blocks))
    ordered = dict.fromkeys(name for name, _ in blocks)
    parts = [f"{{% docs {name} %}}\n{unique[name]}\n{{% enddocs %}}\n" for name in ordered]
    return "\n".join([HEADER, *parts])


def doc_block_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the doc block files: one a source, and one each for landing, meaning, returns and the catalogue."""
    files = {}
    for source in catalogue.sources:
        blocks: list[tuple[str, str]] = []
        for dataset in (dataset for dataset in catalogue.datasets if dataset.source == source.source):
            blocks.append((dataset_block(dataset), dataset.description))
            blocks += [(field_block(field), field.description) for field in catalogue.fields_of(dataset.dataset)]
        files[source.source] = blocks
    files["landing"] = [(common_block(column), column.description) for column in catalogue.common_columns]
    files["concepts"] = [(concept_block(concept), concept.definition) for concept in catalogue.concepts]
    files["domains"] = [(f"domain__{domain.domain_id}", domain.description) for domain in catalogue.domains]
    files["indicators"] = [(indicator_block(one), indicator_text(one)) for one in catalogue.indicators]
    files["returns"] = [(item_block(item), item.description or "") for item in catalogue.return_items]
    files["measures"] = [(measure_block(one), one.definition) for one in catalogue.table(tables.RETURN_MEASURES)]
    files["catalogue"] = [
        (catalogue_block(table.name, name), field.description or "")
        for table in tables.TABLES
        for name, field in columns_of(table.row).items()
    ]
    return {f"dbt/models/docs/{name}.md": block_file(blocks) for name, blocks in files.items()}


def indicator_text(indicator: rows.Indicator) -> str:
    """Return what an indicator says, counts and leaves out, as one paragraph."""
    parts = [
        indicator.definition,
        f"Counted: {indicator.numerator}",
        f"Out of: {indicator.denominator}",
        indicator.caveat or "",
    ]
    return " ".join(part for part in parts if part)
