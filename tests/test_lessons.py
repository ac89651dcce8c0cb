"""The tutorial and the recipes: their code runs, and what they show is what it gives."""

import re
from datetime import date
from pathlib import Path

import pytest

import ntt_coverage as nc
from ntt_coverage.pictures.picture import Picture
from tests.conftest import ROOT, run_program
from tests.test_docs import block, load_script, program_calls, read

lessons = load_script("docs_lessons", ROOT / "docs" / "lessons.py")
PAIRS = [("belajar.md", "tutorial.md"), ("cara.md", "how-to.md")]
TUTORIALS = [("belajar.md", "id"), ("tutorial.md", "en")]


def page(name):
    return read(f"docs/{name}")


def cells(name):
    return [found["code"] for found in lessons.CELL.finditer(page(name))]


# What the pages show


@pytest.mark.parametrize("name", lessons.PAGES)
def test_what_a_page_shows_is_what_its_code_gives(name, monkeypatch):
    monkeypatch.delenv("NTT_COVERAGE_LANG", raising=False)
    text, pictures = lessons.rewritten(name, page(name))
    assert text == page(name), "run python docs/generate.py"
    files = {path.name for path in (ROOT / "docs" / lessons.IMAGES).glob(f"{name[:-3]}-*.png")}
    assert files == set(pictures), "run python docs/generate.py --pictures"


def test_every_box_of_python_is_a_cell_that_is_run():
    for name in lessons.PAGES:
        assert len(cells(name)) == page(name).count("```python\n") > 0


def test_the_tutorial_draws_the_maps_that_it_promises():
    code = "\n".join(cells("belajar.md"))
    for call in ("nc.draw_map(tables)", '"persons"', "nc.draw_change", "layout=", "nc.load()"):
        assert call in code
    assert page("belajar.md").count("](images/lessons/") == 4


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_both_languages_have_the_same_steps_cells_and_commands(first, second):
    levels = [re.findall(r"^#+ ", page(name), re.MULTILINE) for name in (first, second)]
    assert levels[0] == levels[1]
    assert len(cells(first)) == len(cells(second))
    assert program_calls(page(first)) == program_calls(page(second))
    assert len(block(page(first), "sh")) == len(block(page(second), "sh"))


@pytest.mark.parametrize("name", lessons.PAGES)
def test_a_page_uses_only_what_the_package_offers(name):
    assert set(re.findall(r"\bnc\.(\w+)", page(name))) <= set(nc.__all__)
    assert not re.search(r"^(from|import) ntt_coverage(?! as nc$)", page(name), re.MULTILINE)


@pytest.mark.parametrize(("name", "lang"), TUTORIALS)
def test_the_explained_figure_is_explained_like_that(name, lang, report_2019q3):
    shown = next(text for text in block(page(name), "text") if "…\n" in text).splitlines()
    figure = re.search(r"--figure (\S+)", page(name))[1]
    done = run_program("verify", report_2019q3, "--figure", figure, NTT_COVERAGE_LANG=lang)
    said = done.stdout.splitlines()
    places = [said.index(line) for line in shown if line != "…"]
    assert len(places) == 5
    assert places == sorted(places)


def test_the_figure_that_is_explained_is_the_one_that_the_cell_before_names():
    figure = re.search(r"--figure (\S+)", page("belajar.md"))[1]
    assert figure in block(page("belajar.md"), "text")[-2].splitlines()


# The recipe for a rate


def test_a_file_with_both_numbers_gives_the_rate_that_the_recipes_promise(project, tmp_path):
    file = tmp_path / "rekap.csv"
    rows = "Kab/Kota,Jumlah Tenaga,Terdaftar\nEnde,2.480,1.580\nTTU,1.250,-\n"
    file.write_text(f"Pegawai non-ASN keadaan 30 Juni 2026,,\n{rows}", encoding="utf-8")
    asked = re.findall(r'--source ("?)([^"\n]+?)\1(?= --|\n)', page("cara.md"))
    given = [part for _, each in asked[:2] for part in ("--source", each)]
    done = run_program("add", file, *given, NTT_COVERAGE_ROOT=str(project.root))
    assert done.returncode == 0, done.stderr

    table = nc.coverage("2026Q2", data=nc.load(project)).coverage.set_index("bps_code")
    assert table["coverage_rate"].dropna().round(4).to_dict() == {"5311": 0.6371}
    assert table.loc["5311", "as_of"].date() == date(2026, 6, 30)


# How a page is run


def test_a_cell_shows_what_a_notebook_would():
    names = {}
    assert lessons.run_cell("a = 2\nprint('x')\na + 1\n", names) == ("x\n", 3)
    assert lessons.run_cell("b = a\n", names) == ("", None)


def test_a_typed_number_is_replaced_by_the_one_that_is_so():
    text = "```python\n1 + 1\n```\n\n```text\n3\n```\n\nDua.\n"
    assert lessons.rewritten("x.md", text)[0] == text.replace("3", "2")


def test_a_cell_that_shows_nothing_loses_what_stood_under_it():
    text = "```python\na = 1\n```\n\n```text\n1\n```\n\nSatu.\n"
    assert lessons.rewritten("x.md", text)[0] == "```python\na = 1\n```\n\nSatu.\n"


def test_a_text_that_follows_prose_is_left_alone():
    text = "```python\na = 1\n```\n\nLalu:\n\n```text\n1\n```\n"
    assert lessons.rewritten("x.md", text)[0] == text


def test_a_cell_that_fails_is_not_passed_over():
    with pytest.raises(NameError, match="tidak_ada"):
        lessons.rewritten("x.md", "```python\ntidak_ada\n```\n")


def test_what_a_page_saves_does_not_stay(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = "from pathlib import Path\n\nn = Path('peta.png').write_bytes(b'x')"
    lessons.rewritten("x.md", f"```python\n{code}\n```\n")
    assert list(tmp_path.iterdir()) == []
    assert Path.cwd() == tmp_path


def test_a_picture_is_an_image_with_its_words():
    drawn = nc.draw_map(nc.coverage("2021Q4"))
    assert isinstance(drawn, Picture)
    said = lessons.shown("", drawn, "images/lessons/x-1.png")
    assert said == f"\n![{drawn.alt.strip()}](images/lessons/x-1.png)\n"
