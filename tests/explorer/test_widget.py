"""The explorer without a browser: what is chosen decides what is shown and kept."""

import json

import nbformat
import pytest

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError, ReportError
from ntt_coverage.explorer import widget
from ntt_coverage.publish.explain import explain_figure, find_report
from ntt_coverage.publish.verify import verify_report
from tests.conftest import ROOT, run_program


@pytest.fixture
def explorer(data):
    return nc.explore("2019Q3", data=data)


def test_it_opens_on_the_quarter_asked_for_in_the_language_asked_for(data):
    shown = nc.explore("2021Q4", "en", data=data)
    assert shown.canvas.content["title"].startswith("6 of 22 regencies and cities enrol")
    assert (shown.quarter.value, shown.when.value) == ("2021Q4", "Q4 2021")
    assert shown.theme.description == "Indicator"


def test_without_a_quarter_it_opens_on_the_newest(data):
    assert nc.explore(data=data).quarter.value == nc.quarters_of(data)[-1]


@pytest.mark.parametrize("quarter", ["2010Q1", "2030Q1"])
def test_a_quarter_that_no_figure_speaks_of_is_refused_with_those_there_are(data, quarter):
    with pytest.raises(ParameterError) as refused:
        nc.explore(quarter, data=data)
    assert "Pilih dari 2018Q2 sampai 2026Q1" in refused.value.say("id")


def test_every_choice_draws_anew(explorer):
    titles = [explorer.canvas.content["title"]]
    for name, value in [
        ("theme", "persons"), ("quarter", "2021Q4"), ("segment", "vulnerable"),
        ("quarter", "2025Q3"), ("theme", "rate"), ("base", "population_total"), ("lang", "en"),
    ]:  # fmt: skip
        getattr(explorer, name).value = value
        titles.append(explorer.canvas.content["title"])
    assert len(set(titles)) == len(titles)
    assert explorer.view.kept == {
        "quarter": "2025Q3", "lang": "en", "theme": "rate", "segment": "vulnerable",
        "base": "population_total", "kind": "map",
    }  # fmt: skip


def test_the_base_counts_only_for_rates(explorer):
    assert explorer.base.disabled
    explorer.theme.value = "rate"
    assert not explorer.base.disabled
    explorer.base.value = "population_total"
    explorer.theme.value = "persons"
    assert explorer.base.disabled
    assert explorer.view.base == "own"


def test_the_language_changes_every_word_and_no_choice(explorer):
    explorer.quarter.value, explorer.segment.value = "2024Q1", "informal"
    before = explorer.view
    explorer.lang.value = "en"
    assert explorer.view.kept == before.kept | {"lang": "en"}
    assert dict(explorer.segment.options)["Informal (BPU)"] == "informal"
    assert explorer.add.description == "Add to pack"
    assert explorer.canvas.words["table"] == "Table of the 22 regencies and cities"


def test_a_click_on_the_timeline_moves_the_slider(explorer):
    explorer.canvas.quarter = "2022Q1"
    assert explorer.quarter.value == "2022Q1"
    assert explorer.canvas.content["timeline"]["shown"] == "2022Q1"
    explorer.canvas.quarter = "no quarter"
    assert explorer.quarter.value == "2022Q1"


def test_a_click_on_a_unit_brings_its_statements(explorer):
    assert explorer.canvas.statements == {}
    explorer.canvas.regency = "5311"
    assert list(explorer.canvas.statements) == ["5311"]
    assert explorer.canvas.statements["5311"]
    explorer.canvas.regency = ""
    assert explorer.canvas.statements == {}


def test_a_unit_pointed_at_tells_too_and_the_chosen_one_stays(explorer):
    explorer.canvas.regency = "5311"
    explorer.canvas.pointed = "5371"
    assert sorted(explorer.canvas.statements) == ["5311", "5371"]
    explorer.canvas.pointed = "5303"
    assert sorted(explorer.canvas.statements) == ["5303", "5311"]


def test_a_ranking_of_rates_is_not_offered_and_no_base_is_kept_of_persons(explorer):
    explorer.quarter.value, explorer.segment.value = "2025Q3", "vulnerable"
    explorer.kind.value = "ranking"
    explorer.theme.value = "rate"
    explorer.base.value = "population_total"
    assert [value for _, value in explorer.kind.options] == ["map", "timeline"]
    assert (explorer.kind.value, explorer.view.base) == ("map", "population_total")
    explorer.kind.value = "timeline"
    assert explorer.view.base == "own"


