"""A report can be made again and compared; a figure answers for itself, also years later."""

import json
import re
import shutil

import pytest

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec, figure_id_of
from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths
from ntt_coverage.publish.explain import explain_figure, find_report, id_in
from ntt_coverage.publish.passport import changed_rows, read_manifest, row_digests, tampered_files
from ntt_coverage.publish.verify import Verification, verify_report
from tests.conftest import ROOT, run_program

HERE = ProjectPaths(ROOT)


@pytest.fixture
def report(report_2019q3, tmp_path):
    """A copy of a real report, to be touched."""
    copied = tmp_path / "reports" / "2019Q3"
    shutil.copytree(report_2019q3, copied)
    return copied


@pytest.fixture
def manifest(report_2019q3):
    return read_manifest(report_2019q3)


def replace_in(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def edit(report, path, value):
    """Put a value into the manifest, as a person with an editor would."""
    made = json.loads((report / "manifest.json").read_text("utf-8"))
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (report / "manifest.json").write_text(json.dumps(made), "utf-8")


def compared(then, **parts):
    """What would be said if the rebuilt report had these parts in its manifest."""
    now = json.loads(json.dumps({**then, **parts}))
    spec = ReportSpec.parse("2019Q3")
    return Verification(folder=ROOT, spec=spec, then=then, now=now, tampered=[])


# The real thing


def test_an_untouched_report_is_the_same_and_the_exit_code_says_so(report):
    done = run_program("verify", report)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"Sama: \d+ berkas dan \d+ gambar dari .* byte demi byte\.\n", done.stdout)


def test_a_changed_statement_is_named_with_each_figure_that_it_moved(report, project):
    articles = project.raw / "statements_articles.csv"
    replace_in(articles, "002-11,S07,body,Kabupaten Ende", "002-11,S07,body,Kabupaten Alor")
    done = run_program("verify", report, **{ROOT_VARIABLE: str(project.root)})
    said = done.stdout
    assert done.returncode == 1
    for name in ("status", "tiles", "change", "ranking", "web"):
        assert f"Gambar {name} berubah: 2019Q3-id-{name}-" in said
    assert "Gambar timeline berubah" not in said
    assert "Kabupaten Ende: Mendaftarkan → Belum mendaftarkan" in said
    assert "sebab: data/raw/statements_articles.csv (baris 002-11)" in said
    assert "Masukan berubah: data/raw/statements_articles.csv: baris 002-11 berubah" in said


def test_moved_outlines_change_the_maps_and_not_the_tiles(report, project):
    text = project.embedded_boundaries.read_text("utf-8")
    first = re.search(r"\[\[\[+(1\d\d\.\d+)", text)[1]
    project.embedded_boundaries.write_text(text.replace(first, f"{float(first) + 0.0004:.4f}"))
    lines = verify_report(report, project).lines("en")
    moved = [line for line in lines if line.startswith("Figure ")]
    assert [line.split()[1] for line in moved] == ["change", "slide-map", "status", "web"]
    assert lines[lines.index(moved[1]) + 1].strip() == ("because of: data/geo/ntt_overview.geojson")


# What is compared


def test_a_new_version_of_a_library_is_named_and_no_input(manifest):
    versions = {**manifest["versions"], "matplotlib": "9.9"}
    outputs = {**manifest["outputs"], "figures/status.png": "0" * 64}
    said = compared(manifest, versions=versions, outputs=outputs).lines("id")
    assert any(line.startswith("Gambar status (2019Q3-id-status-") for line in said)
    assert "isinya sama, hanya gambarnya berbeda" in "\n".join(said)
    before = manifest["versions"]["matplotlib"]
    assert said[-1] == f"Versi berbeda: matplotlib {before} → 9.9"


def test_other_bytes_from_the_same_inputs_and_versions_are_laid_to_the_computer(manifest):
    outputs = {**manifest["outputs"], "report.html": "0" * 64}
    said = compared(manifest, outputs=outputs).lines("en")
    assert said[1:] == [
        f"What the {len(manifest['figures'])} figures say is the same.",
        "Other files that changed: report.html",
        "Inputs and versions are the same; what differs is this computer, such as its operating "
        "system.",
    ]


