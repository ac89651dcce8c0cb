"""What a person types at ``ntt-coverage boundaries``, what is said, and the exit code."""

import pytest
from typer.testing import CliRunner

from ntt_coverage.cli import app
from ntt_coverage.geography.simplify import DEFAULT_TOLERANCE_M
from tests.conftest import run_program
from tests.geography.conftest import PATHS, crashed, office_layer, place


@pytest.fixture
def run(project, monkeypatch):
    """Run a command in this process; return its exit code and what it printed."""

    def ran(*arguments, lang="id"):
        monkeypatch.setenv("NTT_COVERAGE_LANG", lang)
        done = CliRunner().invoke(app, ["boundaries", *map(str, arguments)])
        return done.exit_code, done.stdout, done

    return ran


@pytest.fixture
def wrong(tmp_path):
    layer = office_layer()
    path = tmp_path / "lama.fgb"
    layer.drop(index=place(layer, "Kabupaten Malaka")).to_file(path)
    return path


@pytest.mark.parametrize(
    ("lang", "head", "row", "verdict"),
    [
        ("id", "BPS   Kabupaten/Kota                       Terukur km2       Resmi km2     Selisih",
         "5302  Kabupaten Sumba Timur                    6.984,5         6.975,2       +0,1%",
         "Berkas ini dapat diimpor; 1 hal perlu diperhatikan."),
        ("en", "BPS   Regency or city                     Measured km2    Official km2  Difference",
         "5302  Kabupaten Sumba Timur                    6,984.5         6,975.2       +0.1%",
         "This file can be imported. Things to look at: 1."),
    ],
)  # fmt: skip
def test_check_prints_findings_and_22_areas(run, lang, head, row, verdict):
    code, printed, _ = run("check", PATHS.embedded_boundaries, lang=lang)
    lines = printed.splitlines()
    assert code == 0
    assert head in lines
    assert row in lines
    assert lines[-1] == verdict
    assert sum(line[:2] == "53" for line in lines) == 22
    assert max(map(len, lines)) < 100


def test_check_of_a_wrong_file_lists_faults_and_says_1(run, wrong):
    code, printed, _ = run("check", wrong)
    assert code == 1
    assert "[salah] Hanya 21 dari 22 kabupaten/kota ada. Kurang: Kabupaten Malaka." in printed
    assert "5321  Kabupaten Malaka                               -         1.109,0" in printed
    assert "akan menghasilkan peta yang salah: 2 kesalahan" in printed


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize(("content", "lang", "said"), [
    (None, "id", "tidak ada di folder"), (b"<x>", "en", "is of no format that is read"),
])  # fmt: skip
def test_what_cannot_be_read_says_2(run, tmp_path, command, content, lang, said):
    path = tmp_path / "batas.gpkg"
    if content:
        path.write_bytes(content)
    code, printed, done = run(command, path, lang=lang)
    assert (code, printed) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize(("lang", "said"), [
    ("id", "masih terbuka di program lain"), ("en", "still open in another program"),
])  # fmt: skip
def test_a_file_that_another_program_has_open_says_2(run, tmp_path, command, lang, said):
    path = tmp_path / "batas.gpkg"
    office_layer().to_file(path)
    crashed(path)
    code, printed, done = run(command, path, lang=lang)
    assert (code, printed) == (2, "")
    assert said in done.stderr
    assert "batas.gpkg-wal" in done.stderr


def test_the_help_tells_the_tolerance_that_is_taken(run):
    _, printed, _ = run("import", "--help")
    assert f"[{DEFAULT_TOLERANCE_M:g} m]" in " ".join(printed.replace("│", " ").split())


def test_import_and_reset_say_what_is_in_use(run, project):
    file = PATHS.embedded_boundaries
    code, printed, _ = run("import", file, "--source", "BIG", "--licence", "CC BY 4.0", lang="en")
    said = " ".join(printed.split())
    assert code == 0
    assert "ntt_overview.geojson was imported: 22 regencies and cities" in said
    assert "Boundaries: BIG (CC BY 4.0); file ntt_overview.geojson; simplified by 100 m." in said
    assert project.boundaries == project.imported_boundaries
    assert run("reset")[1] == (
        "Lapisan impor dihapus. Yang dipakai sekarang: batas bawaan (ntt_overview.geojson).\n"
    )
    assert run("reset", lang="en")[:2] == (
        0, "There is no imported layer. In use: the embedded boundaries (ntt_overview.geojson).\n",
    )  # fmt: skip


def test_the_program_refuses_a_wrong_import_with_its_faults_and_1(project, wrong):
    done = run_program("boundaries", "import", wrong, NTT_COVERAGE_ROOT=str(project.root))
    assert done.returncode == 1
    assert "[salah] Malaka dibentuk dari Kabupaten Belu pada 2012" in done.stdout
    assert "lama.fgb tidak diimpor" in done.stderr
    assert "Traceback" not in done.stderr
    assert project.boundaries == project.embedded_boundaries


@pytest.mark.parametrize("tolerance", ["-5", "banyak", "nan"])
def test_a_bad_tolerance_says_2(project, tolerance):
    file = PATHS.embedded_boundaries
    done = run_program("boundaries", "import", file, f"--tolerance={tolerance}",
                       NTT_COVERAGE_ROOT=str(project.root))  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "import"), (["check"], "Periksa berkas"), (["import"], "--tolerance"), (["reset"], "Go")],
)
def test_help_is_in_both_languages(run, arguments, said):
    code, printed, _ = run(*arguments, "--help")
    assert code == 0
    assert said in printed
    assert " / " in printed


def test_doctor_says_which_layer_is_in_use(run, project):
    assert "bawaan (ntt_overview.geojson, BPS/OCHA, berlaku 1 April 2020)" in boundaries_line()
    run("import", PATHS.embedded_boundaries)
    assert "dari ntt_overview.geojson, sumber tidak disebutkan" in boundaries_line()


def boundaries_line():
    from ntt_coverage.doctor.project import look_at_boundaries

    return look_at_boundaries().line("id")


def test_a_source_that_turns_the_direction_of_letters_is_kept_without_those_marks(run, project):
    hostile = "\u202eBadan\u200b\x07 Informasi\n Geospasial\u2069"
    code, printed, _ = run("import", PATHS.embedded_boundaries, "--source", hostile)
    assert code == 0
    assert "Batas: Badan Informasi Geospasial" in " ".join(printed.split())
    assert "\u202e" not in project.boundary_record.read_text("utf-8")
