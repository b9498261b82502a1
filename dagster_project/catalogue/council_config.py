"""The council's own configuration folder: written once with comments, and never overwritten."""

from pathlib import Path

from dagster_project import files
from dagster_project.catalogue.rows import PLACE_COLUMNS, Row
from dagster_project.catalogue.tables import TABLES, Table

COUNCIL_TOML = """\
# The council's own settings. Nothing here is touched when Wreath is upgraded.
# Take the # away from a line to use it.

# Three-digit DfE number of the authority whose files have no folder of their own in the inbox. `wreath run` needs it.
# local_authority_code = "990"

# Name of the authority, as the pages show it.
# authority_name = "Northmoor"

# What to run when a run fails, word by word: WREATH_ERROR (one line, no person in it) and WREATH_RUN are set for it.
# An email or a message to Teams is its business. It is stopped after on_failure_seconds, 30 unless set.
# on_failure = ["python", "C:/scripts/tell.py"]

# Owners, thresholds and everything else are rows of the CSV files beside this one.
"""

#: What a council's own file of each kind is for; other tables can be overridden too, by a file of the same path.
PURPOSES = {
    "code_spellings": "Texts that your systems write where a code belongs, and the code they mean.",
    "column_aliases": "Other names under which your extracts send a field.",
    "null_values": "Texts that your systems write where nothing was recorded.",
    "recodes": "What a code of one set is counted as in another, for instance CCIS activities in the return.",
    "dashboards": "The dashboards that you have already; the seeds only assume some.",
    "dashboard_measures": "What your dashboards show, and the field each measure is made from.",
    "datasets": "Owners, agreements and what young people are told, where the seeds do not fit.",
    "parameters": "Numbers that the rules depend on, such as the contact window.",
    "collection_years": "Years of the return, and the day that each is due, to which the pages count the days.",
    "survivorship": "Which source wins where several record the same thing.",
    "link_rules": "Which rules may link records of two sources.",
    "retention": "How long this copy keeps what each dataset holds; the seeds only assume it.",
    "expectations": "What a load is held against: size, unreadable cells, drift from the last loads, contradictions.",
}


def council_file(table: Table[Row]) -> str:
    """Return the commented, header-only file of a table."""
    keys = ", ".join(table.row.key_columns)
    columns = [name for name in table.row.model_fields if name not in PLACE_COLUMNS]
    lines = [
        f"# {PURPOSES.get(table.name, table.row.__doc__)}",
        f"# A row whose {keys} is in the seeds already changes it: cells that you leave out of the header stay.",
        "# Any other row is added. A column named remove with true in it takes a row away. Lines with # are notes.",
        *(f"# {name}: {table.row.model_fields[name].description}" for name in columns),
        ",".join(columns),
    ]
    return "\n".join(lines) + "\n"


def council_files() -> dict[str, str]:
    """Return every file of a fresh configuration folder: path below it → content."""
    files = {"council.toml": COUNCIL_TOML}
    for table in TABLES:
        if table.name in PURPOSES:
            files[table.own_file] = council_file(table)
        elif table.name == "codes":
            files["codes/codes.csv"] = council_file(table)
    return files


def write_council_config(home: Path) -> list[Path]:
    """Write the files of `home`/config that are not there yet; returns those written, in order."""
    files.make_folder(home, files.OWNER_ONLY)
    written: list[Path] = []
    for name, content in council_files().items():
        path = home / "config" / name
        if path.exists():
            continue
        files.make_folder(path.parent, files.OWNER_ONLY)
        files.write_text(path, content)
        written.append(path)
    return written