def test_a_figure_that_is_new_or_gone_is_named(manifest):
    figures = dict(manifest["figures"])
    figures["extra"] = figures.pop("tiles")
    outputs = {**manifest["outputs"], "report.html": "0" * 64}
    said = "\n".join(compared(manifest, figures=figures, outputs=outputs).lines("en"))
    assert "Figure tiles is no longer there" in said
    assert "Figure extra is new" in said


def test_rows_are_told_as_changed_added_or_removed(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("id,source_id,v\na,S1,1\nb,S2,1\nb,S2,2\n")
    before = {"rows": {"t": row_digests(table)}}
    table.write_text("id,source_id,v\na,S1,2\nb,S2,1\nc,,\n")
    after = {"rows": {"t": row_digests(table)}}
    assert changed_rows(before, after, "t") == [
        ("a", "changed", "S1"),
        ("b (2)", "removed", "S2"),
        ("c", "added", ""),
    ]


# The older report itself


def test_files_that_were_edited_lost_or_put_in_are_named(report):
    (report / "report.html").write_text("lain")
    (report / "map.html").unlink()
    (report / "catatan.txt").write_text("saya")
    assert tampered_files(report, read_manifest(report)) == [
        "catatan.txt",
        "map.html",
        "report.html",
    ]


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"figures": 1}'])
def test_a_folder_without_a_manifest_is_refused(tmp_path, text):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ParameterError) as error:
        read_manifest(tmp_path)
    assert "reports/2019Q3" in error.value.say("id")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["parameters", "template"], "kantor.pptx"),
        (["parameters", "quarter"], 2019),
        (["figures", "status"], {}),
        (["figures", "status", "files"], "figures/status.png"),
        (["figures", "status", "shown", "units"], {"9999": {}}),
        (["figures", "status", "shown", "units"], [1]),
        (["figures", "status", "shown", "classes"], [["unused", 1]]),
        (["figures", "ranking", "shown", "rows"], [[1, "a"]]),
        (["figures", "status", "title"], "\ud800"),
        (["figures", "status", "id"], "2019Q3-id-" + "s" * 5_000 + "-00000000"),
        (["figures", "status", "files"], ["/etc/hostname"]),
        (["figures", "status", "files"], ["../2019Q3/map.html"]),
        (["outputs", "/etc/hostname"], "0"),
        (["outputs", "../2019Q3/map.html"], "0"),
        (["outputs", "C:\\map.html"], "0"),
        (["outputs", "s" * 5_000], "0"),
        (["figures", "ranking", "shown", "values"], {"a": 1}),
        (["outputs"], {"map.html": None}),
        (["rows", "data/raw/sources.csv"], ["S01"]),
    ],
)
def test_a_manifest_of_another_form_is_refused_and_no_other_report_suffers(report, path, value):
    spoilt = report.with_name("2018Q1")
    shutil.copytree(report, spoilt)
    edit(spoilt, path, value)
    with pytest.raises(ParameterError, match="reports/2019Q3"):
        read_manifest(spoilt)
    status = read_manifest(report)["figures"]["status"]["id"]
    assert find_report(status, report.parent) == report


FORGED = [
    (["figures", "status", "title"], "22 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN"),
    (["figures", "status", "shown", "units", "5308", "class"], "enrolled"),
    (["parameters", "quarter"], "2020Q1"),
    (["parameters", "lang"], "en"),
    (["parameters", "lang"], "xx"),
]


@pytest.mark.parametrize(("path", "value"), FORGED)
def test_a_figure_whose_record_was_edited_is_not_explained(report, manifest, path, value):
    figure_id = manifest["figures"]["status"]["id"]
    assert explain_figure(figure_id, report, HERE, "id")
    edit(report, path, value)
    done = run_program("verify", report, "--figure", figure_id)
    assert (done.returncode, done.stdout) == (2, "")
    assert "manifest.json telah diubah" in done.stderr
    with pytest.raises(ParameterError, match=r"manifest\.json telah diubah"):
        find_report(figure_id, report.parent)


def test_an_honest_report_answers_where_another_was_edited(report, manifest):
    figure_id = manifest["figures"]["status"]["id"]
    shutil.copytree(report, report.with_name("2018Q1"))
    edit(report.with_name("2018Q1"), *FORGED[0])
    assert find_report(figure_id, report.parent) == report


