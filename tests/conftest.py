"""What tests share: a project to edit, one real report, a browser; and no silent skips in CI."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

import ntt_coverage as nc
from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths

ROOT = Path(__file__).parent.parent
FULL_RESOLUTION = ROOT.parent / "shared" / "geo" / "ntt_adm2_cod_ab_2020.geojson"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = ("file:", "data:", "about:", "blob:")


# Where CI is "true" a skipped test is a failed session


SKIPPED = pytest.StashKey[list[tuple[str, str]]]()


def pytest_configure(config):
    config.stash[SKIPPED] = []
    config.pluginmanager.register(SkipsInCI(config), "skips-in-ci")


OUTSIDE = "outside the project"
"""Reason of the only skips that CI allows: the project must also work without those files."""


SLOW = (
    "test_kill", "test_lab_opens", "test_lab", "test_batch", "test_nursery", "test_website",
    "test_bring_your_own_data", "test_unit_notebooks", "test_verify", "test_end_to_end",
    "test_skips_in_ci", "test_webmap",
)  # fmt: skip
"""Files whose tests take seconds each: begun first, none of them is waited for at the end."""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.stem not in SLOW)


class SkipsInCI:
    """Collects what was skipped; under xdist the controller hears of every worker's reports."""

    def __init__(self, config):
        self.skipped = config.stash[SKIPPED]
        self.forbidden = os.environ.get("CI") == "true" and not hasattr(config, "workerinput")

    def pytest_runtest_logreport(self, report):
        if report.skipped and not hasattr(report, "wasxfail"):
            self.note(report)

    def pytest_collectreport(self, report):
        if report.skipped:
            self.note(report)

    def note(self, report):
        if OUTSIDE not in report.longrepr[2]:
            self.skipped.append((report.nodeid, report.longrepr[2]))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session):
        if self.forbidden and self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        if self.forbidden and self.skipped:
            terminalreporter.section("skipped, and CI forbids it", red=True)
            for name, reason in self.skipped:
                terminalreporter.line(f"{name}: {reason}")


# The project and its tables


@pytest.fixture(scope="session")
def data():
    """Everything in data/, read once."""
    return nc.load(ProjectPaths(ROOT))


@pytest.fixture(scope="session")
def tables_2019q3(data):
    return nc.coverage("2019Q3", data=data)


@pytest.fixture(scope="session")
def full_resolution():
    """The unsimplified boundaries, which are not part of the project."""
    if not FULL_RESOLUTION.is_file():
        pytest.skip("the full-resolution boundaries lie outside the project and are not here")
    return FULL_RESOLUTION


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the project's data and notebooks to edit; the program works on it."""
    root = tmp_path / "project"
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, root / part)
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    monkeypatch.delenv("NTT_COVERAGE_LANG", raising=False)
    return ProjectPaths(root)


# The real program


def run_program(*arguments, cwd=None, before=(), **environment):
    """Run ``python -m ntt_coverage`` as a person would and return the finished process."""
    inherited = {k: v for k, v in os.environ.items() if k != "NTT_COVERAGE_LANG"}
    return subprocess.run(
        [*before, sys.executable, "-m", "ntt_coverage", *map(str, arguments)],
        cwd=cwd or ROOT,
        env={**inherited, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def report_run(tmp_path_factory, worker_id):
    """One real run of the command for 2019Q3, made by whichever worker comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "report_2019q3"
    try:
        shared.mkdir()
    except FileExistsError:
        _await(shared / "exit_code")
    else:
        done = run_program("report", "--quarter", "2019Q3", "--out", shared / "out")
        (shared / "stdout").write_text(done.stdout, "utf-8")
        (shared / "stderr").write_text(done.stderr, "utf-8")
        (shared / "exit_code.new").write_text(str(done.returncode))
        (shared / "exit_code.new").rename(shared / "exit_code")
    said = {name: (shared / name).read_text("utf-8") for name in ("stdout", "stderr", "exit_code")}
    assert said["exit_code"] == "0", said["stderr"]
    return SimpleNamespace(out=shared / "out", path=shared / "out" / "2019Q3", **said)


def _await(path, seconds=300):
    for _ in range(seconds * 10):
        if path.exists():
            return
        time.sleep(0.1)
    raise TimeoutError(path)


@pytest.fixture(scope="session")
def report_2019q3(report_run):
    """The folder of that report; to be read, never changed."""
    return report_run.path


# PDF


@pytest.fixture(scope="session")
def poppler():
    """Run a program of poppler and return what it writes, as text."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler is not installed; make system installs it")

    def run(*arguments):
        done = subprocess.run(list(map(str, arguments)), capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    return run


# The browser


@dataclass
class Opened:
    """A page in a browser without network: what it asked for, what it complained of."""

    page: object
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed; make system installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Open a file with the network cut; every request that leaves the computer is recorded."""
    contexts = []

    def opened(path, width=1200, height=800, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        result = Opened(page=context.new_page())
        context.route("**/*", lambda route: _only_local(route, result.requests))
        context.set_offline(True)
        result.page.on("console", lambda message: _complain(message, result.complaints))
        result.page.on("pageerror", lambda error: result.complaints.append(str(error)))
        result.page.on("requestfailed", lambda request: result.requests.append(request.url))
        result.page.goto(path.resolve().as_uri())
        return result

    yield opened
    for context in contexts:
        context.close()


# LibreOffice


@pytest.fixture
def soffice(tmp_path):
    """Convert a file as LibreOffice does, to a folder of its own, and say what it said."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed; make system installs it")

    def convert(path, to):
        out, profile = tmp_path / "converted", (tmp_path / "profile").as_uri()
        asked = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        command = [*asked, "--outdir", str(out), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
        return SimpleNamespace(files=sorted(out.iterdir()), said=done.stdout + done.stderr)

    return convert


SCREENSHOTS = ROOT / "screenshots"
"""Kept to be looked at; not committed."""


@pytest.fixture
def keep_screenshot():
    """Save what a page shows as ``screenshots/NAME.png``."""

    def kept(page, name):
        # hiding the caret would add a style, which the policy of a page may forbid
        taken = page.screenshot(caret="initial")
        with suppress(OSError):  # a folder that may only be read keeps none
            SCREENSHOTS.mkdir(exist_ok=True)
            (SCREENSHOTS / f"{name}.png").write_bytes(taken)

    return kept


def _only_local(route, outside):
    if route.request.url.startswith(LOCAL):
        route.continue_()
    else:
        outside.append(route.request.url)
        route.abort()


def _complain(message, complaints):
    if message.type in ("error", "warning"):
        complaints.append(message.text)
