"""What the terminal shows: lines, errors, and how a long run shows itself (a spinner, or plain lines elsewhere)."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from dagster_project.progress import Listener, Step

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def counted(count: int, singular: str) -> str:
    """Return "1 load" or "1,200 loads"."""
    return f"{count:,} {singular}" if count == 1 else f"{count:,} {singular}s"


def listener(console: Console) -> Listener:
    """Return what prints each step as it begins and ends."""
    spinner: Status | None = None

    def show(step: Step) -> None:
        nonlocal spinner
        if step.seconds is None:
            if console.is_terminal:
                spinner = console.status(escape(step.name))
                spinner.start()
            return
        if spinner is not None:
            spinner.stop()
        detail = f": {step.detail}" if step.detail else ""
        console.print(f"{escape(step.name + detail)} ({step.seconds:.1f} s)")

    return show
