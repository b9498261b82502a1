"""`wreath map`: the same answer in words and as data, on the demo; what is wrongly asked, on a graph by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.tables import FIELD_CONCEPTS, RULE_FIELDS
from dagster_project.cli import app, main
from dagster_project.errors import WreathError
from dagster_project.map.agreement import of_concept, of_field
from dagster_project.map.merge import merge_plan
from dagster_project.map.names import concept_named
from dagster_project.map.published import write_graph_files
from dagster_project.map.words import agreement_lines, labels_of
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.prepare import load_catalogue
from lineage import Graph, Node
from lineage.ask import WrittenGraph, what_stands_behind, where_goes
from tests.conftest import AS_AT, Built
from tests.lineage.small_graph import small_graph, written

ACTIVITY = "lcs.ssd_care_leavers.clea_care_leaver_activity"
CALLED = "lcs.lcs_care_leaver_contacts.accommodation"
CALLS = "lcs.calls.kind"


#: What the published map says of agreement: a pair that is shown, one too small for it, and a concept not compared;
#: and what is claimed: proved, not proved, and of a return and a dashboard that are made elsewhere.
MEASURED = """
create table map_field (source varchar, dataset varchar, field varchar, fate_reason varchar);

insert into map_field values
('lcs', 'calls', 'kind', null), ('lcs', 'calls', 'day', null), ('ccis', 'roll', 'kind', null),
('ccis', 'roll', 'note', 'the source sends it empty');

create table map_claim (
    dataset varchar, field varchar, concept_id varchar, is_claimed boolean, is_proved boolean,
    claim_file varchar, claim_line bigint
);

insert into map_claim values
('calls', 'kind', 'C1', true, true, 'seeds/concepts.csv', 2),
('roll', 'note', 'C1', true, false, 'seeds/concepts.csv', 3),
('calls', 'day', 'C1', false, true, null, null);

create table map_item_claim (
    dataset varchar, field varchar, return_item_id varchar, state varchar, claim_file varchar, claim_line bigint
);

insert into map_item_claim values
('roll', 'kind', 'SSDA903.OC3.ACCOM', 'claimed and proved', 'seeds/items.csv', 4),
('roll', 'kind', 'CCIS.Roll.kind', 'claimed, cannot be proved', 'seeds/items.csv', 5),
('calls', 'day', 'SSDA903.OC3.ACCOM', 'claimed, not proved', 'seeds/items.csv', 6);

create table dashboard_measures (
    dashboard_id varchar, measure_id varchar, dataset varchar, field varchar, indicator_id varchar,
    provenance varchar, provenance_line bigint
);

insert into dashboard_measures values
('council', 'M2', 'roll', 'note', null, 'seeds/measures.csv', 7),
('w', 'M1', null, null, 'is_homed', 'seeds/measures.csv', 8);

create table map_duplication (concept_id varchar, is_comparable boolean, comparison varchar);

insert into map_duplication values
('C1', true, 'The kind of home.'),
('C05', false, 'Each date tells of a check of its own.');

create table map_duplication_pair (
    concept_id varchar, local_authority_code varchar, a_source varchar, a_dataset varchar, a_field varchar,
    b_source varchar, b_dataset varchar, b_field varchar, status varchar, both_count_shown bigint,
    agree_share double, agree_share_low double, agree_share_high double, kappa double, kappa_low double,
    kappa_high double, fresher varchar, fresher_days double, survivor varchar, survivor_reason varchar
);

insert into map_duplication_pair values
('C1', '990', 'ccis', 'roll', 'kind', 'lcs', 'calls', 'kind', 'shown', 40,
 0.7, 0.546, 0.819, 0.6, 0.41, 0.79, 'b', 12, 'b', 'It has a day.'),
('C1', '990', 'ccis', 'roll', 'note', 'lcs', 'calls', 'kind', 'c', null,
 null, null, null, null, null, null, null, null, 'fresher', 'No order is laid down.');
