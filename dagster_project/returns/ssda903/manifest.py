"""What a return says of itself: from what it was made, by which code, and what its files hold. No clock time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.layout import MANIFEST


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Code(_Part):
    """The code that built the warehouse: Wreath's version and the digest of its folders (64 hex digits)."""

    version: str
    digest: str


class Input(_Part):
    """A load that was in force: `file` is its name as it arrived, `sha256` the digest of that file's content."""

    source: str
    dataset: str
    load_id: str
    file: str
    sha256: str
    extract_date: date | None


class ModuleFile(_Part):
    """The CSV file of a module: its name, number of rows (without the header) and digest."""

    module: str
    file: str
    rows: int
    sha256: str


class FileDigest(_Part):
    """A file of the folder, other than the manifest: its digest and size in bytes."""

    file: str
    sha256: str
    bytes: int


class LossEntry(_Part):
    """A value that the XML cannot hold: module, row of its CSV file (from 1), item, value and why."""

    module: str
    row: int
    item: str
    value: str
    reason: str


class Xml(_Part):
    """The XML file: the modules it leaves out because their elements are unknown, and the values it cannot hold."""

    file: str
    left_out_modules: tuple[str, ...]
    losses: tuple[LossEntry, ...]


class ReturnManifest(_Part):
    """The whole manifest. `parameters` are those of the warehouse; `left_out` counts by kind, then by module."""

    return_id: str
    collection_year: str
    is_provisional: bool
    as_at: date
    known_to_date: date
    local_authority_code: str
    parameters: dict[str, str]
    catalogue_digest: str
    code: Code
    inputs: tuple[Input, ...]
    modules: tuple[ModuleFile, ...]
    files: tuple[FileDigest, ...]
    xml: Xml
    left_out: dict[str, dict[str, int]]

    @classmethod
    def read(cls, folder: Path) -> ReturnManifest:
        """Return the manifest of a return's folder.

        Raises:
            WreathError: There is none, or it is not a manifest of a return.
        """
        path = folder / MANIFEST
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise WreathError(f"{folder} has no {MANIFEST}: it is not a folder that `wreath return` wrote") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise WreathError(f"{path} cannot be read: {where} {first['msg']}; make the return again") from error

    def write(self, folder: Path) -> Path:
        """Write the manifest with sorted keys and return its path."""
        content: dict[str, Any] = json.loads(self.model_dump_json())
        files.write_json(folder / MANIFEST, content)
        return folder / MANIFEST