def test_a_half_built_report_is_not_found(report, manifest):
    report.rename(report.with_name(".2019Q3.abcd1234.new"))
    with pytest.raises(ParameterError, match="report --quarter 2019Q3"):
        find_report(manifest["figures"]["status"]["id"], report.parent)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (["figures", "status", "title"], "22 dari 22", "status"),
        (["figures", "status", "sources"], ["S01"], "status"),
        (["figures", "extra"], None, "extra"),
        (["parameters", "note"], "diperiksa", "note"),
    ],
)
def test_an_edited_record_beside_untouched_files_is_not_the_same(manifest, path, value, named):
    then = json.loads(json.dumps(manifest))
    place = then[path[0]] if len(path) == 2 else then[path[0]][path[1]]
    place[path[-1]] = value or then["figures"]["status"]
    told = Verification(
        folder=ROOT, spec=ReportSpec.parse("2019Q3"), then=then, now=manifest, tampered=[]
    )
    assert not told.same
    assert told.lines("id")[1:] == [
        f"Daftar isi (manifest.json) tidak sama dengan yang dibuat lagi: {named}. Semua "
        f"{len(manifest['outputs'])} berkasnya sendiri sama, byte demi byte."
    ]


def test_an_edited_record_is_named_beside_other_changes(manifest):
    figures = json.loads(json.dumps(manifest["figures"]))
    figures["timeline"]["title"] = "lain"
    outputs = {**manifest["outputs"], "report.html": "0" * 64}
    said = "\n".join(compared(manifest, figures=figures, outputs=outputs).lines("id"))
    assert f"Gambar timeline ({figures['timeline']['id']}): judul, isi, berkas, atau" in said


def test_the_copies_of_jupyterlab_are_no_tampering_and_every_link_is(report, tmp_path):
    (report / ".ipynb_checkpoints").mkdir()
    (report / ".ipynb_checkpoints" / "notebook-checkpoint.ipynb").write_text("{}")
    assert tampered_files(report, read_manifest(report)) == []
    (report / "lain").symlink_to(tmp_path)
    (report / "tables" / ".ipynb_checkpoints").symlink_to(tmp_path)
    (report / "putus").symlink_to(tmp_path / "none")
    assert tampered_files(report, read_manifest(report)) == [
        "lain",
        "putus",
        "tables/.ipynb_checkpoints",
    ]


def test_a_link_in_a_report_is_not_followed(report, tmp_path):
    outside = tmp_path / "luar.html"
    outside.write_bytes((report / "map.html").read_bytes())
    (report / "map.html").unlink()
    (report / "map.html").symlink_to(outside)
    assert tampered_files(report, read_manifest(report)) == ["map.html"]


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "source_id\n" + "x" * 200_000, "source_id,x\nS07\n"]
)
def test_a_damaged_table_of_sources_does_not_stop_the_answer(report, manifest, text):
    (report / "tables" / "sources.csv").write_text(text)
    lines = explain_figure(manifest["figures"]["status"]["id"], report, HERE, "id")
    assert any(line.strip().startswith("S07.") for line in lines)


def test_what_a_hostile_report_says_moves_no_cursor(report, manifest):
    shown = manifest["figures"]["status"]["shown"]
    title = "\x1b]0;judul\x07\x1b[2J"
    figure_id = figure_id_of(ReportSpec.parse("2019Q3"), "status", title, shown)
    edit(report, ["figures", "status", "title"], title)
    edit(report, ["figures", "status", "id"], figure_id)
    done = run_program("verify", report, "--figure", figure_id)
    assert done.returncode == 0
    assert "judul" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", ["slides.pptx", "map.html"])
def test_a_document_that_came_out_otherwise_is_named(manifest, name):
    outputs = {**manifest["outputs"], name: "0" * 64}
    assert f"Other files that changed: {name}" in compared(manifest, outputs=outputs).lines("en")


def test_another_template_is_the_whole_cause(manifest):
    parameters = {**manifest["parameters"], "template": {"name": "k.pptx", "sha256": "1"}}
    outputs = {**manifest["outputs"], "slides.pptx": "0" * 64}
    said = compared(manifest, parameters=parameters, outputs=outputs).lines("en")
    assert said[-1] == "The template of the slides differs."


