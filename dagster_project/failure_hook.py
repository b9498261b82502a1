"""The council's own command that is run when a run fails: an email or a message is its business, not ours."""

from __future__ import annotations

import logging
import os
import subprocess
from typing import Any

from dagster_project.errors import WreathError
from dagster_project.settings import Settings, council_settings

#: Seconds that the command may take unless the council says otherwise.
PATIENCE = 30.0
_log = logging.getLogger("wreath")


def tell(settings: Settings, run_id: str, error: str) -> None:
    """Run `on_failure` of config/council.toml with WREATH_RUN and WREATH_ERROR in its environment.

    Whatever becomes of it, the error that it was told stays the one that is shown: a command that is not there, fails
    or does not end in time is a line in the log.
    """
    try:
        command, patience = _command(settings)
        if not command:
            return
        told = {**os.environ, "WREATH_RUN": run_id, "WREATH_ERROR": error}
        done = subprocess.run(
            command, env=told, stdin=subprocess.DEVNULL, capture_output=True, timeout=patience, check=False
        )
        if done.returncode:
            _log.error("on_failure in config/council.toml ended with %s", done.returncode)
    except subprocess.TimeoutExpired as problem:
        _log.error("on_failure in config/council.toml was stopped after %s seconds", problem.timeout)
    except (OSError, ValueError, WreathError) as problem:
        _log.error("on_failure in config/council.toml could not be run: %s", problem)


def _command(settings: Settings) -> tuple[list[str], float]:
    """Return the command, word by word, and the seconds it may take; no words when the council has none."""
    own: dict[str, Any] = council_settings(settings)
    words, patience = own.get("on_failure", []), own.get("on_failure_seconds", PATIENCE)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise WreathError('write it as a list of words: on_failure = ["python", "tell.py"]')
    if isinstance(patience, bool) or not isinstance(patience, int | float) or patience <= 0:
        raise WreathError("on_failure_seconds is not a number of seconds")
    return words, float(patience)
