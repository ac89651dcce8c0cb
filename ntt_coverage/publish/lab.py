"""Open JupyterLab on the project, on this computer only."""

import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths

__all__ = ["lab_command", "lab_environment", "open_lab", "runs_as_root", "trust_notebooks"]

CONFIG = Path(__file__).parent / "jupyter"
"""Without its ``labconfig`` JupyterLab asks to fetch news from the internet, and covers a corner;
its ``kernels`` name the Python that JupyterLab itself runs in, whatever others lie about."""

UNFIT = (
    OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, sqlite3.Error,
    nbformat.ValidationError,
)  # fmt: skip
"""What reading a file that is no notebook may raise, and signing where nothing can be kept."""

START = "/lab/workspaces/ntt-coverage/tree/notebooks/explore.ipynb"
"""A workspace of our own: tabs that other projects left open would not be found here."""


def runs_as_root() -> bool:
    """Tell whether this program may do everything on the computer, as in containers.

    Returns
    -------
    bool
        False on Windows.
    """
    return hasattr(os, "geteuid") and os.geteuid() == 0


def lab_environment(paths: ProjectPaths) -> dict[str, str]:
    """Return the environment that JupyterLab runs in.

    Parameters
    ----------
    paths : ProjectPaths
        Where the project lies.

    Returns
    -------
    dict of str to str
        This process's own, with the project's folder and our settings before the user's.
    """
    first = {
        name: os.pathsep.join(filter(None, (str(CONFIG), os.environ.get(name))))
        for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
    }
    return {**os.environ, ROOT_VARIABLE: str(paths.root.resolve()), **first}


def lab_command(paths: ProjectPaths) -> list[str]:
    """Return the command that starts JupyterLab on the notebooks.

    Parameters
    ----------
    paths : ProjectPaths
        Where the notebooks lie.

    Returns
    -------
    list of str
        Loopback only, with a token; it asks the internet for nothing and offers one kernel.
    """
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={paths.root.resolve()}",
        # notebooks run with the same rights in a report, and only this computer is let in
        f"--ServerApp.allow_root={runs_as_root()}",
        # whatever the user's own settings say: a token, and nobody from elsewhere
        "--ServerApp.identity_provider_class=ntt_coverage.publish.server.OwnIdentity",
        "--ServerApp.contents_manager_class=ntt_coverage.publish.server.OwnContents",
        "--ServerApp.allow_origin=",
        "--ServerApp.allow_origin_pat=",
        "--ServerApp.allow_credentials=False",
        "--ServerApp.allow_remote_access=False",
        "--ServerApp.disable_check_xsrf=False",
        "--ServerApp.answer_yes=True",  # Ctrl+C ends it; the question would be in English
        "--Application.log_level=ERROR",  # the address is still printed
        f"--LabApp.default_url={START}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",  # the other one lists what PyPI has
        "--KernelSpecManager.allowed_kernelspecs=python3",
    ]


def trust_notebooks(paths: ProjectPaths) -> None:
    """Sign the notebooks that hold neither outputs nor a state of widgets.

    JupyterLab marks every notebook that it did not save itself as not trusted. One with outputs
    from elsewhere stays so; a state of widgets is dropped when it is opened, see ``OwnContents``.
    So nothing in a notebook runs before a person runs it. What is no notebook is skipped, and
    where nothing can be signed JupyterLab starts all the same.

    Parameters
    ----------
    paths : ProjectPaths
        Where the notebooks lie.
    """
    for path in sorted(paths.notebooks.glob("*.ipynb")):
        with suppress(*UNFIT):  # no notebook; JupyterLab says so when it is opened
            notebook = nbformat.read(path, as_version=4)
            loud = any(cell.get("outputs") for cell in notebook.cells)
            if not loud and "widgets" not in notebook.metadata:
                NotebookNotary().sign(notebook)


def open_lab(paths: ProjectPaths) -> int:
    """Run JupyterLab until it is stopped.

    Parameters
    ----------
    paths : ProjectPaths
        Where the notebooks lie.

    Returns
    -------
    int
        Its exit code.
    """
    trust_notebooks(paths)
    # a terminal sends Ctrl+C to all of its programs, and told twice the server may die half done:
    # it gets a session of its own, and is told once. Windows can only tell all of them
    command, environment = lab_command(paths), lab_environment(paths)
    with subprocess.Popen(command, env=environment, start_new_session=True) as server:
        told = os.name == "nt"
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                if not told:
                    server.terminate()
                told = True
