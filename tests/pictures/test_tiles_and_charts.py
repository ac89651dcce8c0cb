"""Tiles, small multiples and charts: drawn from the table, with gaps and unknowns as they are."""

import contextlib
import re
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Circle

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError
from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.identity import ReportSpec
from ntt_coverage.pictures.palette import COLOURS, WARNING
from ntt_coverage.pictures.picture import drawing_style
from ntt_coverage.pipeline import coverage_in


@pytest.fixture(scope="module")
def quarter(data):
    return lambda text, lang="id": coverage_in(ReportSpec.parse(text, lang), data)


def tiles_of(picture):
    return {
        p.get_gid().removeprefix("bps-"): p
        for a in picture.figure.axes
        for p in a.patches
        if str(p.get_gid()).startswith("bps-")
    }


def said_in(picture):
    axes = [t.get_text() for a in picture.figure.axes for t in a.texts]
    return [
        text.replace("\n", " ") for text in (*axes, *(t.get_text() for t in picture.figure.texts))
    ]


def texts_of(picture):
    return [
        t
        for t in (*(t for a in picture.figure.axes for t in a.texts), *picture.figure.texts)
        if t.get_text()
    ]


# Tiles


def test_the_layout_holds_each_unit_once_and_no_two_in_one_place():
    tiles = load_tiles()
    assert sorted(tiles["bps_code"]) == sorted(u.bps_code for u in nc.load_regencies())
    assert not tiles.duplicated(["row", "column"]).any()


def test_the_layout_follows_the_map(data):
    """West is left and north is up, as far as tiles can be."""
    points = data.boundaries.set_index("bps_code").geometry.representative_point()
    tiles = load_tiles().set_index("bps_code")
    east = pd.Series(points.x, index=points.index).rank().corr(tiles["column"].rank())
    south = (-pd.Series(points.y, index=points.index)).rank().corr(tiles["row"].rank())
    assert east > 0.95
    assert south > 0.85


def test_neighbours_in_a_row_stand_in_their_order_from_west_to_east(data):
    points = data.boundaries.set_index("bps_code").geometry.representative_point()
    for _, row in load_tiles().groupby("row"):
        ordered = row.sort_values("column")["bps_code"]
        assert points.x[ordered].is_monotonic_increasing


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
def test_tiles_are_of_one_size_and_have_the_colours_of_the_map(quarter, layout):
    states = quarter("2019Q3")
    tiles = tiles_of(nc.draw_tiles(states, layout=layout))
    assert len({(round(t.get_width(), 6), round(t.get_height(), 6)) for t in tiles.values()}) == 1
    assert {code: to_hex(t.get_facecolor()) for code, t in tiles.items()} == {
        row["bps_code"]: COLOURS[row["state"]] for row in states.coverage.to_dict("records")
    }


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
def test_letters_stay_in_their_tile(quarter, layout):
    coverage = quarter("2019Q3").coverage
    crowded = replace(
        quarter("2019Q3"),
        coverage=coverage.assign(
            state="enrolled", enrolled_persons=pd.array([1_234_567] * 22, dtype="Int64"),
            disputed=True,
        ),
    )  # fmt: skip
    picture = nc.draw_tiles(crowded, layout=layout)
    axes = next(a for a in picture.figure.axes if any(p.get_gid() for p in a.patches))
    boxes = [t.get_window_extent() for t in axes.texts]
    tiles = [t.get_window_extent() for t in tiles_of(picture).values()]
    assert len(boxes) == 22
    for box in boxes:
        assert any(t.x0 <= box.x0 and box.x1 <= t.x1 and t.y0 <= box.y0 and box.y1 <= t.y1
                   for t in tiles)  # fmt: skip


def test_a_hedge_stands_above_its_number_rather_than_make_all_letters_small(quarter):
    states = quarter("2021Q4")
    about = states.coverage.assign(certainty=states.coverage["certainty"].clip(1, 1))
    sizes = {
        texts_of(nc.draw_tiles(each))[0].get_fontsize()
        for each in (states, replace(states, coverage=about))
    }
    assert len(sizes) == 1
    hedged = nc.draw_tiles(replace(states, coverage=about))
    assert any("sekitar\n2.480 orang" in text.get_text() for text in texts_of(hedged))


# Small multiples


