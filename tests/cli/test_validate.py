"""`wreath validate` and `wreath explain`: the answer in each form, its report, and failures that stay with a reason."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dagster_project.cli import app
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.freeze import freeze_return
from dagster_project.settings import Settings
from tests.returns.ssda903.small_returns import SmallReturn
from tests.returns.ssda903.test_freeze import publish

YEAR = "2026-27"
HOSTILE = "<script>alert(1)</script>"
FORMULA = "=cmd()"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
GOOD = "A1,F,01/02/2012,WBRI,UN3,0,\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Nobody in Header is a care leaver, so that rule EPI fails for all: A2 has no code for a sex, A3 a formula."""
    folder = tmp_path / "sent"
    folder.mkdir()
    wrong = f"A2,{HOSTILE},01/02/2012,WBRI,UN3,0,\nA3,M,{FORMULA},WBRI,UN1,0,\n"
    (folder / "Header.csv").write_text(HEADER + GOOD + wrong, encoding="utf-8")
    (folder / "OC3.csv").write_text("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n", encoding="utf-8")
    return folder


def wreath(settings: Settings, *words: str | Path) -> Result:
    environment = {"WREATH_HOME": str(settings.home), "COLUMNS": "60"}
    return CliRunner().invoke(app, [str(word) for word in words], env=environment)


def validate(settings: Settings, sent: Path, *more: str | Path) -> Result:
    return wreath(settings, "validate", sent, "--year", YEAR, *more)


def error_of(result: Result) -> WreathError:
    assert isinstance(result.exception, WreathError), result.output
    assert "\n" not in str(result.exception)
    return result.exception


