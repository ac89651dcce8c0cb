"""A changed statement changes the table, the headline, the legend and both maps alike."""

import csv
import json
import re
import xml.etree.ElementTree as ET

import pandas as pd

import ntt_coverage as nc
from ntt_coverage.language import say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.palette import COLOURS, PALE
from ntt_coverage.publish.notebooks import run_notebook
from ntt_coverage.publish.tables import coverage_table
from tests.conftest import ROOT, run_program

STATES = ("enrolled", "not_enrolled", "no_data")
NAMED = {
    "Kota Kupang",
    "Kabupaten Kupang",
    "Kabupaten Sumba Timur",
    "Kabupaten Timor Tengah Utara",
    "Kabupaten Ende",
    "Kabupaten Manggarai Barat",
}
"""The six of 16 July 2019."""


def edit(path, change):
    """Rewrite a table row by row; a row for which the change returns None is dropped."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = [changed for row in reader if (changed := change(row)) is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames)
        writer.writeheader()
        writer.writerows(rows)


def edit_list(project, **changes):
    """Edit the rows of list L1; a change is a value or a function of the row."""

    def change(row):
        if row["list_id"] != "L1":
            return row
        return row | {k: v(row) if callable(v) else v for k, v in changes.items()}

    edit(project.raw / "statements_articles.csv", change)


def is_ende(row):
    return row["list_id"] == "L1" and row["region_text"] == "Kabupaten Ende"


def drop_ende(project):
    path = project.raw / "statements_articles.csv"
    edit(path, lambda row: None if is_ende(row) else row)


def rename_ende(project, name):
    edit_list(project, region_text=lambda row: name if is_ende(row) else row["region_text"])


def shown_on_page(page):
    """The state of each unit on the web map, and the counts of its legend."""
    said = json.loads(re.search(r'<script id="content"[^>]*>(.*?)</script>', page)[1])
    keys = [key for key, *_ in said["themes"][0]["classes"]]
    *_, legend, units = said["quarters"][said["open"]]["views"][0]
    classes = {unit[0]: keys[group] for unit, group in zip(said["units"], units[::3], strict=True)}
    counts = dict(zip((keys[group] for group in legend[::2]), legend[1::2], strict=True))
    return classes, [counts[state] for state in STATES if state in counts]


def shown_by(tables):
    """What each product says of each unit, and their counts: all must tell the same story."""
    svg, page = nc.draw_map(tables).svg(), nc.draw_web_map(tables).page
    groups = {
        g.get("id")[4:]: ET.tostring(g, "unicode")
        for g in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}g")
        if str(g.get("id")).startswith("bps-")
    }
    fills = {code: re.search(r"fill: (#\w{6}|url)", group)[1] for code, group in groups.items()}
    classes, legend = shown_on_page(page)
    written = " ".join(re.findall(r"<!-- (.*?) -->", svg))
    drawn = [int(re.search(rf"(\d+) {say(f'state.{s}', 'id')}", written)[1]) for s in STATES]
    return fills, classes, legend, drawn


def check_all_agree(tables):
    """Check that table, headline, legends and both maps agree, and return the enrolled."""
    table = coverage_table(tables).set_index("bps_code")
    counts = [int((table["state"] == state).sum()) for state in STATES]
    fills, classes, legend, drawn = shown_by(tables)
    assert len(table) == len(fills) == len(classes) == sum(counts) == 22
    assert legend == drawn == counts
    assert tables.headline.startswith(f"{counts[0]} dari 22 ")
    assert classes == table["state"].to_dict()
    assert fills == {
        code: COLOURS[state] if state != "no_data" else "url"
        for code, state in table["state"].items()
    }
    return set(table.loc[table["state"] == "enrolled", "regency"])


def built(project, quarter="2019Q3"):
    return nc.coverage(quarter, data=nc.load(project))


def test_unchanged_data_show_the_six(project):
    tables = built(project)
    assert check_all_agree(tables) == NAMED
    assert tables.headline.startswith("6 dari 22 kabupaten/kota mendaftarkan")


def test_a_list_that_lost_ende_is_open_and_leaves_the_unnamed_unknown(project):
    drop_ende(project)
    tables = built(project)
    assert check_all_agree(tables) == NAMED - {"Kabupaten Ende"}
    assert "17 tanpa data" in tables.headline


def test_a_shorter_list_decides_that_ende_does_not_enrol(project):
    drop_ende(project)
    edit_list(project, list_size="5")
    tables = built(project)
    assert check_all_agree(tables) == NAMED - {"Kabupaten Ende"}
    state = tables.coverage.set_index("regency")["state"]
    assert state["Kabupaten Ende"] == "not_enrolled"
    assert (state == "not_enrolled").sum() == 17


def test_a_list_moved_by_a_quarter_speaks_for_that_quarter(project):
    day = "2019-10-16"
    edit_list(project, period_text=day)
    moved = {"date_published": day, "reference_date": day}
    edit(project.sources, lambda row: row | moved if row["source_id"] == "S07" else row)
    before = built(project, "2019Q3")
    assert check_all_agree(before) == {"Kota Kupang"}
    assert before.coverage["state"].eq("no_data").sum() == 21
    after = built(project, "2019Q4")  # the later list of that quarter decides; the two disagree
    check_all_agree(after)
    disputed = after.coverage.loc[after.coverage["disputed"], "regency"]
    assert set(disputed) == {"Kabupaten Sumba Timur", "Kabupaten Ende", "Kabupaten Belu"}


def test_another_name_in_the_list_moves_the_colour(project):
    rename_ende(project, "Kabupaten Alor")
    assert check_all_agree(built(project)) == NAMED - {"Kabupaten Ende"} | {"Kabupaten Alor"}


def test_a_misspelt_name_is_rejected_and_opens_the_list(project):
    rename_ende(project, "Kabupaten Endee")
    tables = built(project)
    assert check_all_agree(tables) == NAMED - {"Kabupaten Ende"}
    assert tables.coverage["state"].eq("no_data").sum() == 17
    issues = tables.data.cleaned.issues
    row = issues[issues["value"] == "Kabupaten Endee"].to_dict("records")
    assert [(r["reason"], r["suggestion"]) for r in row] == [("similar_regency", "Kabupaten Ende")]
    cleaned = tables.data.cleaned
    assert cleaned.rows_read == len(cleaned.observations) + len(issues)


def test_old_states_are_drawn_pale_and_counted_as_no_data(project):
    tables = built(project, "2022Q1")
    svg = nc.draw_map(tables).svg()
    check_all_agree(tables)
    assert PALE["enrolled"] in svg
    assert tables.coverage["state"].eq("no_data").sum() == 19


def test_real_command_follows_an_edited_list(project):
    rename_ende(project, "Kabupaten Alor")
    drop = {"Kota Kupang": "Kabupaten Sikka"}
    edit_list(project, region_text=lambda row: drop.get(row["region_text"], row["region_text"]))
    out = project.root / "out"
    done = run_program("report", "--quarter", "2019Q3", "--lang", "en", "--out", out)
    assert done.returncode == 0, done.stderr
    report = out / "2019Q3-en"
    table = pd.read_csv(report / "tables" / "coverage_by_regency.csv", dtype=str)
    enrolled = set(table.loc[table["state"] == "enrolled", "regency"])
    expected = NAMED - {"Kabupaten Ende", "Kota Kupang"} | {"Kabupaten Alor", "Kabupaten Sikka"}
    assert enrolled - {"Kota Kupang"} == expected
    headline = f"{len(enrolled)} of 22 regencies and cities enrol"
    for name in ("report.html", "map.html", "figures/status.svg"):
        assert headline in (report / name).read_text("utf-8")
    page = (report / "map.html").read_text("utf-8")
    assert shown_on_page(page)[0]["5307"] == "enrolled"
    assert shown_on_page(page)[0]["5311"] == "not_enrolled"


def test_explore_notebook_runs_without_complaint(project):
    root = project.root
    environment = {"NTT_COVERAGE_ROOT": str(root)}
    path = project.notebooks / "explore.ipynb"
    done = run_notebook(path, {"lang": "en"}, folder=root, environment=environment)
    outputs = [output for cell in done.cells for output in cell.get("outputs", [])]
    assert {output.output_type for output in outputs} <= {"display_data", "execute_result"}
    assert any("application/vnd.jupyter.widget-view+json" in output.data for output in outputs)
    table, picture, found = (output.data["text/html"] for output in outputs[-3:])
    assert "6 of 22 regencies and cities enrol their non-ASN staff" in table
    assert 'id="T_table_row21_col0"' in table
    assert picture.startswith("<figure")
    assert "6 + 17 = 23, printed 22, difference 1" in found


def test_what_a_verb_returns_prints_in_a_few_lines_also_without_a_notebook(data, tables_2019q3):
    workbook = nc.clean_file(ProjectPaths(ROOT).sample_workbook)
    unit = nc.profile("Ende", data=data)
    picture, page = nc.draw_map(tables_2019q3), nc.draw_web_map(tables_2019q3)
    for returned in (data, tables_2019q3, workbook, unit, picture, page):
        assert len(repr(returned)) < 700
    assert "6 dari 22" in repr(tables_2019q3)
    assert "rows_read=12, rows_accepted=10, rows_rejected=2" in repr(workbook)
