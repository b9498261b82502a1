"""Build the site: render beside the place it will stand, check it, swap it in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import partial
from importlib.resources import files as packaged
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from dagster_project import files
from dagster_project.baselines.compare import Since
from dagster_project.site import addresses, words
from dagster_project.site.addresses import relative, slug
from dagster_project.site.check import check_site
from dagster_project.site.content import read_content
from dagster_project.site.database import SiteDataError
from dagster_project.site.facts import Feeds, RunFacts
from dagster_project.site.page import Page, TextFile
from dagster_project.site.pages import site_files
from dagster_project.site.since_view import view_since
from dagster_project.site.table_csv import table_files
from lineage.ask import WrittenGraph

_ASSETS = ("site.css", "find.js", "mark.svg")
_DOCS_FOLDER = "docs"


def build_site(
    database: Path,
    out: Path,
    *,
    dbt_docs: Path | None,
    run: RunFacts,
    since: Since | None = None,
    graph: WrittenGraph | None = None,
    feeds: Feeds | None = None,
) -> list[Path]:
    """Render the pages of `database` (person-free, opened read only) into the folder `out`; return its files in order.

    `dbt_docs` is the page made by `dbt docs generate --static`, or the folder that holds it; None leaves the link out.
    `since` is the change since the latest baseline, `graph` the column lineage that paths are drawn from, `feeds` the
    same numbers for other tools, which are copied into the site; None leaves that part out.
    `out` is replaced as a whole, and only after every check passed. Raises SiteDataError when the database breaks the
    read contract, SiteCheckError when the rendered pages are wrong; in both cases `out` stays as it was.
    """
    if not database.is_file():
        raise SiteDataError(f"{database} does not exist; run the publish step first")
    docs_page = _docs_page(dbt_docs)
    content = read_content(database)
    change = view_since(since, content, run.local_authority_code)
    draft = out.parent / f".{out.name}-{uuid.uuid4().hex[:12]}"
    try:
        items = site_files(content, run, has_docs=docs_page is not None, since=change, graph=graph, feeds=feeds)
        _render(items, draft, content.fewest_people_shown)
        _copy_assets(draft, docs_page)
        if feeds is not None:
            _copy_feeds(feeds.folder, draft / addresses.FEEDS)
        check_site(draft, exempt=(_DOCS_FOLDER,))
        files.swap_folder(draft, out)
    finally:
        files.remove_folder(draft)
    return sorted(path for path in out.rglob("*") if path.is_file())


def _docs_page(dbt_docs: Path | None) -> Path | None:
    if dbt_docs is None:
        return None
    pages = [dbt_docs] if dbt_docs.is_file() else [dbt_docs / "static_index.html", dbt_docs / "index.html"]
    found = next((page for page in pages if page.is_file()), None)
    if found is None:
        raise SiteDataError(f"{dbt_docs} holds no dbt docs page; run dbt docs generate --static or pass none")
    return found


def _environment(fewest_people_shown: int) -> Environment:
    environment = Environment(
        loader=PackageLoader("dagster_project.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, slug=slug, addresses=addresses)
    environment.globals.update(fewest=fewest_people_shown, few=words.few(fewest_people_shown))
    return environment


def _render(items: Iterable[Page | TextFile], draft: Path, fewest_people_shown: int) -> None:
    environment = _environment(fewest_people_shown)
    for item in items:
        path = draft / item.path
        if isinstance(item, Page):
            link = partial(relative, item.path)
            text = environment.get_template(item.template).render(url=link, page=item.path, **item.context)
            for name, table in table_files(text):
                files.write_aside(draft / name, table.encode("utf-8"))
        else:
            text = item.text
        files.write_aside(path, text.encode("utf-8"))


def _copy_feeds(folder: Path, target: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        files.write_aside(target / path.relative_to(folder), path.read_bytes())


def _copy_assets(draft: Path, docs_page: Path | None) -> None:
    for name in _ASSETS:
        content = (packaged("dagster_project.site") / "static" / name).read_bytes()
        files.write_aside(draft / "assets" / name, content)
    if docs_page is not None:
        files.write_aside(draft / _DOCS_FOLDER / "index.html", docs_page.read_bytes())