def test_multiples_show_each_quarter_in_order_with_its_counts(data):
    picture = nc.draw_multiples(data, ["2022Q1", "2019Q3", "2018Q4"])
    said = said_in(picture)
    labels = [text for text in said if text.startswith("Triwulan")]
    assert labels == ["Triwulan IV 2018", "Triwulan III 2019", "Triwulan I 2022"]
    assert "6 mendaftarkan, 16 belum, 0 tanpa data" in said
    assert "3 mendaftarkan, 0 belum, 19 tanpa data" in said
    assert "(S07)" in " ".join(said)


@pytest.mark.parametrize(
    "names", [["2019Q3"], ["2019Q3", "2019Q3"], [f"20{y}Q1" for y in range(10, 23)]]
)
def test_too_few_or_too_many_quarters_are_refused(data, names):
    with pytest.raises(ParameterError, match="2 sampai 12"):
        nc.draw_multiples(data, names)


@pytest.mark.parametrize("number", [2, 4, 7, 12])
def test_panels_do_not_overlap(data, number):
    names = nc.quarters_of(data)[:number]
    figure = nc.draw_multiples(data, names).figure
    panels = [a.get_window_extent() for a in figure.axes if a.get_gid() != "legend"]
    assert len(panels) == number
    assert not any(one.overlaps(other) for one, other in combinations(panels, 2))


# Timeline


def dots(picture):
    """Quarter number, units enrolled, and whether the dot is full."""
    found = []
    for drawn in picture.figure.axes[0].collections:
        full = to_hex(drawn.get_facecolor()[0]) == COLOURS["enrolled"]
        found += [(int(x), int(y), full) for x, y in drawn.get_offsets()]
    return sorted(found)


def test_timeline_shows_full_dots_only_where_all_22_are_known(data):
    found = dots(nc.draw_timeline(data, "2022Q1"))
    names = nc.quarters_of(data)
    assert found[names.index("2019Q3")] == (5, 6, True)
    assert found[names.index("2021Q4")] == (14, 6, True)
    assert found[names.index("2018Q4")] == (2, 1, False)
    assert found[names.index("2022Q1")] == (15, 3, False)


def test_no_line_crosses_a_quarter_that_is_not_fully_known(data):
    for line in nc.draw_timeline(data, "2026Q1").figure.axes[0].lines:
        xs = [int(x) for x in line.get_xdata()]
        assert xs == list(range(5, 15))  # 2019Q3 to 2021Q4


def test_a_quarter_of_which_nothing_is_known_has_no_dot(data):
    """A gap stays a gap: no dot of zero is drawn."""
    series = data.series
    gone = series["quarter"] == series["quarter"].unique()[7]
    blank = series.assign(
        state=series["state"].mask(gone, "no_data"), disputed=series["disputed"] & ~gone
    )
    spoilt = replace(data)
    spoilt.__dict__["series"] = blank
    picture = nc.draw_timeline(spoilt, "2021Q4")
    assert 7 not in [x for x, _, _ in dots(picture)]
    assert [list(map(int, line.get_xdata())) for line in picture.figure.axes[0].lines] == [
        [5, 6], list(range(8, 15)),
    ]  # fmt: skip


def test_the_timeline_ends_with_the_quarter_asked_for(data):
    assert len(dots(nc.draw_timeline(data, "2019Q3"))) == 6
    assert "Triwulan IV 2019" not in nc.draw_timeline(data, "2019Q3").alt


def test_before_the_first_figure_the_timeline_says_that_nothing_is_known(data):
    picture = nc.draw_timeline(data, "2010Q1")
    assert "Belum ada triwulan yang datanya diketahui" in said_in(picture)


def test_known_zeros_are_told_as_zero_and_every_point_adds_up_to_22(data):
    series = data.series
    zero = series["state"].eq("enrolled")
    spoilt = replace(data)
    spoilt.__dict__["series"] = series.assign(state=series["state"].mask(zero, "not_enrolled"))
    picture = nc.draw_timeline(spoilt, "2019Q4")
    assert any(text.startswith("0 dari 22 diketahui mendaftarkan;") for text in said_in(picture))
    assert "Triwulan III 2019: 0 mendaftarkan, 22 belum, 0 tanpa data" in picture.alt


# Ranking


