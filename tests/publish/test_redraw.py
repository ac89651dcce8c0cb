"""A figure is drawn again from its ID, or refused with what to do."""

import json
from dataclasses import replace

import pytest

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError, UnknownRegencyError
from ntt_coverage.identity import FIGURES, ReportSpec
from ntt_coverage.paths import ROOT_VARIABLE
from ntt_coverage.pictures.themes import persons_theme
from ntt_coverage.pictures.webmap import WebMap
from ntt_coverage.pipeline import coverage_in
from ntt_coverage.publish.redraw import DRAWINGS
from ntt_coverage.quarters import Quarter


@pytest.fixture
def published(report_2019q3):
    """The figures of a real report, by name, as its manifest keeps them."""
    return json.loads((report_2019q3 / "manifest.json").read_text("utf-8"))["figures"]


@pytest.fixture(scope="module")
def states(data):
    return lambda quarter, lang="id": coverage_in(ReportSpec.parse(quarter, lang), data)


def refusal(*arguments, **options):
    with pytest.raises(ParameterError) as refused:
        nc.redraw(*arguments, **options)
    return refused.value


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_of_a_report_is_drawn_again_to_the_byte(published, report_2019q3, data, name):
    drawn = nc.redraw(published[name]["id"], data=data)
    assert drawn.passport.figure_id == published[name]["id"]
    assert drawn.passport.title == published[name]["title"]
    if isinstance(drawn, WebMap):
        assert drawn.page == (report_2019q3 / "map.html").read_text("utf-8")
    else:
        assert drawn.svg() == (report_2019q3 / f"figures/{name}.svg").read_text("utf-8")
        assert drawn.png() == (report_2019q3 / f"figures/{name}.png").read_bytes()


def test_the_list_of_a_quarter_has_the_ids_of_its_report(published, data):
    listed = nc.figures_of("2019Q3", data=data)
    ours = listed[listed["in_report"]]
    assert set(ours["figure_id"]) == {published[name]["id"] for name in FIGURES}
    assert list(ours["title"]) == [
        published[name]["title"]
        for name in ("status", "tiles", "change", "ranking", "timeline", "web")
    ]
    assert len(listed) == len(DRAWINGS) == listed["figure_id"].nunique()


@pytest.mark.parametrize("quarter", ["2021Q4", "2018Q1"])
def test_whatever_is_listed_can_be_drawn(data, quarter):
    for figure_id in nc.figures_of(quarter, "en", data=data)["figure_id"]:
        assert nc.redraw(figure_id, data=data).passport.figure_id == figure_id


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
@pytest.mark.parametrize("name", ["status", "tiles", "change", "ranking", "timeline"])
def test_every_size_says_the_same(published, data, layout, name):
    drawn = nc.redraw(published[name]["id"], layout=layout, data=data)
    assert drawn.passport.figure_id == published[name]["id"]
    assert drawn.name == (name if layout == "slide" else f"{name}-{layout}")
    inches = {"slide": (40 / 3, 7.5), "square": (8, 8)}
    if layout in inches:
        assert tuple(drawn.figure.get_size_inches()) == pytest.approx(inches[layout])


def test_another_language_has_another_id_and_is_the_figure_of_that_language(published, data):
    drawn = nc.redraw(published["status"]["id"], lang="en", data=data)
    assert drawn.passport.figure_id.startswith("2019Q3-en-status-")
    assert drawn.svg() == nc.draw_map(nc.coverage("2019Q3", "en", data=data)).svg()


@pytest.mark.parametrize("text", ["ID gambar {}.", "{}", "  Figure ID {}\n", "{}-page.png"])
def test_an_id_is_taken_as_it_is_copied(published, data, text):
    wanted = published["ranking"]["id"]
    assert nc.redraw(text.format(wanted), data=data).passport.figure_id == wanted


@pytest.mark.parametrize("since", ["2019Q3", "2018Q4", "2021Q3"])
def test_a_change_since_any_quarter_is_found_again(data, states, since):
    wanted = nc.draw_change(states("2021Q4"), since)
    again = nc.redraw(wanted.passport.figure_id, data=data)
    assert (again.name, again.svg()) == (wanted.name, wanted.svg())


@pytest.mark.parametrize("draw", [nc.draw_history, nc.draw_locator])
def test_figures_of_a_unit_are_found_again(data, draw):
    wanted = draw(nc.profile("Rote Ndao", "2021Q4", data=data))
    again = nc.redraw(wanted.passport.figure_id, data=data)
    assert again.svg() == wanted.svg()
    other = nc.redraw(wanted.passport.figure_id, lang="en", layout="square", data=data)
    assert other.passport.figure_id.startswith("2021Q4-en-")
    assert other.name.endswith("-5314-square")


