"""Making one person's sheet: a page in one file that asks for nothing else, entered in the register of accesses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined

from dagster_project import files
from dagster_project.access import record_access
from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.landing.authority import home_authority
from dagster_project.people import find_person
from dagster_project.person_sheet.content import Sheet, read_sheet
from dagster_project.person_sheet.plain import VOICES, PlainWords
from dagster_project.settings import Settings
from dagster_project.site import words

#: How a sheet of ours is known again.
GENERATOR = "Wreath person sheet"


def make_sheet(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    catalogue: Catalogue,
    identifier: str,
    out: Path,
    *,
    day: date,
    authority: str | None = None,
    why: str = "",
) -> Sheet:
    """Write the sheet of the person known by `identifier` to `out`, and return what it tells.

    The making is entered in the register first: there is no sheet that is not on record.

    Args:
        connection: The published warehouse with persons, open for reading.
        settings: Where the register is.
        catalogue: For the plain words.
        identifier: Any number of the person.
        out: The file; its folder is made when missing.
        day: Local day of the making.
        authority: Three-digit DfE number, where the warehouse holds several.
        why: A reason, for the register.

    Raises:
        WreathError: The person is not known or not told apart, or `out` is something else than a sheet.
    """
    _check_is_free(out)
    person = find_person(connection, identifier, authority=authority)
    sheet = read_sheet(connection, person, PlainWords.of(catalogue))
    page = render(sheet, authority=_name_of(settings, person.local_authority_code), day=day)
    record_access(
        settings,
        "person sheet made",
        {"local_authority_code": person.local_authority_code, "person_sha256": person.digest(), "why": why},
        day=day,
    )
    try:
        files.write_bytes(out, page.encode("utf-8"), mode=files.OWNER_ONLY_FILE)
    except OSError as error:
        raise WreathError(f"{out} cannot be written ({error.strerror}): choose another place") from error
    return sheet


def render(sheet: Sheet, *, authority: str, day: date) -> str:
    """Return the sheet as HTML, with its style in it and nothing to fetch."""
    environment = Environment(
        loader=PackageLoader("dagster_project.person_sheet", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    template = "sheet.html" if sheet.death_date is None else "sheet_after_death.html"
    return environment.get_template(template).render(
        sheet=sheet, authority=authority, day=day, words=words, generator=GENERATOR, own_voice=VOICES["young person"]
    )


def _name_of(settings: Settings, code: str) -> str:
    own = home_authority(settings)
    return own.name if own.name and own.code == code else f"Authority {code}"


def _check_is_free(out: Path) -> None:
    """Refuse to replace what is no sheet of ours."""
    if out.is_dir():
        raise WreathError(
            f"{out} is a folder: give the sheet a file name, for instance {out / 'sheet.html'}", exit_code=2
        )
    if out.exists() and f'content="{GENERATOR}"' not in out.read_text(encoding="utf-8", errors="replace"):
        raise WreathError(f"{out} is there already and is no sheet: choose another name", exit_code=2)
