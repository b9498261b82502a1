"""Where something is kept for good: under the next number of its folder and its name, as in 001-submitted-28-may."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

_LONGEST_NAME = 40


def place_for(
    folder: Path,
    name: str,
    *,
    entered: Collection[Path],
    is_the_same: Callable[[Path], bool],
    otherwise: str,
    suffix: str = "",
) -> Path:
    """Return the path to keep it at: where whoever was killed left the same and did not enter it, or the next number.

    What is there and neither entered nor the same stays as it is: the register may be one put back from a backup.

    Args:
        folder: Holds all of a kind.
        name: What people call it; the path has its letters and digits.
        entered: What the register names.
        is_the_same: Whether what is at a path is what is to be kept.
        otherwise: The name of one without letters and digits.
        suffix: Of a file.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold())[:_LONGEST_NAME].strip("-") or otherwise
    there = sorted(folder.glob(f"[0-9][0-9][0-9]-*{suffix}"))
    for path in there:
        if path.name[4:] == f"{plain}{suffix}" and path not in entered and is_the_same(path):
            return path
    number = max((int(path.name[:3]) for path in there), default=0) + 1
    return folder / f"{number:03d}-{plain}{suffix}"
