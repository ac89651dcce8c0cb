"""The set-up around the package: locks, environment files, Makefile and bootstrap.py agree."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ntt_coverage.doctor import python as doctor_python

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.lock", "requirements-test.lock"]
NOT_IN_BOOTSTRAP = {"help", "system"}


def load_bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bootstrap = load_bootstrap()


def read_project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read_lock(name):
    """Return the requirements of a lock, one (text, hashes) pair each."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    parts = [line.split("--hash=") for line in joined.splitlines() if line.strip()]
    return [(first.strip(), [each.strip() for each in hashes]) for first, *hashes in parts]


def locked_versions(name):
    """Return {(package, marker): version}: a universal lock may hold one package twice."""
    found = {}
    for text, _ in read_lock(name):
        requirement = Requirement(text)
        key = canonicalize_name(requirement.name), str(requirement.marker or "")
        found[key] = str(requirement.specifier).removeprefix("==")
    return found


# Locks


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_only_pinned_names_with_hashes(name):
    for text, hashes in read_lock(name):
        assert re.match(r"^[a-z0-9-]+==[0-9][\w.!+]*( ; .+)?$", text), text
        assert hashes, text
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), text


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_address_and_no_path(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        assert not re.search(r"://|file:|@ |--(extra-)?index|find-links|trusted-host", line), line
        assert not re.search(r"(^|[\s=:])(/|~|[A-Za-z]:\\)", line), line


def test_run_lock_is_contained_in_test_lock_at_the_same_versions():
    run, test = (locked_versions(name) for name in LOCKS)
    in_test = {}
    for (package, _), version in test.items():
        in_test.setdefault(package, set()).add(version)
    in_run = {}
    for (package, _), version in run.items():
        in_run.setdefault(package, set()).add(version)
    assert {package: in_test.get(package) for package in in_run} == in_run


def test_every_dependency_of_the_project_is_locked_within_its_bounds():
    project = read_project()
    extras = project["optional-dependencies"]
    wanted = {
        "requirements.lock": project["dependencies"] + extras["build"],
        "requirements-test.lock": project["dependencies"] + extras["build"] + extras["test"],
    }
    for name, dependencies in wanted.items():
        locked = [(package, version) for (package, _), version in locked_versions(name).items()]
        for dependency in map(Requirement, dependencies):
            package = canonicalize_name(dependency.name)
            versions = [version for found, version in locked if found == package]
            assert versions, f"{dependency} is not in {name}; run: python bootstrap.py lock"
            assert all(dependency.specifier.contains(version) for version in versions), dependency


def test_flit_core_is_in_the_run_lock_so_that_the_project_builds_offline():
    build = read_project()["optional-dependencies"]["build"]
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["build-system"]["requires"] == build


# environment.yml


def test_environment_yml_points_to_the_lock_and_repeats_the_python_bounds():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, from_pip = environment["dependencies"]
    assert environment["channels"] == ["conda-forge"]
    assert python == f"python {read_project()['requires-python']}"
    assert pip == "pip"
    assert from_pip == {"pip": ["-r requirements.lock"]}


def test_bootstrap_has_the_python_bounds_of_the_project():
    oldest, too_new = (".".join(map(str, bound)) for bound in (bootstrap.OLDEST, bootstrap.TOO_NEW))
    assert f">={oldest},<{too_new}" == read_project()["requires-python"]
    newest = (bootstrap.TOO_NEW[0], bootstrap.TOO_NEW[1] - 1)
    assert (bootstrap.OLDEST, newest) == (doctor_python.OLDEST, doctor_python.NEWEST)


# Makefile and commands


def makefile_targets():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.search(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)[1].split()


def test_make_alone_explains_every_target():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    explained = re.findall(r"^  make ([a-z]+) +\S.+ / \S.+$", done.stdout, flags=re.MULTILINE)
    assert sorted(explained) == sorted(set(makefile_targets()) - {"help"})


def test_every_make_target_is_a_command_of_bootstrap():
    assert set(makefile_targets()) - NOT_IN_BOOTSTRAP <= set(bootstrap.COMMANDS)


@pytest.mark.parametrize("target", sorted(set(makefile_targets()) - NOT_IN_BOOTSTRAP))
def test_make_target_only_calls_bootstrap(target):
    command = ["make", "--dry-run", "PYTHON=python3", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    calls = [line for line in done.stdout.splitlines() if not line.startswith("make")]
    assert [line.split()[:3] for line in calls] == [["python3", "bootstrap.py", target]]


def test_make_passes_options_on():
    options = ["QUARTER=2020Q1", "LANG_REPORT=en", "ARGS=--jobs 2"]
    command = ["make", "--dry-run", "PYTHON=python3", "report", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    printed = " ".join(done.stdout.split())
    assert "bootstrap.py report --quarter 2020Q1 --lang en --jobs 2" in printed


def test_bootstrap_alone_lists_its_commands(capsys):
    assert bootstrap.main([]) == 0
    listed = re.findall(r"^  ([a-z]+) +\S.+ / \S.+$", capsys.readouterr().out, flags=re.MULTILINE)
    assert listed == list(bootstrap.COMMANDS)


def test_unknown_command_is_refused():
    assert bootstrap.main(["raport"]) == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["--quarter", "2019Q3"]),
        (["--lang", "en"], ["--quarter", "2019Q3", "--lang", "en"]),
        (["--quarter", "2021Q4"], ["--quarter", "2021Q4"]),
        (["--quarter=2021Q4"], ["--quarter=2021Q4"]),
    ],
)
def test_report_takes_the_default_quarter_unless_one_is_named(given, expected):
    assert bootstrap.report_arguments(given) == expected


