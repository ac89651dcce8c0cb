"""Open JupyterLab on the project, on this computer only."""

import os
import subprocess
import sys
from pathlib import Path

from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths

__all__ = ["lab_command", "lab_environment", "open_lab"]

CONFIG = Path(__file__).parent / "jupyter"
"""Without this JupyterLab asks to fetch news from the internet, and covers a corner."""


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
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    folders = [str(CONFIG), *([before] if before else [])]
    return {
        **os.environ,
        ROOT_VARIABLE: str(paths.root.resolve()),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(folders),
    }


def lab_command(paths: ProjectPaths) -> list[str]:
    """Return the command that starts JupyterLab on the notebooks.

    Parameters
    ----------
    paths : ProjectPaths
        Where the notebooks lie.

    Returns
    -------
    list of str
        Loopback only, with a token, without a look for news on the internet.
    """
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={paths.root.resolve()}",
        "--LabApp.default_url=/lab/tree/notebooks/explore.ipynb",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


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
    with subprocess.Popen(lab_command(paths), env=lab_environment(paths)) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue  # Ctrl+C reached the server too: it asks, closes its kernels and ends
