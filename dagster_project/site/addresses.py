"""File names, anchors and relative links of the site. Everything is relative, so that pages open from `file://`."""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import cache
from urllib.parse import quote

#: Folder of the site with the same numbers for other tools.
FEEDS = "feeds"
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
    path = _between(posixpath.dirname(page) or ".", target)
    return f"{path}#{quote(anchor)}" if anchor else path


@cache
def _between(folder: str, target: str) -> str:
    return quote(posixpath.relpath(target, folder))


def authority_folder(local_authority_code: str, home_code: str) -> str:
    """Return the folder of an authority's pages: the root for the site's own, else `authority/<code>/`."""
    return "" if local_authority_code == home_code else f"authority/{slug(local_authority_code)}/"


def table_path(name: str) -> str:
    """Return the CSV of a table of a page, from an authority's folder."""
    return f"csv/tables/{slug(name)}.csv"


def field_path(dataset: str, field: str) -> str:
    """Return the page of a field, from the site's root."""
    return f"field/{slug(f'{dataset}.{field}')}.html"


def item_path(item_id: str) -> str:
    """Return the page of an item of a return."""
    return f"item/{slug(item_id)}.html"


def concept_path(concept_id: str) -> str:
    """Return the page of a thing worth knowing."""
    return f"thing/{slug(concept_id)}.html"


def gaps_path(domain_id: str) -> str:
    """Return the page of the gaps of an area of life; of those outside the areas for an empty id."""
    return f"gaps/{slug(domain_id) if domain_id else 'other'}.html"


def domain_path(domain_id: str) -> str:
    """Return the page of an area of life, from an authority's folder."""
    return f"domain/{slug(domain_id)}.html"


def rule_path(rule: str) -> str:
    """Return the page of a validation rule."""
    return f"rule/{slug(rule)}.html"
