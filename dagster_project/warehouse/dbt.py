"""dbt, run in this process: parse, build, docs. The only code that starts dbt, and so the only writer of DuckDB."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dagster_project import files
from dagster_project.digests import digest_of_folders
from dagster_project.errors import WreathError, refusal_of_the_disk
from dagster_project.settings import Settings, apply_quiet_environment, repository

#: Models of the map read the lineage graph, which is derived from all other models: they are built after it.
MAP_TAG = "tag:map"
#: What dbt packs its parse into.
_PACKED = "partial_parse.msgpack"


@dataclass(frozen=True)
class NodeResult:
    """What dbt did with one model or test."""

    unique_id: str
    resource_type: str
    name: str
    status: str
    seconds: float
    failures: int
    message: str
    severity: str

    @property
    def is_ok(self) -> bool:
        """Whether nothing needs anybody's attention."""
        return self.status in ("success", "pass")

    @property
    def stops_the_run(self) -> bool:
        """Whether the run must not be published."""
        return self.status in ("error", "fail", "runtime error", "skipped")


@dataclass(frozen=True)
class BuildResult:
    """All nodes of one `dbt build`, in the order they ended."""

    nodes: tuple[NodeResult, ...]

    @property
    def models(self) -> int:
        """Number of models built."""
        return sum(node.resource_type == "model" and node.is_ok for node in self.nodes)

    @property
    def tests(self) -> int:
        """Number of tests run, whatever they said."""
        return sum(node.resource_type == "test" and node.status != "skipped" for node in self.nodes)

    @property
    def warnings(self) -> tuple[NodeResult, ...]:
        """Tests that warned."""
        return tuple(node for node in self.nodes if node.status == "warn")

    @property
    def faults(self) -> tuple[NodeResult, ...]:
        """Nodes for which the run must not be published; nodes skipped because of them come last."""
        return tuple(sorted((n for n in self.nodes if n.stops_the_run), key=lambda n: n.status == "skipped"))

    def raise_for_faults(self) -> None:
        """Raise a `WreathError` that names the first fault."""
        if not self.faults:
            return
        first = self.faults[0]
        failed = sum(node.status != "skipped" for node in self.faults)
        more = f" (and {failed - 1} more)" if failed > 1 else ""
        message = " ".join(first.message.split())
        refused = refusal_of_the_disk(OSError(message))
        node = f"dbt: {first.resource_type} {first.name}"
        raise WreathError(
            refused or f"{node}: {message}{more}; nothing was published",
            for_others=refused or f"{node} failed{more}; nothing was published",
        )


def target_path(settings: Settings) -> Path:
    """Return the folder that dbt writes its artifacts to."""
    return settings.build / "dbt"


def manifest_path(settings: Settings) -> Path:
    """Return the parsed project, parsing it when dbt/ has changed since.

    The manifest holds the graph of models, not their compiled SQL.
    """
    path = _kept_path(settings, "json")
    if not path.exists():
        manifest = _parsed(settings)
        with files.writing(path) as temporary:
            manifest.write(str(temporary))
    return path


def project_digest() -> str:
    """Digest of everything dbt reads from the clone, and the dbt that reads it."""
    return f"{digest_of_folders([repository() / 'dbt'])[:16]}-{version('dbt-core')}"


def build(settings: Settings, *, select: Sequence[str] = (), exclude: Sequence[str] = ()) -> BuildResult:
    """Build models and run their data tests; unit tests prove the code, not the data, so a run leaves them out."""
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    if select:
        arguments += ["--select", *select]
    if exclude:
        arguments += ["--exclude", *exclude]
    return _results(settings, arguments)


def build_models(settings: Settings, *, select: Sequence[str]) -> BuildResult:
    """Build models and run no test: for a warehouse that only answers a question and is never published."""
    return _results(settings, ["run", "--select", *select])


def unit_tests(settings: Settings) -> BuildResult:
    """Run every unit test against the columns of a built warehouse."""
    return _results(settings, ["test", "--resource-type", "unit_test"])


def _results(settings: Settings, arguments: list[str]) -> BuildResult:
    outcome = _invoke(settings, arguments, check=False)
    if outcome.exception is not None or outcome.result is None:
        refused = refusal_of_the_disk(outcome.exception) if outcome.exception else None
        raise WreathError(refused or f"dbt: {_first_line(outcome.exception)}; nothing was published")
    return BuildResult(tuple(_node_result(result) for result in outcome.result.results))


