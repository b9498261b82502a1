"""The stop-list: hashes of the numbers of people who were erased, so that a later extract does not bring them back.

It holds no number, only keyed hashes. Numbers are short, and whoever has the key could try them all: the key is a file
of its own in WREATH_HOME that only its account may read.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.registers import Entry, Register
from dagster_project.search import Phrase
from dagster_project.settings import Settings

#: Name of the register, and the kinds of its entries.
REGISTER = "erasures"
ERASED, FOLLOWED, ENDED = "person erased", "numbers added", "erasure ended"
_MARK = "mark"
_SALT_BYTES, _HASH_BYTES = 32, 16


@dataclass(frozen=True)
class StopList:
    """What is stopped at the door.

    Args:
        salt: Key of the hashes; empty while nobody was ever erased.
        stops: Hashes of numbers, each with its kind and authority.
        marks: Hashes of phrases by which a search finds somebody who was erased.
        shapes: How many words and letters those phrases have, so that a search hashes only what may be one.
        number: Place in the register of the last entry that added to the stops, 0 for none.
        followed: Hashes that were entered in the register since this was read.
    """

    salt: bytes = b""
    stops: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    shapes: frozenset[tuple[int, int]] = frozenset()
    number: int = 0
    followed: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether anybody was ever erased."""
        return bool(self.stops)

    def hash_of(self, kind: str, authority: str, value: str) -> str:
        """Return the hash of a number, as 32 hexadecimal digits."""
        found = self._begun(kind, authority)
        found.update(value.encode())
        return found.hexdigest()

    def _begun(self, kind: str, authority: str) -> hashlib.blake2b:
        return hashlib.blake2b(f"{kind}\x1f{authority}\x1f".encode(), key=self.salt, digest_size=_HASH_BYTES)

    def holds(self, kind: str, authority: str, value: str) -> bool:
        """Whether the number is of somebody who was erased."""
        return bool(self.held(kind, authority, [value]))

    def held(self, kind: str, authority: str, values: Iterable[str]) -> list[str]:
        """Return those of some numbers that are of somebody who was erased.

        A load has a million: what all of them begin with is hashed once.
        """
        begun = self._begun(kind, authority)

        def hash_of(value: str) -> str:
            found = begun.copy()
            found.update(value.encode())
            return found.hexdigest()

        return [value for value in values if hash_of(value) in self.stops]

    @property
    def longest(self) -> int:
        """Words of the longest phrase that is looked for, 0 for none."""
        return max((count for count, _ in self.shapes), default=0)

    def mark_of(self, phrase: Phrase) -> str:
        """Return the hash of a phrase."""
        return self.hash_of(_MARK, "", " ".join(phrase))

    def marked(self, phrases: Iterable[Phrase]) -> list[Phrase]:
        """Return those of some phrases that are of somebody who was erased."""
        likely = (phrase for phrase in phrases if shape_of(phrase) in self.shapes)
        return [phrase for phrase in likely if self.mark_of(phrase) in self.marks]


def shape_of(phrase: Phrase) -> tuple[int, int]:
    """Return how many words and letters a phrase has."""
    return len(phrase), sum(map(len, phrase))


def read_stop_list(settings: Settings) -> StopList:
    """Return the stop-list in force.

    Raises:
        WreathError: The register is damaged, or its key is missing or another one.
    """
    entries = Register(settings, REGISTER).entries()
    if not entries:
        return StopList()
    salt = read_salt(settings)
    if any(entry.content.get("salt_sha256", _digest(salt)) != _digest(salt) for entry in entries):
        raise WreathError(f"{_path(settings)} is not the key of the stop-list: put it back from a backup")
    adding = [entry for entry in entries if entry.kind != ENDED]
    return StopList(
        salt,
        frozenset(stop for entry in adding for stop in entry.content["stops"]),
        frozenset(mark for entry in adding for mark in entry.content.get("marks", ())),
        frozenset((count, letters) for entry in adding for count, letters in entry.content.get("mark_shapes", ())),
        adding[-1].sequence,
    )


def fresh_stop_list(settings: Settings) -> StopList:
    """Return the stop-list in force, with a key made for it where there was none."""
    found = read_stop_list(settings)
    if found.salt:
        return found
    path = _path(settings)
    if not path.exists():
        files.write_bytes(path, secrets.token_bytes(_SALT_BYTES), mode=files.OWNER_ONLY_FILE)
    return StopList(read_salt(settings))


def read_salt(settings: Settings) -> bytes:
    """Return the key of the hashes; WreathError when it is gone."""
    path = _path(settings)
    try:
        salt = path.read_bytes()
    except FileNotFoundError as error:
        raise WreathError(f"{path}, the key of the stop-list, is missing: put it back from a backup") from error
    if len(salt) != _SALT_BYTES:
        raise WreathError(f"{path}, the key of the stop-list, is damaged: put it back from a backup")
    return salt


def enter_erasure(settings: Settings, found: StopList, content: Mapping[str, Any], day: date) -> Entry:
    """Enter that somebody is erased: from here on nothing lets them in."""
    entered = {**content, "salt_sha256": _digest(found.salt)}
    return Register(settings, REGISTER).append(ERASED, entered, day=day)


def enter_followed(settings: Settings, found: StopList, passed_on: set[str], day: date) -> None:
    """Enter the numbers that rows passed on, those that are new.

    Before the rows themselves are let go: who is killed in between would not find them again.
    """
    new = sorted(passed_on - found.stops - found.followed)
    if new:
        Register(settings, REGISTER).append(FOLLOWED, {"stops": new}, day=day)
        found.followed.update(new)


def enter_end(settings: Settings, content: Mapping[str, Any], day: date) -> Entry:
    """Enter that all erasures so far were carried through, with what the last search found."""
    return Register(settings, REGISTER).append(ENDED, content, day=day)


def unfinished(settings: Settings) -> list[Entry]:
    """Return the erasures that were entered and not carried through."""
    entries = Register(settings, REGISTER).entries()
    ended = max((entry.sequence for entry in entries if entry.kind == ENDED), default=0)
    return [entry for entry in entries if entry.kind == ERASED and entry.sequence > ended]


def _path(settings: Settings) -> Path:
    return settings.home / "erasure.salt"


def _digest(salt: bytes) -> str:
    return hashlib.sha256(salt).hexdigest()
