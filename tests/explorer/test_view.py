"""A view and its plain code draw the same figure; what is kept of a view is read back."""

import pytest

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.pictures.view import View

VIEWS = [
    View(spec=ReportSpec.parse("2019Q3")),
    View(spec=ReportSpec.parse("2021Q4", "en"), theme="persons"),
    View(spec=ReportSpec.parse("2021Q4"), kind="ranking"),
    View(spec=ReportSpec.parse("2025Q2"), segment="vulnerable", kind="ranking"),
    View(spec=ReportSpec.parse("2025Q3", "en"), segment="vulnerable", kind="timeline"),
    View(
        spec=ReportSpec.parse("2025Q3"),
        theme="rate",
        segment="vulnerable",
        base="population_total",
    ),
]


def drawn_by(code):
    """Run a cell and return what its last line is."""
    *before, last = code.splitlines()
    names = {}
    exec("\n".join(before), names)
    return eval(last, names)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.kind}-{view.segment}")
def test_the_plain_code_draws_the_figure_of_the_view(view, data):
    ours, theirs = view.draw(data), drawn_by(view.code)
    assert theirs.passport.figure_id == ours.passport.figure_id
    assert theirs.svg() == ours.svg()


def test_the_plain_code_names_only_what_was_chosen():
    assert VIEWS[0].code == (
        "import ntt_coverage as nc\n\ndata = nc.load()\n"
        'tables = nc.coverage("2019Q3", data=data)\nnc.draw_map(tables)'
    )
    assert VIEWS[4].code.endswith('nc.draw_timeline(data, "2025Q3", "en", segment="vulnerable")')


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.kind}-{view.segment}")
def test_what_is_kept_of_a_view_gives_the_same_view(view):
    assert View.parse(view.kept) == view


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("quarter", "2019Q5", "Triwulan “2019Q5” tidak dikenal"),
        ("lang", "jv", "Bahasa “jv” tidak tersedia"),
        ("kind", "pie", "Jenis gambar “pie” tidak dikenal"),
    ],
)
def test_a_view_that_cannot_be_is_refused(name, value, said):
    with pytest.raises(ParameterError) as refused:
        View.parse(VIEWS[0].kept | {name: value})
    assert refused.value.say("id").startswith(said)


@pytest.mark.parametrize(
    ("name", "value"), [("theme", "heat"), ("segment", "honorer"), ("base", "households")]
)
def test_an_unknown_theme_kind_of_worker_or_base_is_refused_with_those_there_are(name, value, data):
    with pytest.raises(ParameterError) as refused:
        View.parse(VIEWS[0].kept | {name: value}).draw(data)
    assert f"“{value}” tidak dikenal. Diharapkan salah satu dari" in refused.value.say("id")