def generate_docs(settings: Settings) -> Path:
    """Write the catalog and dbt's page without content beside the manifest of the build; return the page."""
    # Compiling again would take longer than all the rest: the build's own manifest holds the SQL that really ran.
    _invoke(settings, ["docs", "generate", "--no-compile"])
    return target_path(settings) / "index.html"


def _node_result(result: Any) -> NodeResult:
    node = result.node
    config = getattr(node, "config", None)
    return NodeResult(
        unique_id=node.unique_id,
        resource_type=str(node.resource_type),
        name=node.name,
        status=str(result.status),
        seconds=float(result.execution_time or 0.0),
        failures=int(result.failures or 0),
        message=str(result.message or ""),
        severity=str(getattr(config, "severity", "error") or "error").lower(),
    )


def _first_line(error: BaseException | None) -> str:
    lines = [line.strip() for line in str(error or "no result").splitlines() if line.strip()]
    return " ".join(lines[:3])


@dataclass(frozen=True)
class _Parse:
    """The parsed project, and as dbt packs it for its next start."""

    manifest: Any
    packed: bytes


#: The parsed project of this process by its digest. It says nothing of WREATH_HOME, so that a second home (`wreath map
#: merge` builds in one) costs no second parse.
_PARSED: dict[str, _Parse] = {}


def _parsed(settings: Settings) -> Any:
    """Return the parsed project; every command of this process, and the next run, reuses it until dbt/ changes."""
    digest, kept = project_digest(), _kept_path(settings, "msgpack")
    if digest not in _PARSED:
        _PARSED.clear()
        _PARSED[digest] = _unpacked(kept.read_bytes()) if kept.exists() else _parse(settings)
    if not kept.exists():
        files.remove_folder(kept.parent)
        files.write_bytes(kept, _PARSED[digest].packed)
    return _PARSED[digest].manifest


def _kept_path(settings: Settings, kind: str) -> Path:
    """Not where dbt itself writes with each build: a run that is killed meanwhile would leave half of it."""
    return settings.build / "parsed" / f"{project_digest()}.{kind}"


def _parse(settings: Settings) -> _Parse:
    from dbt.cli.main import dbtRunner

    apply_quiet_environment(settings)
    target = target_path(settings)
    # dbt's own way of reading what it packed starts anew when WREATH_HOME has moved, and trips over half a file.
    files.remove(target / _PACKED)
    outcome = invoked(dbtRunner(), ["parse", "--no-write-json", *_common(settings.home, target)])
    if not outcome.success:
        raise WreathError(f"dbt cannot read the project: {_first_line(outcome.exception)}")
    return _Parse(outcome.result, (target / _PACKED).read_bytes())


def _unpacked(packed: bytes) -> _Parse:
    from dbt.contracts.graph.manifest import Manifest

    manifest = Manifest.from_msgpack(packed)
    # What macros see as `graph` is not packed.
    manifest.build_flat_graph()
    return _Parse(manifest, packed)


def _common(home: Path, target: Path) -> list[str]:
    project = str(repository() / "dbt")
    return [
        "--project-dir", project,
        "--profiles-dir", project,
        "--target-path", str(target),
        "--log-path", str(home / "build" / "logs"),
        "--no-version-check",
        # dbt's log of everything it does is a tenth of a build, and holds whatever a failed query quotes; what it tells
        # of a failure is the one line that we tell.
        "--log-level", "none",
        "--log-level-file", "none",
    ]  # fmt: skip


def invoked(runner: Any, arguments: list[str]) -> Any:
    """Return what dbt answers, called as if the command line were its own.

    It writes the command line of the process into its log and its results, and somebody may have typed the number of a
    person there.
    """
    typed, sys.argv = sys.argv, ["dbt", *arguments]
    try:
        return runner.invoke(arguments)
    finally:
        sys.argv = typed


def _invoke(settings: Settings, arguments: list[str], *, check: bool = True) -> Any:
    apply_quiet_environment(settings)
    target = target_path(settings)
    files.make_folder(target)
    from dbt.cli.main import dbtRunner

    try:
        outcome = invoked(dbtRunner(manifest=_parsed(settings)), [*arguments, *_common(settings.home, target)])
    finally:
        _release()
    if check and not outcome.success:
        raise WreathError(f"dbt {arguments[0]}: {_first_line(outcome.exception)}")
    return outcome


def _release() -> None:
    """Close dbt's connections: an open one would keep the file locked and its log unwritten."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()


def forget(settings: Settings) -> None:
    """Delete the warehouse under construction, so that a build starts from nothing."""
    for name in ("warehouse.duckdb", "warehouse.duckdb.wal"):
        files.remove(settings.build / name)
    files.remove_folder(settings.build / "logs")
