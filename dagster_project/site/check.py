"""The checks a rendered site must pass before anybody sees it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from dagster_project.errors import WreathError

_ADDRESS_ATTRIBUTES = {"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "background"}
_EXTERNAL = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_CSS_FETCH = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)
_SCRIPT_FETCH = re.compile(r"https?://|\bfetch\(|XMLHttpRequest|import\(", re.IGNORECASE)
_LEAST_TEXT = 200


class SiteCheckError(WreathError):
    """The rendered site has a broken link, an outside request or an empty page; what was published stays."""


class _PageFacts(HTMLParser):
    """Collects the anchors, addresses, inline styles and visible text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.styles: list[str] = []
        self.text_length = 0
        self.tags: Counter[str] = Counter()
        self._inside: list[str] = []

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors that a link may lead to."""
        return frozenset(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag in {"script", "style", "main"}:
            self._inside.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in _ADDRESS_ATTRIBUTES and value is not None:
                self.addresses.append(value)
            elif name == "style" and value:
                self.styles.append(value)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] == ["style"]:
            self.styles.append(data)
        elif self._inside[-1:] == ["main"]:
            self.text_length += len(data.strip())


def check_site(root: Path, exempt: Iterable[str] = ()) -> None:
    """Raise SiteCheckError naming the first problems; pages under the `exempt` folders are not ours and not read."""
    skipped = tuple(f"{folder}/" for folder in exempt)
    facts: dict[str, _PageFacts] = {}
    problems: list[str] = []
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    for name, path in files.items():
        if name.startswith(skipped):
            continue
        if path.suffix == ".html":
            facts[name] = _read(path)
        elif path.suffix == ".css" and _CSS_FETCH.search(path.read_text(encoding="utf-8")):
            problems.append(f"{name}: asks for another file")
        elif path.suffix == ".js" and _SCRIPT_FETCH.search(path.read_text(encoding="utf-8")):
            problems.append(f"{name}: asks for something outside")
    for name, page in facts.items():
        problems += [f"{name}: {problem}" for problem in _page_problems(name, page, files.keys(), facts)]
    if problems:
        rest = f" and {len(problems) - 5} more" if len(problems) > 5 else ""
        raise SiteCheckError(f"site not published: {'; '.join(problems[:5])}{rest}")


def _read(path: Path) -> _PageFacts:
    page = _PageFacts()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def _page_problems(
    name: str, page: _PageFacts, files: Collection[str], facts: Mapping[str, _PageFacts]
) -> Sequence[str]:
    problems = [f"the anchor {anchor} occurs twice" for anchor, n in Counter(page.ids).items() if n > 1]
    if page.text_length < _LEAST_TEXT or page.tags["h1"] != 1 or page.tags["title"] < 1:
        problems.append("the page is empty or has no single heading")
    problems += ["a style asks for another file" for style in page.styles if _CSS_FETCH.search(style)]
    problems += [found for address in page.addresses if (found := _address_problem(name, address, files, facts))]
    return problems


def _address_problem(name: str, address: str, files: Collection[str], facts: Mapping[str, _PageFacts]) -> str:
    if _EXTERNAL.match(address):
        return f"the address {address} leads outside"
    path, _, anchor = address.partition("#")
    reached = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
    if reached not in files:
        return f"the link {address} leads nowhere"
    if anchor and reached in facts and unquote(anchor) not in facts[reached].anchors:
        return f"the link {address} has no such anchor"
    return ""
