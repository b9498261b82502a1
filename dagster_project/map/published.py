"""The graph as it is published: written once with a run, and found again by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import Published, require_current
from lineage.ask import GRAPH_FILES, WrittenGraph
from lineage.formats import SCHEMA_FILE, edges_csv, graph_json, graph_schema, nodes_csv, openlineage_events


def write_graph_files(graph_folder: Path, out: Path, as_at: date | None) -> list[Path]:
    """Write the graph of a run into the folder `out` and return its files in order.

    Args:
        graph_folder: The Parquet files that the lineage left; all of them are copied.
        out: Folder of the run that will be published.
        as_at: The day the run looks from, which is the time of the OpenLineage events; without one there are none.
    """
    graph = WrittenGraph.read(graph_folder)
    contents = {path.name: path.read_bytes() for path in graph_folder.glob("*.parquet")}
    texts = {
        "graph.json": graph_json(graph),
        SCHEMA_FILE: graph_schema(),
        "nodes.csv": nodes_csv(graph),
        "edges.csv": edges_csv(graph),
    }
    if as_at is not None:
        texts["openlineage.jsonl"] = openlineage_events(graph, as_at)
    contents |= {name: text.encode("utf-8") for name, text in texts.items()}
    for name, content in contents.items():
        files.write_bytes(out / name, content)
    return [out / name for name in sorted(contents)]


def current_graph(settings: Settings) -> WrittenGraph:
    """Return the graph of the published run, or say how to make one."""
    return _read_run(require_current(settings))


def graph_named(settings: Settings, name: str) -> WrittenGraph:
    """Return the graph of a published run by its number (`000012`, `12`) or of a folder that holds one.

    Raises:
        WreathError: There is neither; the message says which runs are kept.
    """
    folder = Path(name)
    if all((folder / each).is_file() for each in GRAPH_FILES):
        return WrittenGraph.read(folder)
    run = Published(settings.published / name.zfill(6))
    if name.isdigit() and run.folder.is_dir():
        return _read_run(run)
    raise WreathError(
        f"{name} is neither a published run ({_kept(settings)}) nor a folder with {', '.join(GRAPH_FILES)}",
        exit_code=2,
    )


def _read_run(run: Published) -> WrittenGraph:
    if not all((run.lineage / name).is_file() for name in GRAPH_FILES):
        raise WreathError(
            f"run {run.folder.name} was published without its graph, by an earlier release: "
            "run `wreath run --again` to publish one with it"
        )
    return WrittenGraph.read(run.lineage)


def _kept(settings: Settings) -> str:
    runs = settings.published.iterdir() if settings.published.is_dir() else ()
    return ", ".join(sorted(path.name for path in runs if path.name.isdigit())) or "none is kept"
