#!/usr/bin/env python3
"""Set up the project in ``.venv`` and run its commands, with Python's standard library only.

``make report`` and ``py bootstrap.py report`` (Windows) do the same thing. Every command that
needs packages first makes sure that ``.venv`` matches the lock; when it does already, nothing is
printed and nothing is installed. Written so that an old Python still reads the file and can say
that it is too old.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
TOO_NEW = (3, 14)
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
DEFAULT_QUARTER = "2019Q3"
CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
}
CACHES = [".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", "build", "dist"]


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(indonesian, english):
    """Print one short message, Indonesian first, before anything that a child process prints."""
    print(f"{indonesian} / {english}", flush=True)


# Which Python


def version_problem(version):
    """Say why this Python does not fit.

    Parameters
    ----------
    version : tuple of int
        As in ``sys.version_info``.

    Returns
    -------
    str
        Two lines, Indonesian and English; empty when the version fits.
    """
    if OLDEST <= tuple(version[:2]) < TOO_NEW:
        return ""
    found = ".".join(str(part) for part in version[:3])
    return (
        f"Python {found} tidak cocok. Pasang Python 3.11, 3.12, atau 3.13 dari python.org, lalu "
        "ulangi; di Linux: make PYTHON=python3.12 report\n"
        f"Python {found} does not fit. Install Python 3.11, 3.12 or 3.13 from python.org and try "
        "again; on Linux: make PYTHON=python3.12 report"
    )


def base_python():
    """Return the Python behind this one: itself, or the base of the environment it runs in."""
    return getattr(sys, "_base_executable", None) or sys.executable


def venv_python(root):
    """Return the path of the Python inside ``.venv``, whether it exists or not."""
    inside = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return root / ".venv" / inside


# What is installed: a stamp, written last


def stamp_path(root):
    """Return the path of the file that says what ``.venv`` holds."""
    return root / ".venv" / "setup-stamp.json"


def sha256_of(*parts):
    """Return one SHA-256 over several byte strings, kept apart by their lengths."""
    total = hashlib.sha256()
    for part in parts:
        total.update(str(len(part)).encode() + b":" + part)
    return total.hexdigest()


def home_digest(root):
    """Fingerprint what an environment cannot survive a change of: Python's version, the folder."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    return sha256_of(version.encode(), os.fsencode(str(root)))


def set_digest(root, kind):
    """Fingerprint one set: its lock, ``pyproject.toml``, Python's version and the folder."""
    lock = (root / LOCKS[kind]).read_bytes()
    project = (root / "pyproject.toml").read_bytes()
    return sha256_of(lock, project, home_digest(root).encode())