"""


def wreath(settings: Settings, *words: str) -> Result:
    """Run a command off a terminal, which is said to be narrow."""
    return CliRunner().invoke(app, list(words), env={"WREATH_HOME": str(settings.home), "COLUMNS": "60"})


def text_of(settings: Settings, *words: str) -> str:
    result = wreath(settings, *words)
    assert result.exit_code == 0, result.output or result.exception
    return result.stdout


def data_of(settings: Settings, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text_of(settings, *words, "--json"))
    return answer


def error_of(settings: Settings, *words: str) -> WreathError:
    error = wreath(settings, *words).exception
    assert isinstance(error, WreathError)
    assert "\n" not in str(error)
    return error


def _label(settings: Settings, target: str) -> str:
    label = labels_of(load_catalogue(settings)).get(target)
    return f" ({label})" if label else ""


def line_with(lines: list[str], way: dict[str, Any]) -> str:
    """The one line that tells a way: its ends and every step, in order, uncut."""
    stops = [edge["to_id"] for edge in way["edges"]]
    ends = (way["field_id"], way["target_id"])
    found = [line for line in lines if line.strip().startswith(ends) and line.endswith(f" {stops[-1]}")]
    # The feeding way of a field may be the deciding one of another that is told beside it: the first is the shortest.
    return next(line for line in found if [word for word in line.split() if word in stops][-len(stops) :] == stops)


@pytest.fixture(scope="module")
def published_graph(demo: Built) -> WrittenGraph:
    return WrittenGraph.read(require_current(demo.settings).lineage)


@pytest.fixture
def small_home(tmp_path: Path) -> Settings:
    """A home whose run 000001 has the graph by hand, and whose run 000002 was published without one."""
    settings = Settings(tmp_path / "home")
    graph, folder = written(small_graph()), tmp_path / "graph"
    folder.mkdir()
    for name, frame in (("nodes", graph.nodes_frame), ("edges", graph.edges_frame), ("paths", graph.paths_frame)):
        frame.write_parquet(folder / f"{name}.parquet")
    write_graph_files(folder, settings.published / "000001" / "lineage", AS_AT)
    (settings.published / "000002").mkdir()
    for name in ("000001", "000002"):
        (settings.published / name / "run.json").write_text("{}", encoding="utf-8")
    (settings.published / "CURRENT").write_text("000001\n", encoding="utf-8")
    with duckdb.connect(str(settings.published / "000001" / "dashboards.duckdb")) as connection:
        connection.execute(MEASURED)
    return settings


@pytest.mark.slow
def test_a_run_publishes_its_graph_in_every_format_and_without_a_person(demo: Built) -> None:
    folder = require_current(demo.settings).lineage
    names = {path.name for path in folder.iterdir()}
    assert names >= {"nodes.parquet", "edges.parquet", "paths.parquet", "nodes.csv", "edges.csv"}
    assert names >= {"graph.json", "graph.schema.json", "openlineage.jsonl"}
    with demo.connect() as connection:
        people = connection.execute("select person_id, cast(birth_date as varchar) from core.dim_person").fetchall()
    content = (folder / "graph.json").read_text(encoding="utf-8")
    assert people
    assert [cell for row in people for cell in row if cell and cell in content] == []


@pytest.mark.slow
def test_where_a_field_goes(demo: Built, published_graph: WrittenGraph) -> None:
    lines = text_of(demo.settings, "map", "field", ACTIVITY).splitlines()
    data = data_of(demo.settings, "map", "field", ACTIVITY)
    answer = where_goes(published_graph, ACTIVITY)
    assert {way["target_id"] for way in data["feeds"]} == {way.target_id for way in answer.feeds} >= {"concept.C01"}
    assert {way["target_id"] for way in data["decides"]} == {way.target_id for way in answer.decides}
    for way in (*data["feeds"], *data["decides"]):
        assert line_with(lines, way)
    assert sum(" -> " in line for line in lines) == len(data["feeds"]) + len(data["decides"])


@pytest.mark.slow
def test_what_stands_behind_an_item_and_a_concept(demo: Built, published_graph: WrittenGraph) -> None:
    for words, target in (("item SSDA903.OC3.ACCOM", "SSDA903.OC3.ACCOM"), ("concept C16", "concept.C16")):
        lines = text_of(demo.settings, "map", *words.split()).splitlines()
        data = data_of(demo.settings, "map", *words.split())
        answer = what_stands_behind(published_graph, target)
        assert [way["field_id"] for way in data["feeds"]] == [way.field_id for way in answer.feeds]
        assert CALLED in {way["field_id"] for way in data["feeds"]}
        for way in (*data["feeds"], *data["decides"]):
            assert line_with(lines, way)


@pytest.mark.slow
def test_what_is_lost_without_a_field(demo: Built) -> None:
    text = text_of(demo.settings, "map", "drop", CALLED)
    data = data_of(demo.settings, "map", "drop", CALLED)
    assert "indicator.is_staying_put" in {loss["target_id"] for loss in data["lost"]}
    for part in ("lost", "weakened", "decided"):
        for loss in data[part]:
            (line,) = [line for line in text.splitlines() if line.startswith(f"  {loss['target_id']} (")]
            named = (*loss["dropped"], *(loss["remaining"] if part == "weakened" else ()))
            assert all(field_id in line for field_id in named)
            assert part == "lost" or f"still {len(loss['remaining'])} field" in line


@pytest.mark.slow
def test_nothing_is_cut_or_wrapped_at_400_characters(demo: Built) -> None:
    lines = text_of(demo.settings, "map", "drop", CALLED).splitlines()
    assert max(map(len, lines)) > 400
    assert all(line.startswith(("  ", "Without ", "Lost ", "Weakened ", "Decided ", "Claimed ")) for line in lines)
    lines = text_of(demo.settings, "map", "field", ACTIVITY).splitlines()
    assert min(len(line_with(lines, way)) for way in data_of(demo.settings, "map", "field", ACTIVITY)["feeds"]) > 60


@pytest.mark.slow
def test_a_run_differs_from_another_only_in_what_changed(demo: Built, tmp_path: Path) -> None:
    run = require_current(demo.settings)
    assert text_of(demo.settings, "map", "diff", run.folder.name, str(int(run.folder.name))) == "No difference.\n"
    other = tmp_path / "other"
    shutil.copytree(run.lineage, other)
    graph = WrittenGraph.read(other)
    graph.edges_frame.head(-1).write_parquet(other / "edges.parquet")
    data = data_of(demo.settings, "map", "diff", run.folder.name, str(other))
    text = text_of(demo.settings, "map", "diff", run.folder.name, str(other))
    (removed,) = data["edges"]["removed"]
    assert "edges: 0 added, 1 removed" in text
    assert [line for line in text.splitlines() if line.startswith("- edges") and removed["to_id"] in line]


@pytest.mark.slow
def test_one_source_of_a_concept_is_computed_and_the_published_copy_stays(demo: Built) -> None:
    run = require_current(demo.settings)
    before = {path: path.stat().st_mtime_ns for path in sorted(run.folder.rglob("*")) if path.is_file()}
    loads = {path: path.stat().st_mtime_ns for path in sorted(demo.settings.landing.rglob("*"))}
    words = ("map", "merge", "C16", "--keep", "housing.hclic_cases.accommodation_at_application")
    data = data_of(demo.settings, *words)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {path: path.stat().st_mtime_ns for path in sorted(demo.settings.landing.rglob("*"))} == loads
    assert not (demo.settings.build / "merge").exists()
    assert CALLED in data["plan"]["emptied"]
    (concept,) = data["concept"]
    assert concept["recorded_new"] < concept["recorded_old"]
    changed = {change["indicator_id"]: change for change in data["indicators"]}
    assert changed["is_staying_put"]["numerator_new"] == 0 < changed["is_staying_put"]["people_changed"]
    assert "has_dental_check_in_date" not in changed
    assert {"OC3"} <= {item["module"] for item in data["items"]}


def test_keeping_a_field_needs_one_that_records_the_concept(catalogue: Catalogue) -> None:
    with pytest.raises(WreathError, match="does not record C16; these do: lcs") as caught:
        merge_plan(catalogue, "C16", ACTIVITY)
    assert caught.value.exit_code == 2
    plan = merge_plan(catalogue, "C21", "lcs.ssd_address.addr_address_postcode")
    assert "housing.tenancies.address_postcode" in plan.standing
    assert "lcs.ssd_cla_placement.clap_cla_placement_postcode" in plan.emptied


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("field", "lcs.calls.kid"), "lcs.calls.kind"),
        (("item", "SSDA903.OC3.ACOM"), "SSDA903.OC3.ACCOM"),
        (("concept", "C2"), "concept.C1"),
        (("drop", "lcs.calls.kind", "lcs.calls.dya"), "lcs.calls.day"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_unknown_name_gives_one_line_with_the_nearest(
    small_home: Settings, words: tuple[str, ...], nearest: str
) -> None:
    error = error_of(small_home, "map", *words)
    assert error.exit_code == 2
    assert nearest in str(error).split("nearest: ")[1]


def test_a_short_id_without_its_nought_and_words_of_a_label_are_near(catalogue: Catalogue) -> None:
    labels = labels_of(catalogue)
    graph = Graph()
    for concept in catalogue.concepts:
        graph.add_node(Node(f"concept.{concept.concept_id}", "concept", "domains", "d", concept.concept_id))
    for asked, nearest in (("c9", "concept.C09"), ("neet", "concept.C03"), ("Accommodation type", "concept.C16")):
        with pytest.raises(WreathError, match=f"nearest: {nearest} ") as caught:
            concept_named(written(graph), asked, labels)
        assert f"({labels[nearest]})" in str(caught.value)
    with pytest.raises(WreathError, match=r"no concept ''; nearest: concept\."):
        concept_named(written(graph), "", labels)


def test_a_name_may_be_given_by_its_end_unless_several_end_so(small_home: Settings) -> None:
    assert data_of(small_home, "map", "field", "CALLS.kind")["field_id"] == "lcs.calls.kind"
    assert "lcs.calls.kind" in str(error_of(small_home, "map", "field", "kind"))


def test_an_unknown_name_ends_with_2_and_a_line_on_standard_error(
    small_home: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WREATH_HOME", str(small_home.home))
    monkeypatch.setattr("sys.argv", ["wreath", "map", "concept", "C9"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err == "wreath: the map has no concept 'C9'; nearest: concept.C1\n"


def test_a_run_without_its_graph_says_how_to_get_one(small_home: Settings) -> None:
    (small_home.published / "CURRENT").write_text("000002\n", encoding="utf-8")
    error = error_of(small_home, "map", "concept", "C1")
    assert (error.exit_code, "run 000002 was published without its graph" in str(error)) == (3, True)
    assert "wreath run --again" in str(error)


def test_a_difference_needs_two_graphs(small_home: Settings) -> None:
    error = error_of(small_home, "map", "diff", "1", "3")
    assert (error.exit_code, "000001, 000002" in str(error)) == (2, True)
    assert "published without its graph" in str(error_of(small_home, "map", "diff", "1", "2"))


def test_a_field_and_an_item_can_be_drawn(small_home: Settings) -> None:
    assert text_of(small_home, "map", "field", "lcs.calls.day", "--mermaid").startswith("flowchart LR\n")
    assert "filtered" in text_of(small_home, "map", "item", "OC3.ACCOM", "--mermaid")
    assert error_of(small_home, "map", "item", "OC3.ACCOM", "--mermaid", "--json").exit_code == 2


def test_what_goes_nowhere_is_said_to(small_home: Settings) -> None:
    told = text_of(small_home, "map", "field", "ccis.roll.note")
    assert "Goes nowhere" in told and "Why its value goes no further: the source sends it empty" in told
    assert data_of(small_home, "map", "field", "ccis.roll.note")["reasons"] == ["the source sends it empty"]
    assert "no further" not in text_of(small_home, "map", "field", "lcs.calls.kind")
    assert "Nothing stands behind it" in text_of(small_home, "map", "item", "dashboard.council.M2")


def test_an_item_names_the_rules_that_check_it(small_home: Settings, catalogue: Catalogue) -> None:
    lines = text_of(small_home, "map", "item", "OC3.ACCOM").splitlines()
    rules = data_of(small_home, "map", "item", "OC3.ACCOM")["rules"]
    expected = {row.rule for row in catalogue.table(RULE_FIELDS) if (row.module, row.item) == ("OC3", "ACCOM")}
    assert {"133", "153"} <= {rule["rule"] for rule in rules} == expected
    assert {item for rule in rules for item in rule["items"]} == {"SSDA903.OC3.ACCOM"}
    assert f"Checked by {len(rules)} rules when the return is validated" in lines
    told = [f"  {rule['rule']}: {rule['title']} (SSDA903.OC3.ACCOM)" for rule in rules]
    assert lines[-len(rules) :] == told


def test_a_field_names_the_rules_of_the_items_that_it_feeds_and_no_others(small_home: Settings) -> None:
    of_item = data_of(small_home, "map", "item", "OC3.ACCOM")
    (feeding, *_), (deciding, *_) = (of_item[via] for via in ("feeds", "decides"))
    assert data_of(small_home, "map", "field", feeding["field_id"])["rules"] == of_item["rules"]
    assert data_of(small_home, "map", "field", deciding["field_id"])["rules"] == []
    assert "Checked by" in text_of(small_home, "map", "field", feeding["field_id"])
    assert "Checked by" not in text_of(small_home, "map", "field", deciding["field_id"])


def test_a_concept_says_how_far_the_fields_that_record_it_agree(small_home: Settings) -> None:
    text = text_of(small_home, "map", "concept", "C1")
    assert text.splitlines()[-3:] == [
        "Measured agreement of the fields that record concept.C1, 2 pairs: The kind of home.",
        "  990 ccis.roll.kind and lcs.calls.kind: 70.0 % of 40 people agree (54.6 to 81.9 %), "
        "kappa 0.60 (0.41 to 0.79); fresher by 12 days (median): lcs.calls.kind; used: lcs.calls.kind (It has a day.)",
        "  990 ccis.roll.note and lcs.calls.kind: not shown, of too few people; "
        "used: the fresher (No order is laid down.)",
    ]
    (comparison,) = data_of(small_home, "map", "concept", "C1")["agreement"]
    shown, hidden = comparison["pairs"]
    assert (shown["people"], shown["agree_share"], shown["kappa_low"], shown["fresher"]) == (40, 0.7, 0.41, CALLS)
    assert (hidden["status"], hidden["people"], hidden["kappa"]) == ("c", None, None)


def test_a_field_says_how_far_it_agrees_with_others_and_not_how_others_do(small_home: Settings) -> None:
    (comparison,) = data_of(small_home, "map", "field", "ccis.roll.note")["agreement"]
    assert [(pair["a_field"], pair["b_field"]) for pair in comparison["pairs"]] == [("ccis.roll.note", CALLS)]
    assert len(data_of(small_home, "map", "field", CALLS)["agreement"][0]["pairs"]) == 2
    assert data_of(small_home, "map", "field", "lcs.calls.day")["agreement"] == []


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        (("field", "ccis.roll.kind"), [("ccis.roll.kind", "CCIS.Roll.kind", False, "seeds/items.csv", 5)]),
        (
            ("field", "ccis.roll.note"),
            [
                ("ccis.roll.note", "concept.C1", True, "seeds/concepts.csv", 3),
                ("ccis.roll.note", "dashboard.council.M2", False, "seeds/measures.csv", 7),
            ],
        ),
        (("field", "lcs.calls.kind"), []),
        (("item", "OC3.ACCOM"), [("lcs.calls.day", "SSDA903.OC3.ACCOM", True, "seeds/items.csv", 6)]),
        (
            ("item", "dashboard.council.M2"),
            [("ccis.roll.note", "dashboard.council.M2", False, "seeds/measures.csv", 7)],
        ),
        (("concept", "C1"), [("ccis.roll.note", "concept.C1", True, "seeds/concepts.csv", 3)]),
        (
            ("drop", "ccis.roll.kind", "lcs.calls.day"),
            [
                ("ccis.roll.kind", "CCIS.Roll.kind", False, "seeds/items.csv", 5),
                ("lcs.calls.day", "SSDA903.OC3.ACCOM", True, "seeds/items.csv", 6),
            ],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_claimed_without_proof_is_told_with_its_place(
    small_home: Settings, words: tuple[str, ...], claims: list[tuple[str, str, bool, str, int]]
) -> None:
    assert [tuple(claim.values()) for claim in data_of(small_home, "map", *words)["claims"]] == claims
    lines = text_of(small_home, "map", *words).splitlines()
    told = [line for line in lines if "(seeds/" in line]
    assert told == [
        f"  {field} for {target}{_label(small_home, target)}{'' if can else ', made elsewhere'} ({path}:{line})"
        for field, target, can, path, line in claims
    ]
    assert any(line.startswith(f"Claimed without proof {len(claims)}:") for line in lines) is bool(claims)


def test_data_says_what_people_call_each_id(small_home: Settings, catalogue: Catalogue) -> None:
    called = {item.item: item.description for item in catalogue.return_items if item.module == "OC3"}
    labels = data_of(small_home, "map", "item", "OC3.ACCOM")["labels"]
    assert labels == {"SSDA903.OC3.ACCOM": called["ACCOM"]}
    assert f"({called['ACCOM']})" in text_of(small_home, "map", "item", "OC3.ACCOM")
    assert data_of(small_home, "map", "diff", "1", "1")["labels"] == {}


def test_what_is_not_compared_says_why(small_home: Settings, catalogue: Catalogue) -> None:
    (of_it,) = of_concept(small_home, "C05")
    assert (of_it.is_comparable, of_it.reason, of_it.pairs) == (False, "Each date tells of a check of its own.", ())
    claim = next(row for row in catalogue.table(FIELD_CONCEPTS) if row.concept_id == "C05")
    field_id = f"{catalogue.dataset(claim.dataset).source}.{claim.dataset}.{claim.field}"
    assert of_field(small_home, catalogue, field_id) == (of_it,)
    (line,) = agreement_lines((of_it,), {"concept.C05": "Last check"})
    assert line == f"Several fields record concept.C05 (Last check) and are not compared: {of_it.reason}"


def test_a_kappa_that_rounds_to_nought_has_no_sign(small_home: Settings) -> None:
    (comparison,) = of_concept(small_home, "C1")
    pair = comparison.pairs[0]._replace(kappa=-0.001, kappa_low=-0.0, kappa_high=0.1)
    (_, line) = agreement_lines((comparison._replace(pairs=(pair,)),), {})
    assert "kappa 0.00 (0.00 to 0.10)" in line
