"""The documentation says what is so: generated parts, commands, options, files, links, words."""

import ast
import contextlib
import csv
import importlib.util
import io
import re
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import typer
from PIL import Image

from ntt_coverage import __version__
from ntt_coverage.cli import app
from ntt_coverage.intake import guards, schema
from ntt_coverage.intake.corrections import CORRECTION_KEYS
from ntt_coverage.intake.rates import RATE_COLUMNS
from ntt_coverage.intake.relations import RELATION_COLUMNS, RELATION_RULES
from ntt_coverage.measures.corrections import CORRECTION_NAMES
from ntt_coverage.measures.statements.checking import CHECK_COLUMNS, RULES
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.checked import FORMATS, check_files
from ntt_coverage.publish.cleaned import clean_files
from ntt_coverage.publish.passport import PASSPORTS
from ntt_coverage.publish.report import PRODUCTS
from ntt_coverage.publish.tables import COVERAGE_COLUMNS, report_tables

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.id.md"]
LESSONS = ["docs/belajar.md", "docs/tutorial.md", "docs/cara.md", "docs/how-to.md"]
GLOSSARIES = ["docs/glossary.md", "docs/glosarium.md"]
CHECKING = ["docs/statement-check.md", "docs/pemeriksaan.md"]
CLEANING = ["docs/cleaning.md", "docs/pembersihan.md"]
FOLDERS_WITH_PAGES = ("benchmarks", "data", "docs", "notebooks", "ntt_coverage", "tests")


def load_script(name, path):
    sys.path.insert(0, str(path.parent))  # as Python does for a script
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(path.parent))
    return module


generate = load_script("docs_generate", ROOT / "docs" / "generate.py")
bootstrap = load_script("docs_bootstrap", ROOT / "bootstrap.py")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parts(data):
    return generate.generated_parts(data)


def code_of(page):
    """Return every piece of code in a page: fenced lines without their comments, and spans."""
    fences = re.findall(r"^```\w*\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)
    lines = [line.partition("#")[0].strip() for fence in fences for line in fence.splitlines()]
    prose = re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)
    return [code for code in [*lines, *re.findall(r"`([^`\n]+)`", prose)] if code]


def section(page, heading):
    """Return what stands under a heading of the second level."""
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)[1]


def program_calls(page):
    """Return (command, options) of every call of the program in a page."""
    found = [
        re.match(r"(?:(?:\.venv/bin/)?ntt-coverage|python -m ntt_coverage) (\w+)(.*)", code)
        for code in code_of(page)
    ]
    return [(call[1], re.findall(r"--[a-z-]+", call[2])) for call in found if call]


def setup_calls(page):
    """Return (command, options) of every call of bootstrap.py in a page."""
    found = [re.match(r"py bootstrap\.py (\w+)(.*)", code) for code in code_of(page)]
    return [(call[1], re.findall(r"--[a-z-]+", call[2])) for call in found if call]


def make_calls(page):
    """Return (target, variables) of every call of make in a page."""
    found = [re.match(r"make (\w+)(.*)", code) for code in code_of(page)]
    return [(call[1], re.findall(r"(\w+)=", call[2])) for call in found if call]


@cache
def program_commands():
    """Return the options of each command of the program."""
    commands = typer.main.get_command(app).commands
    return {name: options_of(command) for name, command in commands.items()}


def options_of(command):
    """Return the options of a command, or of all commands of a group."""
    own = {opt for each in command.params for opt in each.opts if opt.startswith("--")}
    return own.union(*(options_of(each) for each in getattr(command, "commands", {}).values()))


# Generated parts


@pytest.mark.parametrize("page", generate.pages(), ids=lambda page: page.name)
def test_generated_parts_are_up_to_date(page, parts):
    written = page.read_text(encoding="utf-8")
    assert written == generate.rewritten(written, parts), "run python docs/generate.py"


