"""Registers: what people decided, kept in order, added to and never changed.

A register is one file of JSON Lines below WREATH_HOME/registers. Every entry carries the hash of the line before it,
and a small file beside the register names the last one, so that a line that was changed, half written or cut off is
found. This is a guard against accidents and careless edits, not against somebody who forges both files.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from filelock import FileLock, Timeout

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.settings import Settings

#: What stands in the place of the hash before the first entry.
NOTHING_BEFORE = "0" * 64
_NAME = re.compile(r"[a-z][a-z_]*")
#: Seconds that one process waits for another that is writing the same register.
_PATIENCE = 30.0


@dataclass(frozen=True)
class Entry:
    """One line of a register.

    Args:
        sequence: Place in the register, from 1.
        kind: What was decided, for instance `return frozen`.
        day: Local day of the decision; the one clock time a register holds.
        who: Account of the operating system that decided.
        content: What was decided, as JSON holds it.
        previous: SHA-256 of the line before, as 64 hexadecimal digits.
    """

    sequence: int
    kind: str
    day: date
    who: str
    content: Mapping[str, Any]
    previous: str

    def line(self) -> bytes:
        """Return the entry as it stands in the file, without the line end; equal entries are equal bytes."""
        return json.dumps({**vars(self), "day": self.day.isoformat()}, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def parse(cls, line: bytes) -> Self:
        """Read a line; ValueError, KeyError or TypeError when it is none."""
        found = json.loads(line)
        return cls(**{**found, "day": date.fromisoformat(found["day"])})


class Register:
    """One append-only register, for instance `freezes`.

    Raises:
        ValueError: The name is not lower-case letters and underscores.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot name a register")
        self.path = settings.registers / f"{name}.jsonl"
        self._last = settings.registers / f"{name}.last.json"
        self._lock = FileLock(settings.registers / f".{name}.lock", timeout=_PATIENCE)

    def entries(self) -> tuple[Entry, ...]:
        """Return every entry in order; none when nothing was ever decided.

        Raises:
            WreathError: The file was changed, cut off or half written; the message names the line.
        """
        if not self.path.exists() and not self._last.exists():
            return ()
        # Both files are read under the lock: between them an append of another process would look like a cut.
        with self.held():
            return self._read()

    def append(self, kind: str, content: Mapping[str, Any], *, day: date, who: str | None = None) -> Entry:
        """Add an entry, whole or not at all, and return it.

        Args:
            kind: What is decided.
            content: Of texts, numbers, flags, None, lists and mappings of them.
            day: Local day of the decision, given by the caller since this module reads no clock.
            who: By default the account that this process runs under.

        Raises:
            WreathError: The register is damaged, or another process holds it for too long.
            ValueError: The content does not come back from JSON as it went in.
        """
        if json.loads(json.dumps(content)) != content:
            raise ValueError(f"a register cannot hold {content!r}")
        with self.held():
            before = self._read()
            self._catch_up(before)
            previous = _hash(before[-1].line()) if before else NOTHING_BEFORE
            entry = Entry(len(before) + 1, kind, day, who or _account(), content, previous)
            files.write_bytes(self.path, b"".join(known.line() + b"\n" for known in (*before, entry)))
            # The entry counts from here on: that its note could not be written is no failure of the decision.
            with suppress(OSError):
                self._note_last(entry)
        return entry

    def redact(self, is_theirs: Callable[[str], bool], instead: str) -> int:
        """Put `instead` in the place of every text of an entry that is of somebody who was erased.

        The one change that a register allows, since the law does: the chain of hashes is made anew from the first such
        entry on. Killed half way, the register is read as it was or as it is.

        Returns:
            How many entries were changed.
        """
        with self.held():
            before = self._read()
            after: list[Entry] = []
            for entry in before:
                previous = _hash(after[-1].line()) if after else NOTHING_BEFORE
                content = _redacted(entry.content, is_theirs, instead)
                after.append(replace(entry, content=content, previous=previous))
            changed = sum(old.content != new.content for old, new in zip(before, after, strict=True))
            if changed:
                last = {"entries": len(after), "sha256": _hash(before[-1].line())}
                # Either hash is right until the file itself has been replaced.
                files.write_json(self._last, {**last, "becomes": _hash(after[-1].line())})
                files.write_bytes(self.path, b"".join(entry.line() + b"\n" for entry in after))
                files.write_json(self._last, {**last, "sha256": _hash(after[-1].line())})
        return changed

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other process from writing, for what must be looked up and entered in one go.

        Raises:
            WreathError: Another process holds the register for more than half a minute.
        """
        files.make_folder(self.path.parent, files.OWNER_ONLY)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise WreathError(f"another process holds {self.path}: wait until it ends") from error
        try:
            yield
        finally:
            self._lock.release()

    def _catch_up(self, found: tuple[Entry, ...]) -> None:
        """Write the note that the last append failed to: two entries behind, it would look like damage."""
        if found and self._noted()[0] < len(found):
            self._note_last(found[-1])

    def _note_last(self, entry: Entry) -> None:
        files.write_json(self._last, {"entries": entry.sequence, "sha256": _hash(entry.line())})

    def _read(self) -> tuple[Entry, ...]:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            content = b""
        if content and not content.endswith(b"\n"):
            raise self.damaged(content.count(b"\n") + 1, "is half written")
        found: list[Entry] = []
        previous = NOTHING_BEFORE
        for number, line in enumerate(content.split(b"\n")[:-1], start=1):
            entry = self._entry(number, line)
            if (entry.sequence, entry.previous) != (number, previous):
                raise self.damaged(max(number - 1, 1), "or the one after it was changed, added or taken away")
            previous = _hash(line)
            found.append(entry)
        self._check_last(found)
        return tuple(found)

    def _entry(self, number: int, line: bytes) -> Entry:
        try:
            entry = Entry.parse(line)
        except (ValueError, KeyError, TypeError) as error:
            raise self.damaged(number, "cannot be read") from error
        if entry.line() != line:
            raise self.damaged(number, "was not written by Wreath")
        return entry

    def _check_last(self, found: list[Entry]) -> None:
        """Compare with what the last append left; killed between the two files, it left one entry fewer."""
        count, digests = self._noted()
        if count > len(found):
            raise self.damaged(len(found) + 1, f"is missing: the register had {count} entries")
        if count < len(found) - 1:
            raise self.damaged(count + 2, f"was added by something else than Wreath (or {self._last.name} is old)")
        if count and _hash(found[count - 1].line()) not in digests:
            raise self.damaged(count, "was changed")

    def _noted(self) -> tuple[int, tuple[str, ...]]:
        """Return how many entries the last append left, and what the hash of the last of them may be."""
        try:
            last = json.loads(self._last.read_bytes())
            count, digests = last["entries"], (last["sha256"], last.get("becomes", last["sha256"]))
        except FileNotFoundError:
            return 0, (NOTHING_BEFORE,)
        except (ValueError, KeyError, TypeError) as error:
            raise self._unreadable() from error
        if type(count) is not int or count < 0 or not all(isinstance(digest, str) for digest in digests):
            raise self._unreadable()
        return count, digests

    def _unreadable(self) -> WreathError:
        return WreathError(
            f"{self._last} cannot be read; put {self.path.name} and {self._last.name} back from a backup"
        )

    def damaged(self, line: int, what: str) -> WreathError:
        """Return the error that says what is wrong with a line, and what to do about it."""
        return WreathError(
            f"{self.path}, line {line}: {what}; put {self.path.name} and {self._last.name} back from a backup"
        )


def _redacted(content: Any, is_theirs: Callable[[str], bool], instead: str) -> Any:
    if isinstance(content, str):
        return instead if is_theirs(content) else content
    if isinstance(content, Mapping):
        return {name: _redacted(value, is_theirs, instead) for name, value in content.items()}
    if isinstance(content, list):
        return [_redacted(value, is_theirs, instead) for value in content]
    return content


def one_line(text: str) -> str:
    """Return what somebody wrote in one line, as registers hold it: without space at the ends and with single spaces.

    Raises:
        WreathError: It holds a control character or half a character, which no page, file or terminal shows as written.
    """
    plain = " ".join(text.split())
    unreadable = next((sign for sign in plain if unicodedata.category(sign) in ("Cc", "Cs")), None)
    if unreadable is not None:
        shown = "".join("?" if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in plain)
        raise WreathError(f"'{shown}' holds {unreadable!r}, which cannot be printed: write it without", exit_code=2)
    return plain


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _account() -> str:
    """Return the account of the operating system; a container may run under a number without a name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
