"""dbt, run in this process: parse, build, docs. The only code that starts dbt, and so the only writer of DuckDB."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project import files
from dagster_project.digests import digest_of_folders
from dagster_project.errors import WreathError
from dagster_project.settings import Settings, apply_quiet_environment, repository

#: Models of the map read the lineage graph, which is derived from all other models: they are built after it.
MAP_TAG = "tag:map"


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
        raise WreathError(
            f"dbt: {first.resource_type} {first.name}: {' '.join(first.message.split())}{more}; nothing was published",
            for_others=f"dbt: {first.resource_type} {first.name} failed{more}; nothing was published",
        )


def target_path(settings: Settings) -> Path:
    """Return the folder that dbt writes its artifacts to."""
    return settings.build / "dbt"


def docs_path(settings: Settings) -> Path:
    """Return the target of `dbt docs`, its own since `dbt parse` rewrites a manifest without compiled SQL."""
    return settings.build / "dbt_docs"


def manifest_path(settings: Settings) -> Path:
    """Return the parsed project, parsing it when dbt/ has changed since.

    The manifest holds the graph of models, not their compiled SQL.
    """
    path, stamp = target_path(settings) / "manifest.json", target_path(settings) / "parsed.digest"
    digest = project_digest()
    if not path.exists() or not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        manifest = _parsed(settings)
        path.parent.mkdir(parents=True, exist_ok=True)
        manifest.write(str(path))
        files.write_text(stamp, digest)
    return path


def project_digest() -> str:
    """Digest of everything dbt reads from the clone."""
    return digest_of_folders([repository() / "dbt"])


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
    outcome = _invoke(settings, arguments, target_path(settings), check=False)
    if outcome.exception is not None or outcome.result is None:
        raise WreathError(f"dbt: {_first_line(outcome.exception)}; nothing was published")
    return BuildResult(tuple(_node_result(result) for result in outcome.result.results))


def generate_docs(settings: Settings) -> Path:
    """Write manifest and catalog and, beside them, dbt's page without content; return the page."""
    _invoke(settings, ["docs", "generate"], docs_path(settings))
    return docs_path(settings) / "index.html"


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


#: The parsed project of this process by its digest. It says nothing of WREATH_HOME, so that a second home (`wreath map
#: merge` builds in one) costs no second parse.
_PARSED: dict[str, Any] = {}


def _parsed(settings: Settings) -> Any:
    """Return the parsed project; every command of this process reuses it until dbt/ changes."""
    from dbt.cli.main import dbtRunner

    digest = project_digest()
    if digest not in _PARSED:
        apply_quiet_environment(settings)
        outcome = dbtRunner().invoke(["parse", "--no-write-json", *_common(settings.home, target_path(settings))])
        if not outcome.success:
            raise WreathError(f"dbt cannot read the project: {_first_line(outcome.exception)}")
        _PARSED.clear()
        _PARSED[digest] = outcome.result
    return _PARSED[digest]


def _common(home: Path, target: Path) -> list[str]:
    project = str(repository() / "dbt")
    return [
        "--project-dir", project,
        "--profiles-dir", project,
        "--target-path", str(target),
        "--log-path", str(home / "build" / "logs"),
        "--quiet",
        "--no-use-colors",
        "--no-version-check",
    ]  # fmt: skip


def _invoke(settings: Settings, arguments: list[str], target: Path, *, check: bool = True) -> Any:
    apply_quiet_environment(settings)
    target.mkdir(parents=True, exist_ok=True)
    from dbt.cli.main import dbtRunner

    try:
        outcome = dbtRunner(manifest=_parsed(settings)).invoke([*arguments, *_common(settings.home, target)])
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
        with contextlib.suppress(FileNotFoundError):
            (settings.build / name).unlink()
    shutil.rmtree(settings.build / "logs", ignore_errors=True)