def test_every_generated_part_stands_in_a_page(parts):
    pages = "".join(page.read_text(encoding="utf-8") for page in generate.pages())
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", pages)) == set(parts)
    assert pages.count("<!-- generated: ") == pages.count("<!-- end -->") == len(parts)


def test_text_outside_the_markers_is_kept():
    page = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n"
    fresh = generate.rewritten(page, {"x": lambda: "new"})
    assert fresh == "a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb\n"


def test_states_table_has_six_of_22_in_the_third_quarter_of_2019():
    row = next(line for line in read("docs/methodology.md").splitlines() if "| 2019Q3 |" in line)
    assert row.startswith("| 2019Q3 | 6 | 16 | 0 | Sumba Timur |")


# Data dictionary and glossary


def test_dictionary_page_has_every_column_of_every_table_of_a_report(tables_2019q3):
    page = read("docs/data-dictionary.md")
    for name, table in report_tables(tables_2019q3).items():
        assert f"| `{name}.csv` |" in page or f"## {name}.csv" in page
        assert {column for column in table if f"| `{column}` |" not in page} == set()


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("coverage_by_regency.csv", COVERAGE_COLUMNS),
        ("Observations", tuple(schema.OBSERVATION_MODEL.columns)),
        ("Issues", tuple(schema.ISSUE_MODEL.columns)),
        (
            "Raw tables",
            schema.STATEMENT_COLUMNS
            + schema.SOURCE_COLUMNS
            + schema.DENOMINATOR_COLUMNS
            + RELATION_COLUMNS
            + RATE_COLUMNS
            + CORRECTION_KEYS,
        ),
        ("Table of checks", CHECK_COLUMNS),
    ],
)
def test_dictionary_has_every_column_in_its_order(heading, columns):
    part = section(read("docs/data-dictionary.md"), re.escape(heading))
    assert tuple(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) == columns


def test_every_role_of_a_header_has_a_meaning_and_no_other_has():
    roles = generate.grouped("headers.csv", "role", "header")
    assert set(generate.ROLE_MEANINGS) == set(roles)