def test_ranking_is_longest_first_and_an_unknown_number_has_no_bar(quarter):
    picture = nc.draw_ranking(quarter("2021Q4"))
    axes = picture.figure.axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[:2] == ["Kab. Kupang", "Rote Ndao"]
    assert [bar.get_width() for bar in axes.patches] == [2480, 1522, 0, 0, 0, 0]
    said = said_in(picture)
    assert "2.480 orang" in said
    assert said.count("mendaftarkan, angka tidak diketahui") == 4
    assert any("Tidak digambar: 16 belum mendaftarkan." in text for text in said)


def test_an_approximate_number_is_hatched_and_said_so(quarter, data):
    states = quarter("2021Q4")
    about = states.coverage["regency"] == "Kabupaten Kupang"
    changed = states.coverage.assign(certainty=states.coverage["certainty"].mask(about, 1))
    picture = nc.draw_ranking(replace(states, coverage=changed))
    assert [bool(bar.get_hatch()) for bar in picture.figure.axes[0].patches] == [True] + [False] * 5
    assert "sekitar 2.480 orang" in said_in(picture)


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_text_beside_the_longest_bar_stays_on_the_sheet(data, lang, layout):
    states = coverage_in(ReportSpec.parse("2025Q2", lang), data, "vulnerable")
    figure = nc.draw_ranking(states, layout=layout).figure
    with drawing_style():
        drawn = FigureCanvasAgg(figure).get_renderer()
        ends = {t.get_text(): t.get_window_extent(drawn).x1 for t in figure.axes[0].texts}
    assert any("5.829" in text or "5,829" in text for text in ends)
    assert max(ends.values()) < figure.bbox.width


def test_ranking_of_a_quarter_without_anyone_says_so(quarter):
    said = " ".join(said_in(nc.draw_ranking(quarter("2018Q1"))))
    assert (
        "Jumlah pegawai non-ASN yang terdaftar tidak diketahui di kabupaten/kota mana pun" in said
    )


def test_ranking_cites_the_sources_of_its_rows_and_no_others(quarter):
    states = quarter("2022Q1")
    drawn = states.coverage[states.coverage["state"] == "enrolled"]
    passport = nc.draw_ranking(states).passport
    assert set(passport.source_ids) == set(drawn["source_id"])
    assert set(passport.source_ids) < set(states.coverage["source_id"].dropna())


# Parts of a total


def parts_check(data, whole):
    found = data.checks[data.checks["statement_ids"].str.startswith(f"{whole}|")]
    return found[found["rule"] == "parts"]["check_id"].iloc[0]


def widths(picture):
    return [round(p.get_width()) for p in picture.figure.axes[0].patches]


def test_what_the_parts_leave_over_is_named(data):
    picture = nc.draw_parts(data, parts_check(data, "X001"))
    assert widths(picture) == [2482, 1475, 1133, 336]
    assert "tidak dirinci 336" in said_in(picture)
    assert any("336 dari 5.426 orang tidak dirinci" in text for text in said_in(picture))
    assert bool(picture.figure.axes[0].patches[-1].get_hatch())


def test_parts_above_the_total_are_outlined_in_red(data):
    picture = nc.draw_parts(data, parts_check(data, "X019"))
    last = picture.figure.axes[0].patches[-1]
    assert widths(picture)[-1] == 534
    assert last.get_x() == 92_229
    assert to_hex(last.get_edgecolor()) == WARNING
    assert "kelebihan 534" in said_in(picture)


def test_parts_that_add_up_leave_nothing_over(data):
    picture = nc.draw_parts(data, parts_check(data, "X032"))
    assert widths(picture) == [5105, 1270, 894]
    assert any("berjumlah 7.269 orang" in text for text in said_in(picture))


@pytest.mark.parametrize("check_id", ["", "parts:none", "weekday:S13"])
def test_a_check_that_is_not_of_parts_is_refused(data, check_id):
    with pytest.raises(ParameterError, match="aturan parts"):
        nc.draw_parts(data, check_id)


def test_the_22_populations_are_too_many_parts(data):
    with pytest.raises(ParameterError, match="2 sampai 8"):
        nc.draw_parts(data, parts_check(data, "P027"))


def test_every_check_of_parts_is_drawn_or_refused_in_words(data):
    ids = data.checks.loc[data.checks["rule"] == "parts", "check_id"]
    drawn = []
    for check_id in ids:
        with contextlib.suppress(ParameterError):
            drawn.append(nc.draw_parts(data, check_id).name)
    assert len(drawn) == len(set(drawn)) > 5


