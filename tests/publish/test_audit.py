"""What does not add up, as people see it: in a report, and in the notebook of the audit."""

import pytest

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError, ReportError
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.pipeline import check
from ntt_coverage.publish.audit import (
    show_audit,
    show_contradictions,
    show_corrections,
    show_fits,
)
from ntt_coverage.publish.notebooks import run_notebook
from tests.conftest import ROOT


def test_a_report_lists_the_findings_that_touch_its_quarter(data):
    tables = nc.coverage("2021Q2", "id", data=data)
    shown = show_contradictions(tables).markup
    assert "5.244 + 9.192 = 14.436, tercetak 14.438, selisih 2" in shown
    assert "tercetak 58, jumlah resmi 160" in shown
    assert "5.829" not in shown  # another quarter
    assert shown.count("<tr>") - 1 == len(findings_of(tables.checks)) == 5


def test_the_audit_speaks_the_language_of_the_reader(data):
    shown = show_audit(check(data), "id", data=data).markup
    others = data.checkable.loc[data.checkable["indicator"] == "other", "indicator_text"]
    for english in ("workers who are members", "headline", "non_asn:", *others):
        assert f"{english}:" not in shown
        assert f"{english}," not in shown
    assert "Orang terdaftar" in shown


def test_a_quarter_without_findings_says_so(data):
    shown = show_contradictions(nc.coverage("2018Q2", "en", data=data)).markup
    assert "No findings for this quarter" in shown
    assert "<table" not in shown


def test_what_is_printed_is_told_in_the_language_of_the_reader(data):
    shown = show_contradictions(nc.coverage("2019Q3", "id", data=data)).markup
    assert "002-02 (S07, isi berita), Unit yang mendaftarkan, Pegawai non-ASN: enam" in shown
    for english in ("body)", "regions that", "regencies and cities in the province"):
        assert english not in shown
    shown = show_contradictions(nc.coverage("2019Q3", "en", data=data)).markup
    assert "002-02 (S07, body), regions that enrolled non-ASN staff: enam" in shown


@pytest.mark.parametrize("quarter", ["2018Q1", "2022Q1"])
def test_a_quarter_without_a_check_is_not_told_as_clean(data, quarter):
    shown = show_contradictions(nc.coverage(quarter, "id", data=data)).markup
    assert "Tidak ada pernyataan yang dapat diperiksa untuk triwulan ini." in shown
    assert "cocok" not in shown.partition("</h2>")[2]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_audit_holds_every_finding_and_every_check_that_fits(data, lang):
    checks = check(data)
    findings, fits = show_audit(checks, lang).markup, show_fits(checks, lang).markup
    rows = findings.count("<tr>") + fits.count("<tr>")
    heads = findings.count("<thead>") + fits.count("<thead>")
    assert rows - heads == len(checks)


def test_corrections_stand_beside_what_is_printed(data):
    shown = show_corrections(data, "id").markup
    for text in ("5.892", "5.829", "5.244", "5.426", "27/9", "27/8", "S05", "S80"):
        assert text in shown


def test_texts_of_the_data_are_escaped(data):
    checks = check(data)
    checks = checks.assign(printed="<script>alert(1)</script>", region="<b>Belu</b>")
    shown = show_audit(checks, "id").markup + show_fits(checks, "id").markup
    assert "<script>" not in shown
    assert "<b>" not in shown


@pytest.mark.parametrize(("quarter", "says"), [("", "5.829"), ("2019Q3", "6 + 17 = 23")])
def test_the_notebook_of_the_audit_runs_and_tells_it(quarter, says):
    path = ROOT / "notebooks" / "statement_check.ipynb"
    done = run_notebook(path, {"lang": "id", "quarter": quarter}, folder=ROOT, environment={})
    shown = "".join(
        output["data"].get("text/html", "")
        for cell in done.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result"
    )
    assert says in shown
    assert ("6.600 + 68.571" in shown) is (quarter == "")


def test_the_notebook_of_the_audit_refuses_a_mistyped_quarter():
    path = ROOT / "notebooks" / "statement_check.ipynb"
    with pytest.raises(ReportError, match="2019Q5"):
        run_notebook(path, {"quarter": "2019Q5"}, folder=ROOT, environment={})


def test_checks_of_a_quarter_are_those_that_touch_it(data):
    every = check(data)
    of_one = check(data, "2021Q4")
    assert set(of_one["quarters"]) == {"2021Q4", "2021Q4|2022Q2"}
    touched = every[every["quarters"].str.contains("2021Q4")]
    assert list(of_one["check_id"]) == list(touched["check_id"])
    assert len(check(data, "")) == len(check(data, None)) == len(every)
    assert check(data, "2030Q1").empty


@pytest.mark.parametrize("quarter", ["2019Q5", "2019", "Q", "."])
def test_checks_of_a_mistyped_quarter_are_refused(data, quarter):
    with pytest.raises(ParameterError):
        check(data, quarter)
