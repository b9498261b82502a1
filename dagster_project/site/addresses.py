"""File names, anchors and relative links of the site. Everything is relative, so that pages open from `file://`."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import quote

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


def slug(identifier: str) -> str:
    """Return an identifier fit for a file name and an anchor; unchanged when it already is.

    A changed one ends in part of its hash, so that two identifiers never meet in one file.
    """
    safe = _UNSAFE.sub("-", identifier)
    if safe == identifier and identifier.strip("."):
        return identifier
    return f"{safe.strip('.')}-{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"


def relative(page: str, target: str, anchor: str = "") -> str:
    """Return the link from `page` to `target` (both paths from the site's root), percent-encoded."""
    path = quote(posixpath.relpath(target, posixpath.dirname(page) or "."))
    return f"{path}#{quote(anchor)}" if anchor else path


def authority_folder(local_authority_code: str, home_code: str) -> str:
    """Return the folder of an authority's pages: the root for the site's own, else `authority/<code>/`."""
    return "" if local_authority_code == home_code else f"authority/{slug(local_authority_code)}/"
