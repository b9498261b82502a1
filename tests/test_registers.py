"""Registers: what is entered stays as it was entered, and whatever happened to the file since is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.registers import NOTHING_BEFORE, Register, one_line
from dagster_project.settings import Settings

DAY = date(2026, 5, 28)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(Settings(tmp_path), "freezes")


def _fill(register: Register, count: int = 3) -> None:
    for number in range(1, count + 1):
        register.append("return frozen", {"year": "2024-25", "number": number}, day=DAY, who="analyst")


def test_entries_come_back_in_order_as_they_were_entered(register: Register) -> None:
    assert register.entries() == ()
    entry = register.append("return frozen", {"label": "submitted 28 May – “final”\u2028"}, day=DAY, who="analyst")
    register.append("return frozen", {"label": "amended"}, day=date(2026, 6, 30))
    found = register.entries()
    assert found[0] == entry
    assert [(e.sequence, e.day, e.content["label"]) for e in found] == [
        (1, DAY, "submitted 28 May – “final”\u2028"),
        (2, date(2026, 6, 30), "amended"),
    ]
    assert found[0].previous == NOTHING_BEFORE
    assert len(found[1].previous) == 64
    assert found[1].who


def test_a_content_that_json_would_change_is_refused(register: Register) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        register.append("return frozen", {"pair": (1, 2)}, day=DAY)
    assert register.entries() == ()


@pytest.mark.parametrize("name", ["", "../freezes", "Freezes", "a b"])
def test_a_register_has_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        Register(Settings(tmp_path), name)


def _edit(register: Register, change: Callable[[list[bytes]], list[bytes]]) -> None:
    register.path.write_bytes(b"".join(change(register.path.read_bytes().splitlines(keepends=True))))


DAMAGE: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int]] = {
    "a changed line in the middle": (lambda x: [x[0], x[1].replace(b'"number": 2', b'"number": 9'), x[2]], 2),
    "a changed last line": (lambda x: [x[0], x[1], x[2].replace(b'"number": 3', b'"number": 9')], 3),
    "a half-written line": (lambda x: [x[0], x[1], x[2][:20]], 3),
    "a last line cut off": (lambda x: x[:2], 3),
    "everything cut off": (lambda x: [], 1),
    "a line taken from the middle": (lambda x: [x[0], x[2]], 1),
    "two lines that changed places": (lambda x: [x[1], x[0], x[2]], 1),
    "another order of the same content": (
        lambda x: [json.dumps(dict(reversed(json.loads(x[0]).items()))).encode() + b"\n", *x[1:]],
        1,
    ),
    "something that is no entry": (lambda x: [*x, b"[]\n"], 4),
    "line ends of another system": (lambda x: [line.replace(b"\n", b"\r\n") for line in x], 1),
    "a register of another day in its place": (lambda x: x * 2, 3),
}


@pytest.mark.parametrize(("change", "line"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found_and_named_with_its_line_and_nothing_is_added(
    register: Register, change: Callable[[list[bytes]], list[bytes]], line: int
) -> None:
    _fill(register)
    _edit(register, change)
    damaged = register.path.read_bytes()
    for act in (register.entries, lambda: _fill(register, 1)):
        with pytest.raises(WreathError, match=rf"freezes\.jsonl, line {line}: .*back from a backup"):
            act()
    assert register.path.read_bytes() == damaged


def test_lines_added_by_hand_are_found(register: Register, tmp_path: Path) -> None:
    _fill(register, 1)
    old = (tmp_path / "registers" / "freezes.last.json").read_bytes()
    _fill(register, 2)
    (tmp_path / "registers" / "freezes.last.json").write_bytes(old)
    with pytest.raises(WreathError, match="line 3: was added"):
        register.entries()


@pytest.mark.parametrize("torn", ["", "{}", "[]", "null", '{"entries": "1", "sha256": ""}', '{"entries": 1, "sh'])
def test_a_torn_note_of_the_last_entry_is_damage_and_nothing_is_added(
    register: Register, tmp_path: Path, torn: str
) -> None:
    _fill(register)
    (tmp_path / "registers" / "freezes.last.json").write_text(torn, encoding="utf-8")
    for act in (register.entries, lambda: _fill(register, 1)):
        with pytest.raises(WreathError, match=r"freezes\.last\.json cannot be read; put .* back from a backup"):
            act()


@pytest.mark.parametrize("killed_at", [1, 2], ids=["while the register is written", "before the last entry is noted"])
def test_killed_while_appending_the_entry_is_whole_or_not_there(
    register: Register, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    _fill(register, 2)
    move, renames = files._move, 0

    def dies(source: Path, target: Path) -> None:
        nonlocal renames
        renames += 1
        if renames == killed_at:
            raise KeyboardInterrupt
        move(source, target)

    monkeypatch.setattr(files, "_move", dies)
    with pytest.raises(KeyboardInterrupt):
        _fill(register, 1)
    monkeypatch.setattr(files, "_move", move)
    assert len(register.entries()) == (2 if killed_at == 1 else 3)
    _fill(register, 1)
    assert len(register.entries()) == (3 if killed_at == 1 else 4)


def test_a_text_is_held_in_one_line() -> None:
    assert one_line("  Ask it at\nthe\u2028pathway\tplan – “soon” 👩‍👧 ") == "Ask it at the pathway plan – “soon” 👩‍👧"
    assert one_line("\n") == ""


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x7f", "\x9b", "\udcff"], ids=ascii)
def test_a_text_that_cannot_be_printed_is_refused_in_one_line_that_can(sign: str) -> None:
    with pytest.raises(WreathError) as caught:
        one_line(f"Ask{sign}[31m it")
    assert str(caught.value).isprintable()
    assert (caught.value.exit_code, ascii(sign)[1:-1] in str(caught.value)) == (2, True)


_WRITER = """
import sys
from datetime import date
from pathlib import Path
from dagster_project.registers import Register
from dagster_project.settings import Settings
register = Register(Settings(Path(sys.argv[1])), "freezes")
for number in range(20):
    register.append("return frozen", {"writer": sys.argv[2], "number": number}, day=date(2026, 5, 28))