def test_other_breaks_are_read_from_the_report_that_keeps_them(project, data, states):
    """As a pack of figures keeps them: the ID alone does not tell the breaks."""
    wanted = nc.draw_map(states("2021Q4"), persons_theme(states("2021Q4"), (100, 1_500)))
    assert "2021Q4-id-persons" in str(refusal(wanted.passport.figure_id, data=data))
    kept = {
        "id": wanted.passport.figure_id, "title": wanted.passport.title, "files": [],
        "shown": wanted.passport.shown, "sources": list(wanted.passport.source_ids),
    }  # fmt: skip
    manifest = {part: {} for part in ("parameters", "inputs", "rows", "outputs", "versions")}
    manifest |= {"parameters": {"quarter": "2021Q4", "lang": "id"}, "figures": {"persons": kept}}
    folder = project.reports / "pack"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert nc.redraw(wanted.passport.figure_id, data=data).svg() == wanted.svg()
    for nonsense in ({"breaks": "x"}, {"breaks": 7}, {"since": "2099"}, ["breaks"], None):
        kept["shown"] = {**wanted.passport.shown, "options": nonsense}
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        assert refusal(wanted.passport.figure_id, data=data).key == "figure_changed"


# What is refused


def test_a_figure_that_says_something_else_today_is_refused_with_its_new_id(published, data):
    """A seventh unit is found to have enrolled on that day."""
    rows = data.cleaned.observations
    later = rows["statement_id"].eq("002-11") & rows["bps_code"].eq("5311")
    fewer = replace(data, cleaned=replace(data.cleaned, observations=rows[~later]))
    old = published["status"]["id"]
    refused = refusal(old, data=fewer)
    now = nc.draw_map(coverage_in(ReportSpec(Quarter(2019, 3)), fewer)).passport.figure_id
    assert refused.key == "figure_changed"
    assert refused.evidence == {"value": old, "now": now, "folder": "reports/2019Q3"}
    assert now != old
    assert "ntt-coverage verify reports/2019Q3" in refused.say("en")
    assert nc.redraw(now, data=fewer).passport.figure_id == now


@pytest.mark.parametrize(
    ("figure_id", "key"),
    [
        ("", "figure_form"),
        ("status", "figure_form"),
        ("2019Q5-id-status-85ed46f7", "figure_form"),
        ("2019Q3-id-status-85ed46", "figure_form"),
        ("2019Q3-id-slide-map-85ed46f7", "figure_slide"),
        ("2019Q3-id-slide-finding-85ed46f7", "figure_slide"),
        ("2019Q3-id-multiples-85ed46f7", "figure_name"),
        ("2019Q3-id-parts-85ed46f7", "figure_name"),
        ("2019Q3-id-history-85ed46f7", "figure_name"),
        ("2019Q3-id-histori-5311-85ed46f7", "figure_name"),
        ("2019Q3-de-status-85ed46f7", "language"),
        ("2019Q3-id-status-00000000", "figure_changed"),
    ],
)
def test_what_cannot_be_drawn_is_refused(data, figure_id, key):
    assert refusal(figure_id, data=data).key == key


def test_every_slide_of_a_deck_is_refused(published, data):
    slides = [each["id"] for name, each in published.items() if name.startswith("slide-")]
    assert len(slides) > 5
    for each in slides:
        refused = refusal(each, data=data)
        assert refused.key == "figure_slide"
        assert "reports/2019Q3/slides.pptx" in str(refused)


def test_a_unit_that_is_none_of_the_22_is_refused(data):
    with pytest.raises(UnknownRegencyError):
        nc.redraw("2019Q3-id-history-5399-85ed46f7", data=data)


@pytest.mark.parametrize(
    ("option", "key"), [({"lang": "de"}, "language"), ({"layout": "a4"}, "layout")]
)
def test_another_language_or_layout_is_refused(published, data, option, key):
    assert refusal(published["web"]["id"], data=data, **option).key == key


def test_data_are_read_where_none_are_given(project, monkeypatch):
    monkeypatch.setenv(ROOT_VARIABLE, str(project.root))
    figures = nc.figures_of("2021Q4")
    assert nc.redraw(figures["figure_id"][1]).passport.figure_id == figures["figure_id"][1]
