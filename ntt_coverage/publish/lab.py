"""Open JupyterLab on the project, on this computer only."""

import os
import subprocess
import sys

from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths

__all__ = ["lab_command", "open_lab"]


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
        "--LabServerApp.news_url=",
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
    environment = {**os.environ, ROOT_VARIABLE: str(paths.root.resolve())}
    try:
        return subprocess.run(lab_command(paths), env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
