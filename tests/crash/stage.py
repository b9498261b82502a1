"""Something that is made to fail, always from the same home, and what must hold after each failure."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dagster_project import files
from dagster_project.settings import Settings
from dagster_project.warehouse.publish import begin_draft
from tests.crash.content import content, kept, lost, torn


@dataclass
class Stage:
    """Something that is made to fail, always from the same home."""

    settings: Settings
    act: Callable[[], object]
    #: Whether it can touch the published copy; opening that at each turn takes longer than all the rest.
    publishes: bool = True

    def __post_init__(self) -> None:
        self._before = self.settings.home.with_name("before")
        files.remove_folder(self._before)
        self._copy(self.settings.home, self._before)
        self.act()
        self.expected = self._content()
        self.look()

    def begin(self) -> None:
        """Put the home back as it was."""
        for path in self.settings.home.iterdir():
            if path.is_dir() and (self.publishes or path != self.settings.published):
                files.remove_folder(path)
            elif path.is_file():
                path.unlink()
        self._copy(self._before, self.settings.home)

    def look(self) -> None:
        """Nothing is torn or lost at any time."""
        wrong = (torn(self.settings, ()) if self.publishes else []) + lost(self.settings)
        assert not wrong, wrong

    def check(self) -> None:
        """Nothing is torn or lost; acting again ends as if nobody had disturbed it."""
        self.look()
        self.act()
        self.look()
        left = self._content()
        different = sorted(
            name for name in left.keys() | self.expected.keys() if left.get(name) != self.expected.get(name)
        )
        assert not different, different

    def _content(self) -> dict[str, str]:
        return content(self.settings) if self.publishes else kept(self.settings)

    def _copy(self, source: Path, target: Path) -> None:
        left_out = shutil.ignore_patterns() if self.publishes else shutil.ignore_patterns("published")
        shutil.copytree(source, target, ignore=left_out, copy_function=shutil.copy2, dirs_exist_ok=True)


def small_build(settings: Settings, ready: Path) -> None:
    """Leave a build and a draft as the steps before publishing do, but small."""
    draft = begin_draft(settings)
    for database in (settings.warehouse, draft.dashboards):
        files.write_aside(database, ready.read_bytes())
    for name in ("index.html", "map/index.html"):
        files.write_aside(draft.site / name, b"<p>page</p>")
