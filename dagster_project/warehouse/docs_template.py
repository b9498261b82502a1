"""dbt's own page without content: filled with the artifacts, and mended where it serves its readers badly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dagster_project.errors import WreathError

#: The ground that the graph of models is drawn on, and its lines: the site's dark paper and a grey that shows on it.
GROUND = "#14191a"
_LINES = "#7d8b8d"
#: Sources and exposures, which dbt lets nobody colour.
_SOURCE, _EXPOSURE = "#437b12", "#08788f"
_WEIGHTS = {
    "name": 10,
    "label": 10,
    "tags": 8,
    "description": 3,
    "raw_code": 0.5,
    "columns": 1,
    "column_description": 0.01,
}


def _node(colour: str) -> str:
    return f'"background-color":"{colour}","border-color":"{colour}"'


#: What the page says, and what it says instead. All of it must be there: another version of dbt is looked at again.
_MENDED = (
    # Its build left the place of the page's sign unfilled: a browser asks for a file that is not there.
    ("${require('./assets/favicons/favicon.ico')}", "data:,"),
    # It asks for two pictures for each line of its tree before it knows their names; `ng-attr-` waits.
    ('xlink:href="{{ getIcon', 'ng-attr-xlink:href="{{ getIcon'),
    # A find shows the description as text; there the links of ours would stand as Markdown.
    ("shorten(result.model.description)", "shorten(result.model.said || result.model.description)"),
    # Finds lose their weight on the way, and only the first twenty of them are put in order.
    (
        "r.length&&t.push({model:n,matches:r})",
        "r.length&&t.push({model:n,matches:r,overallWeight:"
        f"r.reduce((function(e,t){{return e+({json.dumps(_WEIGHTS)}[t.key]||0)}}),0)}})",
    ),
    (
        r"results | filter:limit_search | orderBy:\'overallWeight\':true",
        r"results | orderBy:\'overallWeight\':true | filter:limit_search",
    ),
    # Nodes of any colour that bears white labels are hard to tell from a ground of middling blue.
    ("height:100%;color:white;background:#005e7a", f"height:100%;color:white;background:{GROUND}"),
    ('"background-color":"#5fb825","border-color":"#5fb825"', _node(_SOURCE)),
    ('"background-color":"#ff694b","border-color":"#ff694b"', _node(_EXPOSURE)),
    ('"target-arrow-color":"#006f8a"', f'"target-arrow-color":"{_LINES}"'),
    ('"line-color":"#006f8a"', f'"line-color":"{_LINES}"'),
)


def filled(template: str, manifest: Mapping[str, Any], catalog: Mapping[str, Any]) -> str:
    """Return the page with both artifacts in it; raise WreathError when `template` is not the page we know."""
    text = template
    for found, instead in _MENDED:
        if found not in text:
            raise WreathError(f"dbt's docs page no longer holds {found}; nothing was published")
        text = text.replace(found, instead)
    for name, content in (("MANIFEST", manifest), ("CATALOG", catalog)):
        placeholder = f'"{name}.JSON INLINE DATA"'
        if text.count(placeholder) != 1:
            raise WreathError(f"dbt's docs page has no single place for the {name.lower()}; nothing was published")
        text = text.replace(placeholder, _script_json(content))
    return text


def _script_json(content: Mapping[str, Any]) -> str:
    """JSON that may stand in a script: nothing in it ends the script."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--")
