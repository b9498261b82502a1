"""Dagster's event log, with connections kept: its own opens a new one for each of a run's thousand events."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

import sqlalchemy
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._serdes import ConfigurableClassData

_BUSY_SECONDS = 60


class KeptConnectionEventLogStorage(SqliteEventLogStorage):
    """SQLite event log that keeps one connection a database and lets the disk take its time over each commit.

    Losing the last events of a run to a power cut loses history in `wreath ui`, never data: what was loaded and what
    is published is recorded elsewhere.
    """

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Self:
        """Make the storage that dagster.yaml asks for."""
        return cls(base_dir=config_value["base_dir"], inst_data=inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sqlalchemy.Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _engine(self, shard: str) -> sqlalchemy.Engine:
        engines: dict[str, sqlalchemy.Engine] = self.__dict__.setdefault("_engines", {})
        if shard not in engines:
            engine = create_engine(
                self.conn_string_for_shard(shard),
                poolclass=sqlalchemy.pool.SingletonThreadPool,
                connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
            )
            sqlalchemy.event.listen(engine, "connect", _relax)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            engines[shard] = engine
        return engines[shard]

    def dispose(self) -> None:
        """Close every connection."""
        for engine in self.__dict__.pop("_engines", {}).values():
            engine.dispose()
        super().dispose()


def _relax(connection: object, _record: object) -> None:
    connection.execute("pragma synchronous = normal")  # type: ignore[attr-defined]
