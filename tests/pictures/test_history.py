"""One unit through the quarters, and where it lies: what is drawn is what the tables hold."""

from functools import cache

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

import ntt_coverage as nc
from ntt_coverage.pictures.palette import COLOURS, PALE, PLACES
from ntt_coverage.pictures.picture import drawing_style
from ntt_coverage.quarters import Quarter

LAYOUTS = ["slide", "page", "square", "print"]
UNITS = [unit.bps_code for unit in nc.load_regencies()]


@pytest.fixture(scope="module")
def unit(data):
    @cache
    def given(name, quarter="", lang="id"):
        return nc.profile(name, quarter, lang, data)

    return given


def cells_of(picture):
    return {
        each.get_gid().removeprefix("quarter-"): each
        for axes in picture.figure.axes
        for each in axes.patches
        if str(each.get_gid()).startswith("quarter-")
    }


def texts_of(picture):
    legends = [text for each in picture.figure.legends for text in each.get_texts()]
    axes = [text for each in picture.figure.axes for text in each.texts]
    return [text.get_text() for text in (*axes, *picture.figure.texts, *legends)]


@pytest.mark.parametrize("code", UNITS)
def test_every_quarter_is_a_cell_in_the_colour_of_its_state(unit, code):
    mine = unit(f"ID{code}")
    cells = cells_of(nc.draw_history(mine))
    assert list(cells) == [str(Quarter.from_ordinal(each)) for each in mine.history["quarter"]]
    for cell, row in zip(cells.values(), mine.history.to_dict("records"), strict=True):
        stale = row["state"] == "no_data"
        usual = COLOURS[row["state"]]
        wanted = PALE.get(row["last_known_state"], usual) if stale else usual
        assert to_hex(cell.get_facecolor()) == wanted
        assert bool(cell.get_hatch()) is stale


def test_disputed_quarters_are_outlined_and_the_legend_says_so(unit):
    drawn = nc.draw_history(unit("Kota Kupang"))
    outlined = [
        patch for axes in drawn.figure.axes for patch in axes.patches
        if not patch.get_fill() or patch.get_facecolor()[3] == 0
    ]  # fmt: skip
    assert len(outlined) == 4
    assert "Sumber saling bertentangan" in texts_of(drawn)
    assert "Sumber saling bertentangan" not in texts_of(nc.draw_history(unit("Ende")))


def test_quarters_of_an_agreement_have_a_sign_of_their_own(unit):
    drawn = nc.draw_history(unit("Kota Kupang"))
    signs = [
        (line.get_marker(), int(line.get_xdata()[0]))
        for axes in drawn.figure.axes
        for line in axes.lines
        if line.get_marker() in ("o", "D")
    ]
    # evidence of their own have 2018Q2, 2018Q4, 2019Q3 and 2019Q4; 2021Q2 to 2024Q2 have none
    assert signs == [("o", 0), ("o", 2), ("o", 5), ("o", 6), *(("D", at) for at in range(12, 25))]
    assert "Perjanjian berlaku" in texts_of(drawn)
    assert "Perjanjian berlaku" not in texts_of(nc.draw_history(unit("Ende")))
    assert drawn.passport.title == (
        "Kota Kupang: terakhir diketahui mendaftarkan menurut perjanjian, keadaan 9 April 2024"
    )


def test_a_number_is_a_dot_and_no_number_is_none(unit):
    kupang = nc.draw_history(unit("Kota Kupang"))
    dots = [each for axes in kupang.figure.axes for each in axes.collections]
    assert [tuple(map(int, each.get_offsets()[0])) for each in dots] == [
        (0, 1400), (1, 1400), (2, 1647), (3, 1647), (4, 1647)
    ]  # fmt: skip
    # the first and the third are of their own quarter; the others carry an older number on
    full = [to_hex(each.get_facecolor()[0]) == COLOURS["enrolled"] for each in dots]
    assert full == [True, False, True, False, False]
    ende = nc.draw_history(unit("Ende"))
    assert not [each for axes in ende.figure.axes for each in axes.collections]
    assert "Jumlah orang terdaftar belum pernah disebut" in texts_of(ende)


@pytest.mark.parametrize("draw", [nc.draw_history, nc.draw_locator])
def test_the_id_is_of_what_is_said_not_of_the_size(unit, draw):
    mine = unit("Ende", "2019Q3")
    ids = {draw(mine, layout=layout).passport.figure_id for layout in LAYOUTS}
    assert len(ids) == 1
    assert len({draw(mine, layout=layout).name for layout in LAYOUTS}) == 4
    assert draw(unit("Ende", "2019Q3", "en")).passport.figure_id not in ids
    assert draw(unit("Sikka", "2019Q3")).passport.figure_id not in ids
    assert draw(mine).passport.label in texts_of(draw(mine))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["Kota Kupang", "Timor Tengah Selatan"])
def test_nothing_is_written_beyond_the_sheet(unit, layout, name):
    figure = nc.draw_history(unit(name, "2020Q3"), layout=layout).figure
    with drawing_style():
        FigureCanvasAgg(figure).draw()
    width, height = figure.bbox.size
    texts = [text for axes in figure.axes for text in (*axes.texts, *axes.get_xticklabels())]
    texts += [*figure.texts, *(text for each in figure.legends for text in each.get_texts())]
    for text in texts:
        box = text.get_window_extent()
        assert box.x0 >= -1
        assert box.y0 >= -1
        assert box.x1 <= width + 1
        assert box.y1 <= height + 1


def test_the_locator_picks_out_the_unit_and_its_neighbours(unit):
    drawn = nc.draw_locator(unit("Ende", "2019Q3"))
    faces = {
        patch.get_gid().removeprefix("bps-"): to_hex(patch.get_facecolor())
        for axes in drawn.figure.axes
        for patch in axes.patches
        if str(patch.get_gid()).startswith("bps-")
    }
    assert faces["5311"] == PLACES["here"]
    assert {code for code, face in faces.items() if face == PLACES["near"]} == {"5310", "5318"}
    assert drawn.passport.title == "Kabupaten Ende: mendaftarkan, keadaan 16 Juli 2019"
    assert "Berbatasan darat: 2 (Kabupaten Sikka, Kabupaten Nagekeo)" in drawn.alt
    assert set(faces.values()).isdisjoint(COLOURS.values())


@pytest.mark.parametrize(
    ("name", "quarter", "title"),
    [
        ("Kab. Kupang", "2021Q2",
         "Kabupaten Kupang: mendaftarkan, 2.480 orang, keadaan 22 Juni 2021"),
        ("Kota Kupang", "2020Q3",
         "Kota Kupang: mendaftarkan (sumber saling bertentangan), keadaan 26 November 2019"),
        ("Sabu Raijua", "2026Q1",
         "Kabupaten Sabu Raijua: tidak ada data (terakhir diketahui belum mendaftarkan), "
         "keadaan 26 November 2019"),
        ("Sabu Raijua", "2018Q2", "Kabupaten Sabu Raijua: tidak ada data"),
    ],
)  # fmt: skip
def test_the_locator_says_the_state(unit, name, quarter, title):
    assert nc.draw_locator(unit(name, quarter)).passport.title == title


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Flores Timur",
         "Tetangga di darat dan di laut: 2 (Kabupaten Lembata, Kabupaten Sikka)"),
        ("Lembata", "Terdekat di seberang laut: 2 (Kabupaten Alor, Kabupaten Flores Timur)"),
    ],
)  # fmt: skip
def test_the_locator_says_how_they_are_neighbours(unit, name, told):
    assert told in nc.draw_locator(unit(name)).alt