@pytest.mark.parametrize("code", [*schema.SEGMENTS, *schema.PROGRAMMES])
def test_glossary_explains_every_segment_and_programme(code):
    for page in map(read, GLOSSARIES):
        assert re.search(rf"^\| `{code}` \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)


def terms_of(page):
    """Return the first two cells of every row, in either order, and the heads left out."""
    rows = re.findall(r"^\| ([^|]*) \| ([^|]*?) ?\| [^|]+ \|$", page, re.MULTILINE)
    heads = {"English", "istilah", "word", "kata", "code", "kode", "---"}
    return [frozenset(row) for row in rows if row[0] not in heads]


def test_both_glossaries_explain_the_same_terms_in_the_same_order():
    english, indonesian = (terms_of(read(name)) for name in GLOSSARIES)
    assert len(english) > 120
    assert [term for term in english if term not in indonesian] == []
    assert english == indonesian


@pytest.mark.parametrize("name", GLOSSARIES)
def test_every_source_that_a_glossary_names_is_in_the_table_of_sources(name, data):
    named = set(re.findall(r"\bS\d\d\b", read(name)))
    assert {"S78", "S85", "S59"} <= named
    assert named <= set(data.sources["source_id"])


@pytest.mark.parametrize("name", GLOSSARIES)
def test_a_glossary_gives_no_contribution_that_no_source_confirms(name, data):
    unconfirmed = set(data.rates.loc[~data.rates["verified"], "value"])
    page = read(name).replace(",", ".")
    assert {f"{value:.2f}%" for value in unconfirmed} >= {"0.54%", "1.74%"}
    assert [value for value in unconfirmed if f"| {value:.2f}%" in page] == [0.24]


# Commands, options and files of the READMEs


@pytest.mark.parametrize("name", READMES + LESSONS)
def test_every_program_call_in_readmes_and_lessons_exists_with_its_options(name):
    calls = program_calls(read(name))
    assert calls
    for command, options in calls:
        assert set(options) <= program_commands()[command], command


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_program_is_in_the_readmes(name):
    assert {command for command, _ in program_calls(read(name))} == set(program_commands())


@pytest.mark.parametrize("name", READMES)
def test_every_option_of_a_command_is_in_the_readmes(name):
    code = " ".join(code_of(read(name)))
    options = set().union(*program_commands().values()) - {"--help"}
    assert {option for option in options if option not in code} == set()


@pytest.mark.parametrize("name", READMES + LESSONS)
def test_every_setup_call_in_readmes_and_lessons_exists_with_its_options(name):
    for command, options in setup_calls(read(name)):
        assert command in bootstrap.COMMANDS
        assert set(options) <= program_commands().get(command, set())


@pytest.mark.parametrize("name", READMES + LESSONS)
def test_every_make_target_in_readmes_and_lessons_exists_with_its_variables(name):
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for target, variables in make_calls(read(name)):
        assert target in targets
        assert all(f"$({variable})" in makefile for variable in variables)


@pytest.mark.parametrize("name", READMES)
def test_readme_lists_every_file_of_a_report(name, tables_2019q3):
    tables = [f"tables/{table}.csv" for table in report_tables(tables_2019q3)]
    pages = ["report.html", "notebook.ipynb", "manifest.json"]
    code = set(code_of(read(name)))
    assert {*PRODUCTS, *tables, *pages} - {PASSPORTS} <= code


@pytest.mark.parametrize("name", READMES)
def test_every_file_and_folder_named_in_a_readme_exists(name):
    homes = "ntt_coverage|data|docs|notebooks|tests|benchmarks|reports"
    named = [code for code in code_of(read(name)) if re.fullmatch(rf"({homes})/[\w./-]*", code)]
    assert named
    made = [
        code
        for code in named
        if code.startswith(("reports/20", "reports/pack/", "data/raw/added/"))
    ]
    assert [code for code in named if code not in made and not (ROOT / code).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_readme_names_the_licences_of_what_a_map_holds(name):
    licences = section(read(name), r"Data (?:and licences|dan lisensi)")
    assert "CC BY 3.0 IGO" in licences
    assert "(data/geo/LICENSE-WFP.txt)" in licences
    assert "BSD-2-Clause" in licences


# Cleaning: examples of the READMEs, rules and reason codes


def block(page, language):
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)


def example_table(page):
    """Return the rows of the table below "Rekap"; its header row names the columns A to E."""
    rows = re.search(r"^\| A \| B .*?\n\n", page, re.DOTALL | re.MULTILINE)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row]


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.id.md", "id")])
def test_the_example_of_clean_says_what_the_readme_shows(name, lang, tmp_path, monkeypatch):
    page = read(name)
    book = openpyxl.Workbook()
    book.active.title = "Rekap"
    for row in example_table(page):
        book.active.append(row)
    book.save(tmp_path / "rekap.xlsx")
    monkeypatch.chdir(tmp_path)
    (outcome,) = clean_files([Path("rekap.xlsx")], Path("cleaned"), codes=None, segment=None)
    shown = block(page, "text")[0].splitlines()
    assert [line.replace("\\", "/") for line in outcome.lines(lang)] == shown[:-1]
    assert outcome.exit_code == 1


@pytest.mark.parametrize("name", READMES)
def test_the_example_for_notebooks_prints_what_the_readme_shows(name):
    page = read(name)
    code = next(code for code in block(page, "python") if "print(" in code)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == block(page, "text")[1]