"""


def test_two_processes_that_append_at_once_lose_nothing(register: Register, tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), name]) for name in ("one", "two")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    found = [(e.content["writer"], e.content["number"]) for e in register.entries()]
    assert sorted(found) == [(name, number) for name in ("one", "two") for number in range(20)]
    assert [e.content["number"] for e in register.entries() if e.content["writer"] == "one"] == list(range(20))


def test_a_person_is_taken_out_of_entries_and_the_chain_holds(register: Register) -> None:
    for child in ("1004", "1005"):
        register.append("explained", {"child": child, "values": [child, None], "why": "x"}, day=DAY)
    assert register.redact(lambda text: text == "1004", "(erased)") == 1
    assert [entry.content["child"] for entry in register.entries()] == ["(erased)", "1005"]
    assert register.entries()[0].content["values"] == ["(erased)", None]
    assert register.redact(lambda text: text == "1004", "(erased)") == 0
    register.append("explained", {"child": "1006"}, day=DAY)
    assert len(register.entries()) == 3


@pytest.mark.parametrize("killed_at", [1, 2, 3])
def test_a_register_killed_while_a_person_is_taken_out_can_be_read(
    register: Register, killed_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.append("explained", {"child": "1004"}, day=DAY)
    move, done = files._move, 0

    def killed(source: Path, target: Path) -> None:
        nonlocal done
        done += 1
        if done == killed_at:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(files, "_move", killed)
        register.redact(lambda text: text == "1004", "(erased)")
    assert register.entries()[0].content["child"] == ("(erased)" if killed_at == 3 else "1004")
    register.redact(lambda text: text == "1004", "(erased)")
    assert register.entries()[0].content["child"] == "(erased)"
    register.append("explained", {"child": "1005"}, day=DAY)
    assert len(register.entries()) == 2
