"""What people decided about loads: one register, of which the last entry about a load counts.

A run applies decisions as it applies a changed catalogue: a load that was not typed under the decision in force is
typed again. So a decision is one line in a register, and nothing that a killed run could leave half done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dagster_project.errors import WreathError
from dagster_project.landing.acceptance import replacement
from dagster_project.landing.manifest import LoadRecord
from dagster_project.named_people import refuse_people
from dagster_project.registers import Register, one_line
from dagster_project.settings import Settings

Verdict = Literal["released", "rejected"]

#: Name of the register, and of the kinds of its entries by what was decided.
REGISTER = "quarantine"
KINDS: Mapping[Verdict, str] = {"released": "load released", "rejected": "load rejected"}
_VERDICTS: Mapping[str, Verdict] = {kind: verdict for verdict, kind in KINDS.items()}
_LONGEST_REASON = 600


@dataclass(frozen=True)
class Decision:
    """A decision about a load; `number` is its place in the register."""

    number: int
    verdict: Verdict
    why: str
    day: date
    who: str

    @property
    def said(self) -> str:
        """The decision in words, without the account that entered it: pages show it."""
        return f"{self.verdict} on {self.day}: {self.why}"


def decisions(settings: Settings) -> dict[str, Decision]:
    """Return the decision in force about each load that somebody decided about, by load id.

    Raises:
        WreathError: The register is damaged.
    """
    return _in_force(Register(settings, REGISTER))


def _in_force(register: Register) -> dict[str, Decision]:
    return {
        entry.content["load_id"]: Decision(
            entry.sequence, _VERDICTS[entry.kind], entry.content["why"], entry.day, entry.who
        )
        for entry in register.entries()
    }


def waits(record: LoadRecord, records: Iterable[LoadRecord], found: Mapping[str, Decision]) -> bool:
    """Whether a load waits for somebody: held back, not rejected, and not replaced by a corrected file."""
    decision = found.get(record.load_id)
    is_settled = record.is_usable or (decision is not None and decision.verdict == "rejected")
    return not is_settled and replacement(record, records) is None


def decide(settings: Settings, record: LoadRecord, verdict: Verdict, *, why: str, day: date) -> Decision:
    """Enter a decision about a load; the next run applies it.

    Raises:
        WreathError: It is decided so already, the load cannot be released, or the reason is empty, too long or names
            a person.
    """
    reason = one_line(why)
    if not 1 <= len(reason) <= _LONGEST_REASON:
        message = f"a reason has between 1 and {_LONGEST_REASON} characters, not {len(reason)}"
        raise WreathError(message, exit_code=2)
    refuse_people(settings, reason)
    register = Register(settings, REGISTER)
    with register.held():
        before = _in_force(register).get(record.load_id)
        if before is not None and before.verdict == verdict:
            raise WreathError(f"load {record.load_id} was {before.said}", exit_code=2)
        if verdict == "released":
            _check_releasable(record, before)
        content = {"load_id": record.load_id, "dataset": record.dataset, "file": record.file, "why": reason}
        entry = register.append(KINDS[verdict], content, day=day)
    return Decision(entry.sequence, verdict, reason, entry.day, entry.who)


def _check_releasable(record: LoadRecord, before: Decision | None) -> None:
    if record.is_usable and before is None:
        raise WreathError(f"load {record.load_id} is used already: nothing holds it back", exit_code=2)
    if not record.is_typed:
        advice = record.advice or "put a corrected file in the inbox"
        raise WreathError(f"load {record.load_id} was never read as rows: it {record.reason}; {advice}", exit_code=2)