@pytest.mark.parametrize("name", READMES)
def test_the_example_of_maps_draws_them(name, monkeypatch):
    code = next(code for code in block(read(name), "python") if "draw_map" in code)
    drawn = []
    monkeypatch.chdir(ROOT)
    lines = re.sub(r"^nc\.draw", "keep(nc.draw", code, flags=re.MULTILINE)
    exec(re.sub(r"^(keep.*\))( *#.*)?$", r"\1)", lines, flags=re.MULTILINE), {"keep": drawn.append})
    kinds = [picture.name.partition("-")[0] for picture in drawn]
    assert kinds == ["persons", "change", "multiples"]


def test_both_pages_on_cleaning_have_the_same_sections():
    levels = [re.findall(r"^#+ ", read(name), re.MULTILINE) for name in CLEANING]
    assert levels[0] == levels[1]


FOR_TABLES = {"UnreadableValueError", "UnknownRegencyError", "CodeSystemError"}
OF_STATEMENTS = {
    "cleaning.py", "corrections.py", "denominators.py", "project.py", "rates.py", "relations.py",
    "sources.py", "statement_files.py",
}  # fmt: skip
OF_WHOLE_FILES = {"no_table"}


def keys_of(path, errors):
    """Return the keys of the errors that a module makes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in errors and node.args:
            yield node.args[0].value


def reasons_in_the_code():
    package = ROOT / "ntt_coverage"
    rooms = [*package.glob("intake/*.py"), *package.glob("regencies/*.py")]
    found = {
        key for path in rooms if path.name not in OF_STATEMENTS for key in keys_of(path, FOR_TABLES)
    }
    for name in ("readings.py", "tables.py"):
        found |= set(keys_of(package / "intake" / name, {"SourceLayoutError"}))
    return found - OF_WHOLE_FILES


@pytest.fixture(scope="module")
def documented():
    """Return the severity of each reason code in the English page."""
    part = section(read(CLEANING[0]), "Severities and reason codes")
    return dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", part, re.MULTILINE))


def test_every_reason_that_a_table_can_get_is_documented(documented):
    assert set(documented) == reasons_in_the_code(), "add an example to docs/reasons.csv"


@pytest.mark.parametrize("path", sorted((ROOT / "tests/corpus/expected").glob("*.issues.csv")),
                         ids=lambda path: path.name)  # fmt: skip
def test_every_reason_of_the_corpus_is_documented_with_its_severity(path, documented):
    with path.open(encoding="utf-8", newline="") as file:
        for issue in csv.DictReader(file):
            assert documented.get(issue["reason"]) == issue["severity"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_reason_says_what_to_do_unless_nothing_is_to_be_done(lang):
    for code, severity, wrong, advice in generate.reason_rows(lang):
        assert wrong, code
        assert advice or severity == "`note`", code


@pytest.mark.parametrize("name", CLEANING)
def test_the_limits_of_files_are_those_of_the_guards(name):
    limits = [*guards.MOST_MEGABYTES.values(), guards.MOST_PARTS, guards.MOST_SHEETS]
    page = read(name).replace(".", "").replace(",", "")
    assert [limit for limit in limits if not re.search(rf"\b{limit}\b", page)] == []


# The statement check: examples that run, rules, translations


def said_by_check(files, lang, folder):
    """Write files, check them, and return what is said with what was checked."""
    for name, table in files.items():
        (folder / name).write_text(table, encoding="utf-8")
    checked = check_files([folder / name for name in files], ProjectPaths.find())
    written = checked.written("table", lang, 100)
    return "\n".join(line.rstrip() for line in written.splitlines()).strip("\n") + "\n", checked


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.id.md", "id")])
def test_the_example_of_check_says_what_the_readme_shows(name, lang, tmp_path):
    page = read(name)
    (table,) = block(page, "csv")
    said, checked = said_by_check({"pernyataan.csv": table}, lang, tmp_path)
    assert said == block(page, "text")[2]
    assert checked.exit_code == 1


@pytest.mark.parametrize(("name", "lang"), [(CHECKING[0], "en"), (CHECKING[1], "id")])
@pytest.mark.parametrize(("example", "second"), [(0, "sumber.csv"), (1, "relasi.csv")])
def test_the_examples_of_the_pages_say_what_they_show(name, lang, example, second, tmp_path):
    page = read(name)
    first, other = block(page, "csv")[2 * example : 2 * example + 2]
    files = {"pernyataan.csv": first, second: other}
    said, checked = said_by_check(files, lang, tmp_path)
    assert said == block(page, "text")[example]
    assert checked.exit_code == 1


def test_both_pages_on_checking_have_the_same_sections_and_examples():
    english, indonesian = (read(name) for name in CHECKING)
    levels = [re.findall(r"^#+ ", page, re.MULTILINE) for page in (english, indonesian)]
    assert levels[0] == levels[1]
    assert block(english, "csv") == block(indonesian, "csv")
    assert program_calls(english) == program_calls(indonesian)


@pytest.mark.parametrize("name", CHECKING)
def test_the_pages_on_checking_name_every_rule_relation_and_format(name):
    code = set(code_of(read(name)))
    assert {rule.name for rule in RULES} | set(RELATION_RULES) | set(FORMATS) <= code


def test_no_translation_is_left_over():
    checks = generate.checks
    described = (checks.rule_rows, checks.reading_rows, checks.quantity_rows)
    english = {row[-1] for rows in described for row in rows("en")}
    assert set(checks.translations()) == english


def test_dictionary_names_the_columns_of_corrections():
    part = section(read("docs/data-dictionary.md"), "The other tables of a report")
    assert set(CORRECTION_NAMES.values()) <= set(code_of(part))


@pytest.mark.parametrize("name", ["relations", "details", "contribution_rates"])
def test_the_raw_readme_counts_the_rows(name):
    with (ROOT / "data" / "raw" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.DictReader(file))
    assert f"| `{name}.csv` | {rows} |" in read("data/raw/README.md")


# The two READMEs, links, pictures


def test_both_readmes_have_the_same_sections_and_commands():
    english, indonesian = (read(name) for name in READMES)
    levels = [re.findall(r"^#+ ", page, re.MULTILINE) for page in (english, indonesian)]
    assert levels[0] == levels[1]
    assert program_calls(english) == program_calls(indonesian)
    assert make_calls(english) == make_calls(indonesian)
    assert setup_calls(english) == setup_calls(indonesian)


def test_both_methodologies_have_the_same_sections():
    pages = [read(f"docs/{name}.md") for name in ("methodology", "metodologi")]
    levels = [re.findall(r"^#+ ", page, re.MULTILINE) for page in pages]
    assert levels[0] == levels[1]


def test_changelog_has_this_version_with_its_methodology():
    latest = re.search(r"^## (.*?)(?=^## |\Z)", read("CHANGELOG.md"), re.DOTALL | re.MULTILINE)[1]
    assert re.match(rf"{re.escape(__version__)} \(\d{{4}}-\d\d-\d\d\)\n", latest)
    assert "### Added" in latest
    assert "### Methodology" in latest


def markdown_pages():
    below = [page for folder in FOLDERS_WITH_PAGES for page in (ROOT / folder).rglob("*.md")]
    return sorted([*ROOT.glob("*.md"), *below])


def anchors(page):
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    bare = [re.sub(r"[^\w\- ]", "", title.lower()) for title in titles]
    return {title.replace(" ", "-") for title in bare}


@pytest.mark.parametrize("page", markdown_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page):
    prose = re.sub(r"`[^`\n]+`", "", page.read_text(encoding="utf-8"))  # patterns hold "](" too
    links = re.findall(r"\]\(([^)\s]+)\)", prose)
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("picture", sorted(generate.PICTURES.values()))
def test_pictures_of_the_readmes_are_small_and_of_a_slides_shape(picture):
    with Image.open(ROOT / "docs" / "images" / picture) as image:
        width, height = image.size
    assert width <= 1400
    assert abs(width / height - 16 / 9) < 0.01
