"""A few whole pictures, compared with ones that a person looked at.

After a wanted change: ``pytest tests/pictures/test_images.py --mpl-generate-path
tests/pictures/baseline``, then look at each.
"""

import pytest

import ntt_coverage as nc
from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.pipeline import coverage_in

compared = pytest.mark.mpl_image_compare(
    baseline_dir="baseline", tolerance=1, savefig_kwargs={"dpi": 50}
)


@pytest.fixture(autouse=True)
def same_id(monkeypatch):
    """The ID changes with what a picture says; here only its look is compared."""
    monkeypatch.setattr(Passport, "figure_id", property(lambda self: f"ID-{self.name}"))


@pytest.fixture
def quarter(data):
    return lambda text, lang="id": coverage_in(ReportSpec.parse(text, lang), data)


@compared
def test_states_on_a_slide(quarter):
    return nc.draw_map(quarter("2019Q3")).figure


@compared
def test_old_states_on_a_slide(quarter):
    return nc.draw_map(quarter("2022Q1")).figure


@compared
def test_persons_on_a_page_in_english(quarter):
    return nc.draw_map(quarter("2021Q4", "en"), "persons", layout="page").figure


@compared
def test_change_in_a_square(quarter):
    return nc.draw_change(quarter("2019Q4"), layout="square").figure


@compared
def test_tiles(quarter):
    return nc.draw_tiles(quarter("2019Q3")).figure


@compared
def test_multiples(data):
    return nc.draw_multiples(data, ["2018Q4", "2019Q3", "2021Q4", "2022Q1"]).figure


@compared
def test_timeline(data):
    return nc.draw_timeline(data, "2026Q1").figure


@compared
def test_ranking(quarter):
    return nc.draw_ranking(quarter("2021Q4")).figure


@compared
def test_ranking_in_a_square(quarter):
    return nc.draw_ranking(quarter("2021Q4"), layout="square").figure


@compared
def test_history_of_a_unit(data):
    return nc.draw_history(nc.profile("Kota Kupang", "2020Q3", data=data)).figure


@compared
def test_history_without_persons_on_a_page_in_english(data):
    return nc.draw_history(nc.profile("Ende", "2026Q1", "en", data), layout="page").figure


@compared
def test_where_a_unit_lies(data):
    return nc.draw_locator(nc.profile("Kota Kupang", "2020Q3", data=data)).figure


@compared
def test_parts(data):
    return nc.draw_parts(data, "parts:X001+X002+X003").figure