def test_a_timeline_is_kept_as_it_is_shown(explorer):
    explorer.quarter.value, explorer.kind.value = "2019Q3", "timeline"
    assert (
        explorer.view.draw(explorer.data).passport.title
        == (explorer.canvas.content["timeline"]["title"])
    )


def test_the_bars_are_those_of_the_ranking_that_is_kept(explorer):
    explorer.quarter.value, explorer.theme.value = "2021Q4", "persons"
    explorer.kind.value = "ranking"
    kept = explorer.view.draw(explorer.data).passport.shown["values"]
    bars = {name: text for _, name, _, text, _ in explorer.canvas.content["bars"]["rows"]}
    assert bars == kept


def test_a_view_that_cannot_be_drawn_leaves_no_older_picture(explorer, monkeypatch):
    def fail(*_):
        raise ReportError("labels", layout="explore")

    monkeypatch.setattr(widget, "content_of", fail)
    explorer.quarter.value = "2021Q4"
    assert explorer.canvas.content == {}
    assert explorer.packed.value.startswith("<p><b>")
    monkeypatch.undo()
    explorer.quarter.value = "2019Q3"
    assert explorer.packed.value == ""


@pytest.mark.parametrize("kind", ["map", "timeline"])
def test_another_language_keeps_the_base(explorer, kind):
    explorer.quarter.value, explorer.segment.value = "2025Q3", "vulnerable"
    explorer.theme.value, explorer.base.value = "rate", "population_total"
    explorer.kind.value = kind
    assert "penduduk" in explorer.canvas.content["lines"][0]
    explorer.lang.value = "en"
    assert explorer.base.value == "population_total"
    assert "residents" in explorer.canvas.content["lines"][0]


def test_what_is_kept_explains_and_verifies_itself(project):
    shown = nc.explore("2025Q3", data=nc.load(project))
    shown.theme.value, shown.segment.value = "rate", "vulnerable"
    shown.base.value = "population_total"
    folder = shown.add_to_pack()
    assert folder.parent == project.pack
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert files == [
        "figure.ipynb", "figures/figure.png", "figures/figure.svg", "manifest.json",
        "tables/sources.csv",
    ]  # fmt: skip
    assert folder.name in shown.packed.value
    assert "nc.draw_map(tables, &quot;rate&quot;)" in shown.packed.value

    assert find_report(folder.name, project.reports) == folder
    told = "\n".join(explain_figure(folder.name, folder, project, "id"))
    assert "Kabupaten Timor Tengah Utara (5,4%)" in told
    verified = verify_report(folder, project)
    assert verified.same, verified.lines("id")


def test_the_kept_notebook_is_one_cell_of_plain_code(project):
    shown = nc.explore("2021Q4", data=nc.load(project))
    folder = shown.add_to_pack()
    notebook = nbformat.read(folder / "figure.ipynb", as_version=4)
    nbformat.validate(notebook)
    said, code = notebook.cells
    assert said.source.startswith("6 dari 22 kabupaten/kota")
    assert folder.name in said.source
    assert code.source == shown.view.code


def test_a_changed_figure_is_told_by_verify(project):
    folder = nc.explore("2021Q4", data=nc.load(project)).add_to_pack()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["view"]["kind"] == "map"
    (folder / "figures" / "figure.svg").write_text("other", "utf-8")
    verified = verify_report(folder, project)
    assert not verified.same
    assert verified.tampered == ["figures/figure.svg"]


@pytest.mark.parametrize("view", [[], "map", {"quarter": "2019Q3"}, {"kind": 1}])
def test_a_manifest_with_a_strange_view_is_none_of_ours(project, view):
    folder = nc.explore("2021Q4", data=nc.load(project)).add_to_pack()
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["parameters"]["view"] = view
    path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ParameterError) as refused:
        verify_report(folder, project)
    assert refused.value.key == "no_manifest"


def test_an_input_that_is_gone_is_a_changed_input(project):
    shown = nc.explore("2021Q4", data=nc.load(project))
    project.corrections.unlink()
    assert shown.add_to_pack() is None
    assert "corrections.yml" in shown.packed.value


