"""What the map must not take for members: near misses that a checker of statements may know."""

import pytest

from ntt_coverage.intake.cleaning import clean_statements
from ntt_coverage.intake.dates import SourceDates
from ntt_coverage.intake.sources import read_statements
from ntt_coverage.paths import ProjectPaths
from tests.conftest import ROOT

NO_MEMBERSHIP = [
    "pegawai non-ASN yang ikut upacara", "pegawai yang ikut pelatihan", "honorer ikut pemilu",
    "diikutsertakan dalam diklat", "staff who joined the rally", "honorer anggota PGRI",
    "honorer didaftarkan ke database nasional", "non-ASN yang dilindungi hukum",
    "insured by private insurance", "staff whose premiums are owed", "pegawai menolak ikut",
    "have social security from Taspen", "potensi PHK", "eligible for THR",
]  # fmt: skip
OTHER_PEOPLE = [
    "government contract workers (PPPK)", "PPPK, contract staff of the government",
    "contract workers of the central government", "contract staff of the government contractor",
    "government contract workers and civil servants", "former government contract staff",
]  # fmt: skip
NO_HEAD_COUNT = [
    "120 orang per bulan", "120 per bulan", "50 orang/bulan", "500 per orang", "12 bulan",
    "6 months", "3 kecamatan", "5 villages",
]  # fmt: skip


@pytest.fixture(scope="module")
def accepted():
    """Tell whether the map's reader accepts a number of members of Kabupaten Belu."""
    [row] = read_statements(ProjectPaths(ROOT).statements).head(1).to_dict("records")

    def clean(**cells):
        table = read_statements(ProjectPaths(ROOT).statements).head(1)
        table = table.assign(
            region_text="Kabupaten Belu", segment_text="non-ASN", indicator_text="members",
            value_text="500", unit_text="persons", period_text="2021-06-22",
        )  # fmt: skip
        dates = {row["source_id"]: SourceDates(published=None)}
        return not clean_statements(table.assign(**cells), dates).observations.empty

    return clean


def test_members_are_accepted(accepted):
    assert accepted()
    assert accepted(unit_text="orang", value_text="500 orang", indicator_text="peserta")


@pytest.mark.parametrize("text", NO_MEMBERSHIP)
def test_what_is_no_membership_is_no_evidence(accepted, text):
    assert not accepted(indicator_text=text)


@pytest.mark.parametrize("text", OTHER_PEOPLE)
def test_other_people_are_no_non_asn_staff(accepted, text):
    assert not accepted(segment_text=text)


@pytest.mark.parametrize("text", NO_HEAD_COUNT)
def test_a_flow_or_another_unit_is_no_head_count(accepted, text):
    assert not accepted(value_text=text)