def read_stamp(root):
    """Return what the last finished set-up wrote; empty when there was none."""
    try:
        stamp = json.loads(stamp_path(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(root, kind):
    """Record a finished set-up. The test set contains the run set."""
    kinds = ["run", "test"] if kind == "test" else ["run"]
    stamp = {name: set_digest(root, name) for name in kinds}
    stamp["home"] = home_digest(root)
    new = stamp_path(root).with_suffix(".new")
    new.write_text(json.dumps(stamp), encoding="utf-8")
    new.replace(stamp_path(root))


def is_ready(root, kind):
    """Return whether ``.venv`` holds this set already."""
    return venv_python(root).exists() and read_stamp(root).get(kind) == set_digest(root, kind)


# Set-up


def child_environment(root):
    """Return the environment for child processes: inside ``.venv``, UTF-8, nothing from outside."""
    outside = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in outside}
    scripts = str(venv_python(root).parent)
    kept.update(
        VIRTUAL_ENV=str(root / ".venv"),
        PATH=scripts + os.pathsep + os.environ.get("PATH", ""),
        PYTHONUTF8="1",
        PIP_USER="0",
        PIP_NO_INPUT="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
    )
    return kept


def call(command, root):
    """Run one step of the set-up in the project's folder and return its exit code.

    The step inherits the open lock file: if this process dies, the lock stays until the step ends.
    """
    done = subprocess.run(command, cwd=root, env=child_environment(root), close_fds=False)
    return done.returncode


def try_lock(handle):
    """Take the operating system's lock on an open file; it goes when its holders end."""
    try:
        if os.name == "nt":
            import msvcrt  # exists on Windows only

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # does not exist on Windows

            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a network drive without locks: better to go on than to wait for ever
    return True


@contextlib.contextmanager
def only_one_setup(root):
    """Let one set-up at a time into the folder; a dead one leaves nothing to clear away."""
    with (root / ".venv.lock").open("a") as handle:
        os.set_inheritable(handle.fileno(), True)
        if not try_lock(handle):
            say("Menunggu penyiapan lain selesai", "Waiting for another set-up to finish")
            while not try_lock(handle):
                time.sleep(0.3)
        yield


def ways_to_install(root, kind, use_wheelhouse=True):
    """List the install commands to try in turn.

    With a folder ``wheelhouse`` only its files are used; the test set may take from the network
    what is missing there. In each case uv comes before pip, where it is on PATH.

    Parameters
    ----------
    root : pathlib.Path
        The project's folder.
    kind : {"run", "test"}
        Which lock.
    use_wheelhouse : bool
        False when the wheelhouse itself is being made.

    Returns
    -------
    list of list of str
    """
    sources = [[]]
    if use_wheelhouse and (root / "wheelhouse").is_dir():
        sources = [["--no-index", "--find-links", "wheelhouse"]]
        if kind == "test":
            sources.append(["--find-links", "wheelhouse"])
    wanted = ["--require-hashes", "-r", LOCKS[kind]]
    return [tool + source + wanted for source in sources for tool in install_tools(root)]


def install_tools(root):
    """Return the beginnings of the install commands: uv where it is on PATH, then pip."""
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    python = str(venv_python(root))
    pip = [python, "-m", "pip", "install", *quiet]
    uv = shutil.which("uv")
    return [[uv, "pip", "install", "--python", python, *quiet], pip] if uv else [pip]


def first_that_works(commands, root, call):
    """Run commands in turn until one succeeds; say one line for each that does not."""
    for number, command in enumerate(commands, start=1):
        if call(command, root) == 0:
            return
        if number < len(commands):
            say("Gagal, mencoba cara lain", "That failed, trying another way")
    raise SetupError(
        "Pemasangan gagal. Periksa sambungan internet, atau salin folder wheelhouse yang dibuat "
        "untuk komputer sejenis; yang sudah diunduh tidak diunduh lagi.\n"
        "The installation failed. Check the internet connection, or copy a wheelhouse folder made "
        "for the same kind of computer; what has been downloaded is not downloaded again."
    )


def create_venv(root, call):
    """Make an empty ``.venv``, by Python itself or, where Debian left that out, by uv."""
    uv = shutil.which("uv")
    if importlib.util.find_spec("ensurepip"):
        code = call([base_python(), "-m", "venv", "--clear", ".venv"], root)
    elif uv:
        code = call([uv, "venv", "-q", "--clear", "--python", base_python(), ".venv"], root)
    else:
        code = 1
    if code:
        raise SetupError(
            "Python ini tidak dapat membuat .venv. Di Debian/Ubuntu: apt install python3-venv\n"
            "This Python cannot create .venv. On Debian/Ubuntu: apt install python3-venv"
        )


def remove_tree(folder):
    """Delete a folder if it is there; say what to close when Windows holds a file in it."""
    if not folder.exists():
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise SetupError(
            f"Folder {folder.name} tidak dapat dihapus; tutup JupyterLab dan ulangi ({error})\n"
            f"Cannot delete the folder {folder.name}; close JupyterLab and try again ({error})"
        ) from error


def install(root, kind, call, use_wheelhouse=True):
    """Bring ``.venv`` to the lock and write the stamp; the caller holds the set-up lock.

    Without a stamp an earlier set-up was interrupted, and with another Python or folder the
    environment is of no use: both start afresh. Otherwise packages are added or changed in place.
    """
    say(
        f"Menyiapkan Python di .venv dari {LOCKS[kind]}, sekali saja",
        "Setting up Python in .venv, once only",
    )
    keep = venv_python(root).exists() and read_stamp(root).get("home") == home_digest(root)
    if keep:
        stamp_path(root).unlink()
    else:
        remove_tree(root / ".venv")
        create_venv(root, call)
    first_that_works(ways_to_install(root, kind, use_wheelhouse), root, call)
    itself = ["--no-deps", "--no-build-isolation", "-e", "."]
    first_that_works([tool + itself for tool in install_tools(root)], root, call)
    write_stamp(root, kind)


def refuse_foreign_venv(root):
    """Leave alone a ``.venv`` that no set-up of ours began: its owner may need it."""
    if (root / ".venv").exists() and not (root / ".venv.lock").exists():
        raise SetupError(
            "Folder .venv bukan buatan program ini dan tidak diubah. Pindahkan, lalu ulangi\n"
            "The folder .venv was not made by this program and is left alone. Move it, then retry"
        )


def set_up(root, kind, call=call, use_wheelhouse=True):
    """Make sure that ``.venv`` holds a set; silent and quick when it does.

    Parameters
    ----------
    root : pathlib.Path
        The project's folder.
    kind : {"run", "test"}
        Which lock; the test set contains the run set.
    call : callable
        Runs ``(command, root)`` and returns the exit code.
    use_wheelhouse : bool
        Whether a folder ``wheelhouse`` replaces the network.

    Raises
    ------
    SetupError
        When nothing worked; the message has the remedy.
    """
    if is_ready(root, kind):
        return
    refuse_foreign_venv(root)
    with only_one_setup(root):
        if not is_ready(root, kind):
            install(root, kind, call, use_wheelhouse)


# Commands


def run(command, root=ROOT):
    """Run a program to its end and return its exit code; Ctrl-C is for the program to handle."""
    process = subprocess.Popen(command, cwd=root, env=child_environment(root))
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def run_in_venv(kind, arguments):
    """Set up, then run ``.venv``'s Python with these arguments."""
    set_up(ROOT, kind)
    return run([str(venv_python(ROOT)), *arguments])


def report_arguments(arguments):
    """Add the default quarter unless a quarter is named."""
    named = any(argument.split("=")[0] == "--quarter" for argument in arguments)
    return arguments if named else ["--quarter", DEFAULT_QUARTER, *arguments]


def do_setup(arguments):
    """Siapkan .venv saja / only set up .venv (setup test: with the test tools)."""
    set_up(ROOT, "test" if arguments == ["test"] else "run")
    return 0


def do_report(arguments):
    """Buat laporan kuartal / build the report (--quarter 2019Q3 --lang en ...)."""
    return run_in_venv("run", ["-m", "ntt_coverage", "report", *report_arguments(arguments)])


def do_test(arguments):
    """Periksa kode, lalu uji / check the code, then run the tests (plus pytest options)."""
    checked = do_check([])
    tested = run_in_venv("test", ["-m", "pytest", *arguments])
    return tested or checked


def do_stress(arguments):
    """Uji berat, beberapa menit / the heavy tests, some minutes."""
    return run_in_venv("test", ["-m", "pytest", "-m", "stress", *arguments])


def do_fuzz(arguments):
    """Bersihkan berkas rusak, 5 menit / clean damaged files, 5 minutes (--seconds 60 --seed 7)."""
    return run_in_venv("test", ["-m", "tests.fuzz", *arguments])


def do_check(arguments):
    """Periksa gaya dan tipe / check style and types (ruff, mypy)."""
    failed = [name for name, step in CHECKS.items() if run_in_venv("test", ["-m", *step])]
    if failed:
        say(f"Tidak lulus: {', '.join(failed)}", f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def do_docs(arguments):
    """Susun situs dokumentasi / build the documentation site (build/docs)."""
    return run_in_venv("test", [str(Path("docs", "website.py")), *arguments])


def do_lab(arguments):
    """Buka JupyterLab / open JupyterLab on the notebooks."""
    return run_in_venv("run", ["-m", "ntt_coverage", "lab", *arguments])


def do_doctor(arguments):
    """Periksa komputer ini / check this computer."""
    return run_in_venv("run", ["-m", "ntt_coverage", "doctor", *arguments])


def do_bench(arguments):
    """Ukur waktu laporan / time the report."""
    return run_in_venv("run", [str(Path("benchmarks", "report.py")), *arguments])


def do_wheelhouse(arguments):
    """Kumpulkan paket untuk pemasangan tanpa internet / collect packages for offline installs."""
    set_up(ROOT, "run", use_wheelhouse=False)
    new = ROOT / "wheelhouse.new"
    remove_tree(new)
    download = ["-m", "pip", "download", "-qq", "--require-hashes", "--only-binary", ":all:"]
    code = run([str(venv_python(ROOT)), *download, "-r", LOCKS["run"], "-d", new.name, *arguments])
    if code:
        return code
    remove_tree(ROOT / "wheelhouse")
    new.replace(ROOT / "wheelhouse")
    sizes = [path.stat().st_size for path in (ROOT / "wheelhouse").iterdir()]
    amount = f"wheelhouse/: {len(sizes)} .whl, {sum(sizes) / 1e6:.0f} MB"
    say(f"{amount}, untuk komputer dan Python sejenis", "for the same kind of computer and Python")
    return 0


def lock_commands(uv, arguments):
    """List the commands that recompile both locks, free of any path of this machine."""
    shared = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    shared += ["--generate-hashes", "--quiet", "--no-emit-index-url", "--no-emit-find-links"]
    shared += ["--custom-compile-command", "python bootstrap.py lock", "--extra", "build"]
    of_run = ["-o", LOCKS["run"]]
    of_test = ["--extra", "test", "-c", LOCKS["run"], "-o", LOCKS["test"]]
    return [shared + of_run + arguments, shared + of_test + arguments]


def do_lock(arguments):
    """Susun ulang kedua berkas kunci / recompile both locks (needs uv; --upgrade for newer)."""
    uv = shutil.which("uv")
    if not uv:
        raise SetupError("Perlu uv: pip install uv\nThis needs uv: pip install uv")
    return next((code for code in map(run, lock_commands(uv, arguments)) if code), 0)


def do_clean(arguments):
    """Hapus .venv dan tembolok / delete .venv and caches; reports and wheelhouse stay."""
    with only_one_setup(ROOT):
        remove_tree(ROOT / ".venv")
    here = [path for name in ("ntt_coverage", "tests") for path in (ROOT / name).rglob("*")]
    compiled = [path for path in here if path.name == "__pycache__"]
    for folder in [ROOT / name for name in CACHES] + compiled:
        remove_tree(folder)
    return 0


COMMANDS = {
    "report": do_report,
    "test": do_test,
    "stress": do_stress,
    "fuzz": do_fuzz,
    "check": do_check,
    "docs": do_docs,
    "lab": do_lab,
    "doctor": do_doctor,
    "bench": do_bench,
    "setup": do_setup,
    "wheelhouse": do_wheelhouse,
    "lock": do_lock,
    "clean": do_clean,
}


def print_commands():
    """Print each command with its one line."""
    print("python bootstrap.py ...   (Windows: py bootstrap.py ...)")
    for name, command in COMMANDS.items():
        print(f"  {name:<11} {command.__doc__}")


def main(arguments):
    """Run one command and return the exit code: its own, or 2 when it cannot start."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a Windows console may lack a letter of the path
    problem = version_problem(sys.version_info)
    if problem:
        print(problem)
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print_commands()
        return 0 if not arguments or arguments[0] in ("-h", "--help", "help") else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error)
    except OSError as error:
        say(f"Penyiapan terhenti: {error}", f"The set-up stopped: {error}")
    except KeyboardInterrupt:
        say("Dihentikan; ulangi perintah yang sama", "Stopped; run the same command again")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