def test_pictures_that_differ_have_other_ids_and_names(data):
    pictures = [
        nc.draw_multiples(data, ["2019Q3", "2021Q4"]),
        nc.draw_multiples(data, ["2018Q2", "2021Q4"]),
        nc.draw_multiples(data, ["2019Q3", "2021Q4"], theme="persons"),
        nc.draw_parts(data, parts_check(data, "X001")),
        nc.draw_parts(data, parts_check(data, "X032")),
    ]
    ids = [re.search(r"ID gambar (\S+)", p.svg())[1] for p in pictures]
    assert len(set(ids)) == len({p.name for p in pictures}) == len(pictures)


def test_a_disputed_unit_that_is_a_dot_keeps_its_mark(data):
    picture = nc.draw_multiples(data, ["2020Q1", "2021Q4"])
    circles = [p for a in picture.figure.axes for p in a.patches if isinstance(p, Circle)]
    assert WARNING in {to_hex(circle.get_edgecolor()) for circle in circles}


# All of them


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_picture_stays_on_its_sheet_and_says_what_it_shows(data, quarter, lang):
    states = quarter("2021Q4", lang)
    pictures = [
        nc.draw_tiles(states), nc.draw_change(states), nc.draw_ranking(states),
        nc.draw_timeline(data, "2026Q1", lang),
        nc.draw_parts(data, parts_check(data, "X001"), lang),
        nc.draw_multiples(data, ["2019Q3", "2021Q4"], lang),
    ]  # fmt: skip
    for picture in pictures:
        assert len(picture.alt) > 40, picture.name
        for text in texts_of(picture):
            extent = text.get_window_extent()
            assert extent.x0 >= -1, (picture.name, text.get_text())
            assert extent.x1 <= picture.figure.bbox.x1 + 1, (picture.name, text.get_text())
            assert extent.y0 >= -1, (picture.name, text.get_text())
            assert extent.y1 <= picture.figure.bbox.y1, (picture.name, text.get_text())
        loose = [
            (t.get_text(), t.get_window_extent()) for t in picture.figure.texts if t.get_text()
        ]
        assert not [
            (a, b) for (a, one), (b, other) in combinations(loose, 2) if one.overlaps(other)
        ]


# Charts in every size


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
@pytest.mark.parametrize("text", ["2015Q1", "2019Q3", "2021Q4", "2026Q1"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_chart_fits_its_sheet_in_every_size(quarter, data, layout, text, lang):
    for picture in (
        nc.draw_ranking(quarter(text, lang), layout=layout),
        nc.draw_timeline(data, text, lang, layout=layout),
    ):
        figure = picture.figure
        with drawing_style():
            FigureCanvasAgg(figure).draw()
        width, height = figure.bbox.size
        legends = [t for each in figure.legends for t in each.get_texts()]
        names = [t for axes in figure.axes for t in axes.get_yticklabels() if axes.axison]
        boxes = [t.get_window_extent() for t in (*texts_of(picture), *legends, *names)]
        for box in boxes:
            assert min(box.x0, box.y0) >= -1
            assert box.x1 <= width + 1
            assert box.y1 <= height + 1
        # what stands around the chart stands in nobody's way
        around = [t.get_window_extent() for t in (*figure.texts, *legends)]
        assert not any(one.overlaps(other) for one, other in combinations(around, 2))


@pytest.mark.parametrize("draw", ["draw_ranking", "draw_timeline"])
def test_the_size_of_a_chart_is_no_part_of_its_id(quarter, data, draw):
    def drawn(layout):
        if draw == "draw_ranking":
            return nc.draw_ranking(quarter("2021Q4"), layout=layout)
        return nc.draw_timeline(data, "2021Q4", layout=layout)

    pictures = [drawn(layout) for layout in ("slide", "page", "square", "print")]
    assert len({each.passport.figure_id for each in pictures}) == 1
    name = draw.removeprefix("draw_")
    assert [each.name for each in pictures] == [name, *(f"{name}-{x}" for x in
                                                        ("page", "square", "print"))]  # fmt: skip


def test_a_chart_in_a_size_that_is_not_there_is_refused(quarter):
    with pytest.raises(ParameterError, match="a4"):
        nc.draw_ranking(quarter("2021Q4"), layout="a4")