def test_the_notebook_of_the_report_is_no_input_of_a_figure(project):
    shown = nc.explore("2021Q4", data=nc.load(project))
    project.quarterly_notebook.write_text("{}", "utf-8")
    folder = shown.add_to_pack()
    assert verify_report(folder, project).same


def test_notes_in_a_kept_folder_stay_when_the_figure_is_kept_again(project):
    shown = nc.explore("2021Q4", data=nc.load(project))
    note = shown.add_to_pack() / "catatan.txt"
    note.write_text("untuk rapat", "utf-8")
    assert shown.add_to_pack() == note.parent
    assert note.read_text("utf-8") == "untuk rapat"


@pytest.mark.parametrize("manifest", ["{}", None])
def test_another_folder_in_the_place_of_a_figure_is_never_replaced(project, manifest):
    shown = nc.explore("2021Q4", data=nc.load(project))
    folder = shown.add_to_pack()
    (folder / "catatan.txt").write_text("untuk rapat", "utf-8")
    if manifest is None:
        (folder / "manifest.json").unlink()
    else:
        (folder / "manifest.json").write_text(manifest, "utf-8")
    assert shown.add_to_pack() is None
    assert "Pindahkan folder itu" in shown.packed.value
    assert (folder / "catatan.txt").read_text("utf-8") == "untuk rapat"


def test_data_that_changed_meanwhile_are_not_kept_under_a_wrong_name(project):
    shown = nc.explore("2021Q4", data=nc.load(project))
    project.corrections.write_text(project.corrections.read_text("utf-8") + "\n", "utf-8")
    assert shown.add_to_pack() is None
    assert "corrections.yml" in shown.packed.value
    assert not project.pack.exists()


def test_a_preview_is_looked_at_but_not_kept(project):
    cleaned = nc.clean_file(ROOT / "notebooks" / "samples" / "contoh_rekap_kantor.xlsx")
    told = {"publisher": "Contoh", "date_published": "2026-07-05"}
    shown = nc.explore("2026Q1", data=nc.preview(nc.load(project), cleaned, source=told))
    assert shown.canvas.content["title"].startswith("PRATINJAU: ")
    assert shown.add_to_pack() is None
    assert "ntt-coverage add" in shown.packed.value


@pytest.mark.parametrize(
    ("kind", "theme", "segment", "base"),
    [
        ("map", "rate", "vulnerable", "population_total"), ("map", "status", "informal", "own"),
        ("ranking", "persons", "vulnerable", "own"), ("timeline", "status", "vulnerable", "own"),
        ("map", "persons", "non_asn", "own"),
    ],
)  # fmt: skip
def test_a_kept_figure_is_drawn_again_from_its_id_alone(project, kind, theme, segment, base):
    shown = nc.explore("2025Q3", data=nc.load(project))
    shown.kind.value, shown.theme.value, shown.segment.value = kind, theme, segment
    shown.base.value = base
    drawn = shown.view.draw(shown.data)
    again = nc.redraw(drawn.passport.figure_id, layout="slide", data=shown.data)
    assert again.passport == drawn.passport
    assert again.svg() == drawn.svg()
    english = nc.redraw(drawn.passport.figure_id, lang="en", data=shown.data)
    assert english.passport.spec.lang == "en"
    assert english.passport.shown["sources"].startswith("Sources: ")


def test_a_folder_that_cannot_be_written_is_said_and_nothing_breaks(project):
    project.reports.mkdir(exist_ok=True)
    project.pack.write_text("a file, no folder", "utf-8")
    shown = nc.explore("2021Q4", data=nc.load(project))
    assert shown.add_to_pack() is None
    assert shown.packed.value.startswith("<p><b>")


def test_the_figure_kept_in_the_explorer_is_found_by_the_command(project):
    shown = nc.explore("2025Q3", data=nc.load(project))
    shown.segment.value, shown.kind.value = "vulnerable", "timeline"
    folder = shown.add_to_pack()
    done = run_program("verify", "--figure", folder.name, NTT_COVERAGE_ROOT=str(project.root))
    assert done.returncode == 0, done.stderr
    assert folder.name in done.stdout
