"""Frozen returns: what was sent to the department, kept as it was, and found again when somebody has changed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from dagster_project import files
from dagster_project.digests import sha256_of
from dagster_project.errors import WreathError
from dagster_project.numbered import place_for
from dagster_project.registers import Register, one_line
from dagster_project.returns.ssda903.layout import MANIFEST
from dagster_project.returns.ssda903.locate import published_return
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current

#: Name of the register, and what its entries are.
REGISTER, KIND, REMOVED = "freezes", "return frozen", "person removed"
_INCOMING = ".incoming"
_READ_ONLY, _READ_ONLY_FOLDER = 0o444, 0o555
_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Freeze:
    """A return that was kept.

    Args:
        collection_year: For instance `2024-25`.
        local_authority_code: Whose return it is.
        label: What people call it; no two freezes of a year and authority share one.
        why: Why it was frozen; may be empty.
        folder: Where it is, relative to WREATH_HOME, with slashes.
        manifest_sha256: Digest of its manifest, which holds the digests of all other files; since a person was removed,
            of what is left.
    """

    collection_year: str
    local_authority_code: str
    label: str
    why: str
    folder: str
    manifest_sha256: str

    @property
    def name(self) -> str:
        """Name of its folder, for instance `001-submitted-28-may`."""
        return self.folder.rsplit("/", 1)[-1]

    def path(self, settings: Settings) -> Path:
        """Return where it is."""
        return settings.home / self.folder


def freezes(settings: Settings) -> tuple[Freeze, ...]:
    """Return every frozen return, earliest first.

    Raises:
        WreathError: The register is damaged.
    """
    return _entered(Register(settings, REGISTER))


def latest_of(found: Iterable[Freeze]) -> tuple[Freeze, ...]:
    """Return the last of the frozen returns of each year and authority, in that order."""
    last = {(freeze.collection_year, freeze.local_authority_code): freeze for freeze in found}
    return tuple(freeze for _, freeze in sorted(last.items(), key=lambda pair: pair[0]))


def freeze_return(
    settings: Settings, collection_year: str, label: str, *, day: date, authority: str | None = None, why: str = ""
) -> Freeze:
    """Keep the published return of a year as it is, and enter that in the register.

    Args:
        settings: Where things are.
        collection_year: A finished year that the published copy holds.
        label: What to call it.
        day: Local day of the freeze.
        authority: May be left out when the published copy holds one.
        why: A reason, for the register.

    Raises:
        WreathError: Nothing is published, the year is not in it or provisional, the label is empty or was used, or a
            published file is not what its manifest says. Nothing is kept then.
    """
    published = require_current(settings)
    source = published_return(published.returns, collection_year, authority)
    manifest = ReturnManifest.read(source)
    if manifest.is_provisional:
        raise WreathError(_refusal(settings, manifest))
    register = Register(settings, REGISTER)
    with register.held():
        before = _entered(register)
        wanted = _checked_label(label, before, manifest)
        target = place_for(
            settings.returns / collection_year,
            wanted,
            entered={freeze.path(settings) for freeze in before},
            is_the_same=lambda folder: _is_the_same(folder, source),
            otherwise="return",
        )
        _keep(source, manifest, target)
        kept = Freeze(
            collection_year=collection_year,
            local_authority_code=manifest.local_authority_code,
            label=wanted,
            why=why.strip(),
            folder=target.relative_to(settings.home).as_posix(),
            manifest_sha256=sha256_of(target / MANIFEST),
        )
        register.append(KIND, asdict(kept), day=day)
    return kept


def check_unchanged(settings: Settings, freeze: Freeze) -> Path:
    """Return the folder of a frozen return whose files are what was frozen.

    Raises:
        WreathError: A file is missing, cannot be read or was changed.
    """
    folder = freeze.path(settings)
    what = f"the frozen return {freeze.collection_year} '{freeze.label}' is not what was frozen"
    advice = "put the folder back from a backup"
    try:
        if sha256_of(folder / MANIFEST) != freeze.manifest_sha256:
            raise WreathError(f"{what}: {folder / MANIFEST} was changed; {advice}")
        for file in ReturnManifest.read(folder).files:
            if sha256_of(folder / file.file) != file.sha256:
                raise WreathError(f"{what}: {folder / file.file} was changed; {advice}")
    except FileNotFoundError as error:
        raise WreathError(f"{what}: {error.filename} is missing; {advice}") from error
    except OSError as error:
        raise WreathError(f"{what}: {error.filename or folder} cannot be read ({error.strerror}); {advice}") from error
    return folder


def enter_removal(
    settings: Settings, freeze: Freeze, *, before: str, after: str, rows: Mapping[str, int], day: date
) -> None:
    """Enter that a person was removed from a frozen return, unless a killed erasure has.

    Args:
        settings: Where the register is.
        freeze: The return.
        before: Digest of its manifest with the person in it.
        after: Digest of its manifest without.
        rows: How many rows fewer each module has.
        day: Local day of the removal.
    """
    if freeze.manifest_sha256 != after:
        lost = {module: -count for module, count in rows.items()}
        content = {"folder": freeze.folder, "rows": lost, "sha256_before": before, "sha256_after": after}
        Register(settings, REGISTER).append(REMOVED, content, day=day)


def make_read_only(folder: Path) -> None:
    """Let nobody change a frozen return by accident."""
    for path in folder.iterdir():
        path.chmod(_READ_ONLY)
    folder.chmod(_READ_ONLY_FOLDER)


def _entered(register: Register) -> tuple[Freeze, ...]:
    """Read the entries at the door: whatever else is in a register that somebody wrote anew is damage."""
    wanted = {field.name for field in fields(Freeze)}
    found: list[Freeze] = []
    for entry in register.entries():
        content = entry.content
        if entry.kind == REMOVED:
            found = [
                replace(freeze, manifest_sha256=content["sha256_after"])
                if freeze.folder == content["folder"]
                else freeze
                for freeze in found
            ]
        if entry.kind != KIND:
            continue
        if not isinstance(content, dict) or set(content) != wanted or not all(map(_is_text, content.values())):
            raise register.damaged(entry.sequence, "is no frozen return")
        found.append(Freeze(**content))
    return tuple(found)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _refusal(settings: Settings, manifest: ReturnManifest) -> str:
    from dagster_project.warehouse.publish import connect

    year = manifest.collection_year
    with connect(require_current(settings).identified, settings) as connection:
        rows = connection.execute(
            "select last_window_date from returns.ssda903__year where collection_year = ?", [year]
        ).fetchall()
    last = rows[0][0] if rows else None
    until = f"its last contact window closes on {last}; freeze it from a run as at that day or later" if last else ""
    return f"the return of {year} is provisional, as at {manifest.as_at}: {until or 'run again when the year is over'}"


def _checked_label(label: str, before: tuple[Freeze, ...], manifest: ReturnManifest) -> str:
    wanted = one_line(label)
    if not wanted or len(wanted) > _LONGEST_LABEL:
        raise WreathError(f"a label has between 1 and {_LONGEST_LABEL} characters: {wanted!r}", exit_code=2)
    whose = (manifest.collection_year, manifest.local_authority_code)
    for freeze in before:
        if (freeze.collection_year, freeze.local_authority_code) == whose and (
            freeze.label.casefold() == wanted.casefold()
        ):
            raise WreathError(f"'{wanted}' is frozen already for {whose[0]}: choose another label", exit_code=2)
    return wanted


def _is_the_same(folder: Path, source: Path) -> bool:
    names = [MANIFEST, *(file.file for file in ReturnManifest.read(source).files)]
    return all((folder / name).is_file() and sha256_of(folder / name) == sha256_of(source / name) for name in names)


def _keep(source: Path, manifest: ReturnManifest, target: Path) -> None:
    """Copy what the manifest lists, and it, unless that is there; the folder appears whole.

    It becomes read-only once it is in its place: Windows deletes nothing read-only, so that what a killed freeze left
    aside would stay for ever.
    """
    aside = target.parent / _INCOMING
    try:
        files.remove_folder(aside)
        if not target.exists():
            _copy(source, manifest, aside)
            files.place_folder(aside, target)
        make_read_only(target)
    except OSError as error:
        raise WreathError(
            f"{source} cannot be kept in {target} ({error.strerror or error}): put that right, then freeze again"
        ) from error


def _copy(source: Path, manifest: ReturnManifest, aside: Path) -> None:
    digests = {file.file: file.sha256 for file in manifest.files}
    for name in (*digests, MANIFEST):
        files.copy(source / name, aside / name)
        if name in digests and sha256_of(aside / name) != digests[name]:
            raise WreathError(f"{source / name} is not what its manifest says: run `wreath run --again`, then freeze")