def states(settings: Settings, sent: Path) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Rule and child → state and reason, as the report of a fresh run has them."""
    answer = json.loads(validate(settings, sent, "--format", "json").stdout)
    return {(row["rule"], row["child"]): (row["state"], row["why"]) for row in answer["failures"]}


def test_the_table_counts_first_and_names_rules_but_no_child(settings: Settings, sent: Path) -> None:
    result = validate(settings, sent)
    assert result.exit_code == 0, result.exception
    lines = result.stdout.splitlines()
    assert lines[0] == f"{sent}: 322 rules of {YEAR}"
    assert " failed, " in lines[1] and lines[1].endswith(" 0 not held, 0 in error")
    assert lines[2].strip() == "5 failures: 5 to fix, 0 explained"
    assert [line.split()[:2] for line in lines[3:6]] == [["101", "1"], ["102", "1"], ["EPI", "3"]]
    assert any(line.startswith("  not run: Episodes is not in the return: ") for line in lines)
    assert not any(child in result.stdout for child in ("A1", "A2", "A3"))
    folder = Path(lines[-1].removeprefix("Report: "))
    assert folder == settings.reports / "rules" / f"{YEAR}_sent"
    assert {path.name for path in folder.iterdir()} == {"failures.csv", "report.json", "report.html"}


def test_the_csv_has_a_line_a_failure_and_no_formula(settings: Settings, sent: Path) -> None:
    printed = validate(settings, sent, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [(row["rule"], row["line"], row["child"], row["values"], row["state"]) for row in rows] == [
        ("101", "3", "A2", f"SEX {HOSTILE}", "to fix"),
        ("102", "4", "A3", f"DOB {FORMULA}", "to fix"),
        *(("EPI", line, child, f"CHILD {child}", "to fix") for line, child in (("2", "A1"), ("3", "A2"), ("4", "A3"))),
    ]
    kept = (settings.reports / "rules" / f"{YEAR}_sent" / "failures.csv").read_text(encoding="utf-8")
    assert kept.splitlines() == printed.splitlines()


def test_a_child_that_is_a_formula_is_text_in_the_csv(settings: Settings, sent: Path) -> None:
    (sent / "Header.csv").write_text(HEADER + GOOD.replace("A1,F", f"{FORMULA},X"), encoding="utf-8")
    row, _ = csv.DictReader(io.StringIO(validate(settings, sent, "--format", "csv").stdout))
    assert row["child"] == f"'{FORMULA}"


def test_the_json_has_every_rule_and_every_failure(settings: Settings, sent: Path) -> None:
    answer: dict[str, Any] = json.loads(validate(settings, sent, "--format", "json").stdout)
    assert (answer["name"], answer["collection_year"]) == (str(sent), YEAR)
    assert len(answer["outcomes"]) == 322
    first = answer["failures"][0]
    assert (first["rule"], first["row"], first["fields"], first["values"]) == ("101", 1, ["SEX"], [HOSTILE])


def test_the_page_shows_values_as_text(settings: Settings, sent: Path) -> None:
    validate(settings, sent)
    page = (settings.reports / "rules" / f"{YEAR}_sent" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert page.count("SEX &lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert all(f'<h3 id="rule-{rule}">' in page for rule in ("101", "102"))


def test_strict_ends_with_1_only_where_something_is_to_fix(settings: Settings, sent: Path) -> None:
    assert validate(settings, sent, "--strict").exit_code == 1
    for rule, child in states(settings, sent):
        wreath(settings, "explain", rule, child, "--why", "As the court has it.")
    assert validate(settings, sent, "--strict").exit_code == 0


def test_a_folder_without_a_return_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert error_of(validate(settings, tmp_path / "empty")).exit_code == 2
    assert "no return" in str(error_of(validate(settings, tmp_path / "absent")))
    assert not settings.reports.exists()


def test_an_earlier_return_that_is_none_is_refused(settings: Settings, sent: Path, tmp_path: Path) -> None:
    for option in ("--previous", "--history"):
        assert "absent" in str(error_of(validate(settings, sent, option, tmp_path / "absent")))


def test_reference_data_that_is_not_there_is_asked_for_by_file(settings: Settings, sent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    error = error_of(validate(settings, sent, "--reference", folder))
    assert error.exit_code == 2
    assert "holds no reference data: put providers.csv, postcodes.csv, authorities.csv there" in str(error)
    (folder / "providers.csv").write_text("NAME\nHome\n", encoding="utf-8")
    assert "has no column URN" in str(error_of(validate(settings, sent, "--reference", folder)))
    for column in ("URN", "urn"):
        (folder / "providers.csv").write_text(f"{column}\nSC000001\n", encoding="utf-8")
        assert "providers is not given" not in validate(settings, sent, "--reference", folder).stdout


def test_earlier_years_are_read_from_a_folder_a_year(settings: Settings, sent: Path, tmp_path: Path) -> None:
    for year, born in (("2024-25", "01/01/2012"), ("2025-26", "02/02/2012")):
        (tmp_path / "years" / year).mkdir(parents=True)
        earlier = HEADER + GOOD.replace("01/02/2012", born)
        (tmp_path / "years" / year / "Header.csv").write_text(earlier, encoding="utf-8")
    last = tmp_path / "years" / "2025-26"
    result = validate(settings, sent, "--previous", last, "--history", tmp_path / "years", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["child"] for row in rows if row["rule"] == "203"] == ["A1"]


@pytest.mark.parametrize("named", ["path", "frozen:2024-25", "frozen:2024-25/submitted", "published:2024-25"])
def test_an_earlier_return_may_be_a_frozen_or_a_published_one(
    settings: Settings, sent: Path, tmp_path: Path, named: str
) -> None:
    last = SmallReturn(people={"A1": "born on 1 January 2010"})
    publish(settings, {"2024-25": last})
    freeze_return(settings, "2024-25", "submitted", day=date(2026, 5, 28))
    earlier = str(last.write(tmp_path / "last")) if named == "path" else named
    result = validate(
        settings, sent, "--previous", earlier, "--history", earlier, "--history", earlier, "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["child"] for row in rows if row["rule"] == "203"] == ["A1"], result.exception


def test_a_named_return_that_is_not_there_and_an_authority_that_chooses_nothing_are_refused(
    settings: Settings, sent: Path
) -> None:
    for option in ("--previous", "--history"):
        assert "no return of 2024-25 is frozen" in str(error_of(validate(settings, sent, option, "frozen:2024-25")))
    assert error_of(validate(settings, sent, "--authority", "990")).exit_code == 2


def test_an_explained_failure_is_explained_in_the_next_report_and_in_next_years(
    settings: Settings, sent: Path, tmp_path: Path
) -> None:
    validate(settings, sent)
    result = wreath(settings, "explain", "101", "A2", "--why", "Not recorded  abroad.")
    assert result.stdout == "Explained: rule 101, child A2, 1 failure(s); the next report shows it.\n"
    expected = {("101", "A2"): ("explained", "Not recorded abroad."), ("102", "A3"): ("to fix", None)}
    assert states(settings, sent).items() >= expected.items()
    again = tmp_path / "another"
    again.mkdir()
    lines = (sent / "Header.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (again / "Header.csv").write_text(lines[0] + "".join(reversed(lines[1:])), encoding="utf-8")
    assert states(settings, again).items() >= expected.items()


def test_a_failure_is_explained_once(settings: Settings, sent: Path) -> None:
    validate(settings, sent)
    wreath(settings, "explain", "101", "A2", "--why", "Once.")
    error = error_of(wreath(settings, "explain", "101", "A2", "--why", "Twice."))
    assert (error.exit_code, "explained already" in str(error)) == (2, True)
    assert states(settings, sent)["101", "A2"] == ("explained", "Once.")


def test_an_explanation_holds_for_its_values_rule_and_child_only(settings: Settings, sent: Path) -> None:
    validate(settings, sent)
    wreath(settings, "explain", "101", "A2", "--why", "Not recorded abroad.")
    text = (sent / "Header.csv").read_text(encoding="utf-8")
    (sent / "Header.csv").write_text(text.replace(HOSTILE, "X").replace("A1,F", "A1,"), encoding="utf-8")
    found = states(settings, sent)
    assert {key: state for key, (state, _) in found.items() if key[0] == "101"} == {
        ("101", "A1"): "to fix",
        ("101", "A2"): "to fix",
    }
    wreath(settings, "explain", "101", "A2", "--why", "Nor here.")
    assert states(settings, sent)["101", "A2"] == ("explained", "Nor here.")


@pytest.mark.parametrize(
    ("rule", "child", "why", "message"),
    [
        ("102", "A2", "Why.", "rule 102 does not fail for child A2 in any report: run `wreath validate`"),
        ("101", "A9", "Why.", "rule 101 does not fail for child A9 in any report"),
        ("101", "A2", "  ", "--why must hold a reason of 1 to 600 characters"),
        ("101", "A2", "x" * 601, "--why must hold a reason of 1 to 600 characters"),
    ],
    ids=["another rule", "another child", "blank", "too long"],
)
def test_what_cannot_be_explained_is_refused(
    settings: Settings, sent: Path, rule: str, child: str, why: str, message: str
) -> None:
    validate(settings, sent)
    assert message in str(error_of(wreath(settings, "explain", rule, child, "--why", why)))
    assert set(states(settings, sent).values()) == {("to fix", None)}


def test_before_any_report_there_is_nothing_to_explain(settings: Settings) -> None:
    assert "does not fail" in str(error_of(wreath(settings, "explain", "101", "A2", "--why", "Why.")))


#: Two leavers of whom no return tells: one was 16 before the earlier years begin, one was not.
LEAVERS = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nolder,14/04/2008,YES,F1,U1\nyounger,15/04/2008,YES,F1,U1\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
ENDED = "A9,01/05/2020,S,C2,N1,U1,PR1,15/04/2024,E4A,,,,\n"


def test_what_care_before_the_earlier_years_may_explain_is_counted_apart_and_said_in_plain_words(
    settings: Settings, sent: Path, tmp_path: Path
) -> None:
    (sent / "OC3.csv").write_text(LEAVERS, encoding="utf-8")
    (sent / "Episodes.csv").write_text(EPISODES, encoding="utf-8")
    (tmp_path / "years" / "2024-25").mkdir(parents=True)
    (tmp_path / "years" / "2024-25" / "Episodes.csv").write_text(EPISODES + ENDED, encoding="utf-8")
    lines = validate(settings, sent, "--history", tmp_path / "years").stdout.splitlines()
    folder = settings.reports / "rules" / f"{YEAR}_sent"
    failures = json.loads((folder / "report.json").read_text(encoding="utf-8"))["failures"]
    limited = [(row["rule"], row["child"]) for row in failures if row["confidence"] == "limited history"]
    assert limited == [("1001", "older"), ("1002", "older")]
    told = "that may be wrong: care in years that were not given may explain them"
    assert lines[2] == f"  {len(failures)} failures: {len(failures) - 2} to fix, 0 explained, 2 {told}"
    assert lines[3] == "  history: the years that were given know nothing of care that ended before 15/04/2024"
    assert "  1002           2  A care leaver without any episode on record (1 on limited history)" in lines
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert f"<h1>{len(failures) - 2} failures to fix" in page and "<b>2</b> failures that may be wrong" in page
    assert "<em>1 of these may be wrong (limited history)" in page
