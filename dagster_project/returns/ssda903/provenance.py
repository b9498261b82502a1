"""Where each value of a return comes from: file and row of the source, and the content of that row at the time."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.errors import WreathError

#: Fixed, so that equal rows are equal bytes whatever the release's own choice.
_OPTIONS = "format parquet, compression zstd, row_group_size 122880, overwrite_or_ignore true"
_SQL = """
select
    provenance.module,
    provenance."CHILD" as child,
    provenance.line,
    provenance.item,
    provenance.value,
    provenance.rule,
    record.source,
    provenance.source_dataset as dataset,
    provenance.load_id,
    provenance.row_number,
    record.record_key,
    record.row_hash
from returns.ssda903__provenance as provenance
left join landing.records as record
    on provenance.load_id = record.load_id and provenance.row_number = record.row_number
where provenance.collection_year = $year and provenance.local_authority_code = $authority
order by provenance.module, provenance."CHILD", provenance.line, provenance.item
"""


def write_provenance(connection: duckdb.DuckDBPyConnection, collection_year: str, authority: str, path: Path) -> None:
    """Write one row a value to a Parquet file; `record_key` and `row_hash` are of the landing row it was taken from.

    A value that a rule made without a record has a rule and no dataset, load or row.

    Raises:
        WreathError: The loads that the warehouse was built from cannot be read, or the file cannot be written.
    """
    target = str(path).replace("'", "''")
    try:
        connection.execute(
            f"copy ({_SQL}) to '{target}' ({_OPTIONS})", {"year": collection_year, "authority": authority}
        )
    except duckdb.IOException as error:
        reason = str(error).splitlines()[0]
        raise WreathError(f"{path.name} cannot be made: {reason}; run `wreath run --again`") from error