@pytest.mark.parametrize(
    "typed", ["ID gambar {id}", "{id}.", " {id}\n", "Gambar 1. ID gambar {id}"]
)
def test_an_id_may_be_typed_as_it_is_copied(manifest, typed):
    figure_id = manifest["figures"]["status"]["id"]
    assert id_in(typed.format(id=figure_id)) == figure_id


def test_a_mistyped_id_is_answered_with_the_nearest(report, manifest):
    figure_id = manifest["figures"]["status"]["id"]
    mistyped = figure_id[:-1] + ("0" if figure_id[-1] != "0" else "1")
    with pytest.raises(ParameterError) as error:
        find_report(mistyped, report.parent)
    assert error.value.evidence["known"].startswith(figure_id)
    with pytest.raises(ParameterError, match="report --quarter 2024Q2"):
        find_report("2024Q2-id-status-00000000", report.parent)


def test_rows_of_a_slide_are_told_one_by_one(report, manifest):
    lines = explain_figure(manifest["figures"]["slide-rows-1"]["id"], report, HERE, "id")
    assert any(line.startswith("  Ende: Mendaftarkan; 16 Juli 2019") for line in lines)


def test_a_report_with_a_template_asks_for_it(report):
    path = report / "manifest.json"
    made = json.loads(path.read_text("utf-8"))
    made["parameters"]["template"] = {"name": "kantor.pptx", "sha256": "0" * 64}
    path.write_text(json.dumps(made), "utf-8")
    with pytest.raises(ParameterError) as error:
        verify_report(report, HERE)
    assert "kantor.pptx" in error.value.say("id")


# One figure


def test_a_figure_is_explained_from_its_id_alone(report, manifest):
    figure = manifest["figures"]["status"]
    found = find_report(figure["id"], report.parent)
    lines = explain_figure(figure["id"], found, HERE, "id")
    said = "\n".join(lines)
    assert lines[:2] == [f"ID gambar {figure['id']}", f"Judul: {figure['title']}"]
    disputed = "Kabupaten Sumba Timur (sumber saling bertentangan)"
    assert f"  Mendaftarkan (6): {disputed}, Kabupaten Kupang," in said
    assert "  S07. Antara NTT, 16 Juli 2019, https://kupang.antaranews.com/" in said
    assert f"figures/status.png, utuh (SHA-256 {manifest['outputs']['figures/status.png']})" in said
    assert f"data/raw/sources.csv {manifest['inputs']['data/raw/sources.csv']}: sama" in said
    assert manifest["versions"]["code"] in said


def test_every_figure_and_slide_is_explained_in_both_languages(report, manifest):
    for figure in manifest["figures"].values():
        for lang in ("id", "en"):
            lines = explain_figure(figure["id"], report, HERE, lang)
            assert figure["id"] in lines[0]
            assert any(figure["files"][0] in line for line in lines)


def test_a_figure_whose_file_was_edited_says_so(report, manifest):
    (report / "figures" / "status.png").write_bytes(b"lain")
    lines = explain_figure(manifest["figures"]["status"]["id"], report, HERE, "id")
    assert any("status.png, TIDAK lagi seperti saat dibuat" in line for line in lines)
    assert any("status.svg, utuh" in line for line in lines)


def test_an_unknown_figure_is_refused_and_those_of_its_quarter_named(report):
    done = run_program("verify", report, "--figure", "2019Q3-id-status-00000000")
    assert done.returncode == 2
    assert "2019Q3-id-status-" in done.stderr
    assert done.stderr.count("\n") == 1


def test_explaining_needs_no_notebook_and_builds_nothing(report, manifest):
    before = sorted(report.parent.rglob("*"))
    done = run_program("verify", report, "--figure", manifest["figures"]["web"]["id"])
    assert done.returncode == 0
    assert sorted(report.parent.rglob("*")) == before


def test_without_a_folder_or_a_figure_the_command_says_what_it_needs():
    done = run_program("verify")
    assert done.returncode == 2
    assert "--figure ID" in done.stderr
