"""What a card of the web map tells of persons: unknown, zero and about are three things."""

from dataclasses import replace

import pytest

from ntt_coverage.identity import ReportSpec
from ntt_coverage.pictures.webmap_cards import write_cards
from ntt_coverage.pipeline import coverage_in


@pytest.mark.parametrize(
    ("state", "persons", "certainty", "said"),
    [
        ("not_enrolled", None, 0, "tidak disebut (belum mendaftarkan)"),
        ("not_enrolled", 0, 0, "0 (belum mendaftarkan)"),
        ("enrolled", 936, 0, "936"),
        ("enrolled", 936, 1, "sekitar 936"),
        ("enrolled", None, 0, "tidak diketahui"),
        ("no_data", None, None, "tidak diketahui"),
        ("suppressed", 936, 0, "Angka dirahasiakan"),
    ],
)
def test_a_card_gives_no_number_that_no_source_gives(data, state, persons, certainty, said):
    states = coverage_in(ReportSpec.parse("2019Q3", "id"), data)
    spoilt = states.coverage.assign(state=state, certainty=certainty, disputed=False)
    spoilt["enrolled_persons"] = spoilt["enrolled_persons"].mask(spoilt["state"] == state, persons)
    told = {card.texts[2] for card in write_cards(replace(states, coverage=spoilt))}
    assert told == {said}
