"""What a file holds: in memory when it is short, read from the disk as often as it is asked for when it is long."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

#: Files up to this size (bytes) are read at once.
SHORT_BYTES = 48 << 20
_CHUNK_BYTES = 4 << 20
_START_BYTES = 1000


class ChangedError(Exception):
    """A file changed while it was read from the disk."""


@dataclass(frozen=True)
class Content:
    """The bytes of a file of `size`; `data` is None for a long one, which must stay as it was at `modified_ns`."""

    path: Path
    size: int
    modified_ns: int
    data: bytes | None

    @classmethod
    def of(cls, path: Path) -> Content:
        """Open a file; OSError when that cannot be done."""
        facts = path.stat()
        if facts.st_size > SHORT_BYTES:
            return cls(path, facts.st_size, facts.st_mtime_ns, None)
        data = path.read_bytes()
        return cls(path, len(data), facts.st_mtime_ns, data)

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be read at once."""
        return self.data is None

    @cached_property
    def start(self) -> bytes:
        """The first bytes, by which kinds of files are told apart."""
        if self.data is not None:
            return self.data[:_START_BYTES]
        with self.path.open("rb") as handle:
            return handle.read(_START_BYTES)

    def whole(self) -> bytes:
        """Return all of it, however long."""
        return self.data if self.data is not None else self.path.read_bytes()

    def chunks(self) -> Iterator[bytes]:
        """Yield it in order, a few megabytes at a time."""
        if self.data is not None:
            yield self.data
            return
        with self.path.open("rb") as handle:
            while chunk := handle.read(_CHUNK_BYTES):
                yield chunk

    def texts(self, codec: str) -> Iterator[str]:
        """Yield it in order as text; UnicodeDecodeError where it is none of that codec."""
        decoder = codecs.getincrementaldecoder(codec)()
        for chunk in self.chunks():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    @cached_property
    def sha256(self) -> str:
        """Its hash, as 64 hexadecimal digits."""
        return self.digest(b"")

    def digest(self, before: bytes) -> str:
        """Return the hash of some bytes followed by the content, as 64 hexadecimal digits."""
        found = hashlib.sha256(before)
        for chunk in self.chunks():
            found.update(chunk)
        return found.hexdigest()

    def check_is_unchanged(self) -> None:
        """Raise ChangedError when a long file is not what it was when it was opened."""
        if self.data is not None:
            return
        try:
            facts = self.path.stat()
        except OSError as error:
            raise ChangedError from error
        if (facts.st_size, facts.st_mtime_ns) != (self.size, self.modified_ns):
            raise ChangedError