# Python version


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0)])
def test_unfit_python_is_refused_indonesian_first(version):
    indonesian, english = bootstrap.version_problem(version).splitlines()
    assert indonesian.startswith(f"Python {'.'.join(map(str, version))} tidak cocok")
    assert "does not fit" in english


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_fit_python_is_accepted(version):
    assert bootstrap.version_problem(version) == ""


def test_main_stops_at_an_old_python_before_doing_anything(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 8, 18))
    assert bootstrap.main(["report"]) == 2
    assert "tidak cocok" in capsys.readouterr().out


# Set-up, with a runner that only writes down what it is asked


class FakeRunner:
    """Stands in for the installs: creates an empty .venv, notes each command."""

    def __init__(self, *failing):
        self.commands = []
        self.failing = failing

    def __call__(self, command, root):
        self.commands.append(command)
        if "venv" in command:
            python = bootstrap.venv_python(root)
            python.parent.mkdir(parents=True)
            python.touch()
        return int(any(word in command for word in self.failing))

    def installed(self):
        """Return the lock, or "." for the project, of each install command."""
        return [command[-1] for command in self.commands if "install" in command]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a project of three files in a folder with a space and a non-ASCII letter; no uv."""
    root = tmp_path / "proyek é"
    root.mkdir()
    for name in [*LOCKS, "pyproject.toml"]:
        (root / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    return root


def test_second_setup_calls_nothing_and_prints_nothing(folder, capsys):
    first, second = FakeRunner(), FakeRunner()
    bootstrap.set_up(folder, "run", first)
    capsys.readouterr()
    bootstrap.set_up(folder, "run", second)
    assert first.installed() == ["requirements.lock", "."]
    assert second.commands == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_changed_lock_or_project_is_installed_over_the_old(folder, changed):
    bootstrap.set_up(folder, "run", FakeRunner())
    (folder / changed).write_text("new", encoding="utf-8")
    again = FakeRunner()
    bootstrap.set_up(folder, "run", again)
    assert again.installed() == ["requirements.lock", "."]
    assert not any("venv" in command for command in again.commands)


def test_test_set_satisfies_the_run_set_and_only_adds_to_it(folder):
    runners = {kind: FakeRunner() for kind in ("run", "test")}
    for kind, runner in runners.items():
        bootstrap.set_up(folder, kind, runner)
    after = FakeRunner()
    bootstrap.set_up(folder, "run", after)
    assert runners["test"].installed() == ["requirements-test.lock", "."]
    assert not any("venv" in command for command in runners["test"].commands)
    assert after.commands == []


def test_interrupted_setup_starts_afresh(folder):
    with pytest.raises(bootstrap.SetupError, match="Pemasangan gagal"):
        bootstrap.set_up(folder, "run", FakeRunner("requirements.lock"))
    left = folder / ".venv" / "half-written"
    left.touch()
    repair = FakeRunner()
    bootstrap.set_up(folder, "run", repair)
    assert "venv" in repair.commands[0]
    assert not left.exists()


def test_a_venv_that_somebody_else_made_is_left_alone(folder):
    own = folder / ".venv" / "own.txt"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    runner = FakeRunner()
    with pytest.raises(bootstrap.SetupError, match="left alone"):
        bootstrap.set_up(folder, "run", runner)
    assert own.read_text(encoding="utf-8") == "mine"
    assert runner.commands == []


def test_moved_folder_is_set_up_again(folder):
    bootstrap.set_up(folder, "run", FakeRunner())
    moved = folder.rename(folder.with_name("pindah"))
    assert not bootstrap.is_ready(moved, "run")
    again = FakeRunner()
    bootstrap.set_up(moved, "run", again)
    assert "venv" in again.commands[0]


def _go_on(process):
    if not process.stdin.closed:
        process.stdin.close()


def test_setup_waits_for_another_and_then_finds_its_work_done(folder, capsys, monkeypatch):
    holder = (
        "import importlib.util, pathlib, sys, time\n"
        "spec = importlib.util.spec_from_file_location('bootstrap', sys.argv[1])\n"
        "bootstrap = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(bootstrap)\n"
        "root = pathlib.Path(sys.argv[2])\n"
        "with bootstrap.only_one_setup(root):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    python = bootstrap.venv_python(root)\n"
        "    python.parent.mkdir(parents=True)\n"
        "    python.touch()\n"
        "    bootstrap.write_stamp(root, 'run')\n"
    )
    command = [sys.executable, "-c", holder, str(ROOT / "bootstrap.py"), str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as other:
        assert other.stdout.readline() == "held\n"
        # whoever has to wait says so, then sleeps: only then may the other one go on
        monkeypatch.setattr(bootstrap.time, "sleep", lambda _: _go_on(other))
        waiting = FakeRunner()
        bootstrap.set_up(folder, "run", waiting)
    assert waiting.commands == []
    assert "Menunggu" in capsys.readouterr().out


def test_uv_comes_first_and_pip_takes_over_when_it_fails(folder, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "uv")
    runner = FakeRunner("uv")
    bootstrap.set_up(folder, "run", runner)
    tools = [command[0] == "uv" for command in runner.commands if "install" in command]
    assert tools == [True, False, True, False]
    assert "mencoba cara lain" in capsys.readouterr().out


def test_every_lock_install_demands_hashes(folder, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "uv")
    ways = bootstrap.ways_to_install(folder, "test")
    assert len(ways) == 2
    assert all("--require-hashes" in command for command in ways)


def test_wheelhouse_replaces_the_network(folder):
    (folder / "wheelhouse").mkdir()
    run, test = (bootstrap.ways_to_install(folder, kind) for kind in ("run", "test"))
    remade = bootstrap.ways_to_install(folder, "run", use_wheelhouse=False)
    assert ["--no-index" in way for way in run] == [True]
    assert ["--no-index" in way for way in test] == [True, False]
    assert not any("wheelhouse" in way for way in remade)


def test_lock_commands_name_no_path_of_this_machine():
    for command in bootstrap.lock_commands("uv", []):
        assert not any(str(ROOT) in word or word.startswith("/") for word in command)
