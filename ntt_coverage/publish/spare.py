"""A process that loads the libraries while the program still starts, then becomes the kernel.

Loading pandas, geopandas and matplotlib takes longer than making the report. On a second
core it can be done while this process loads papermill; told where to work, the spare becomes
an ordinary ipykernel. Nothing of the notebook runs before its parameters are checked.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

__all__ = ["become_kernel", "hand_over", "kernel_environment", "spare_kernel"]

PRELOADED = (
    "ntt_coverage.publish.products",
    "ntt_coverage.publish.sections",
    "geopandas.plotting",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "pandera.backends.pandas.builtin_checks",
    "ipykernel.kernelapp",
)


def kernel_environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that a kernel works in.

    Parameters
    ----------
    more : mapping of str to str
        Added to this process's own.

    Returns
    -------
    dict of str to str
        The package can be imported from any folder, and no window is asked for a drawing.
    """
    package = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": search, "MPLBACKEND": "agg", **more}


@contextmanager
def spare_kernel() -> Iterator[subprocess.Popen[str] | None]:
    """Start a spare, and end it if nobody has used it.

    Yields
    ------
    subprocess.Popen or None
        None on Windows, where a kernel must inherit handles when it is started.
    """
    if os.name == "nt":
        yield None
        return
    command = [sys.executable, "-m", __name__]
    spare = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        text=True,
        env=kernel_environment({}),
        start_new_session=True,
    )
    try:
        yield spare
    finally:
        if spare.poll() is None:
            spare.kill()
        spare.communicate()


def hand_over(
    spare: subprocess.Popen[str], arguments: list[str], folder: str, environment: Mapping[str, str]
) -> None:
    """Tell a spare to become the kernel.

    Parameters
    ----------
    spare : subprocess.Popen
        As started by `spare_kernel`.
    arguments : list of str
        Of ipykernel: ``-f`` and the connection file.
    folder : str
        Where the kernel works.
    environment : mapping of str to str
        Its whole environment.
    """
    told = {"arguments": arguments, "folder": folder, "environment": dict(environment)}
    assert spare.stdin is not None  # for the type checker: it was asked for
    spare.stdin.write(json.dumps(told) + "\n")
    spare.stdin.flush()


def become_kernel() -> None:
    """Load the libraries, wait to be told, and be the kernel until it is shut down."""
    for name in PRELOADED:
        import_module(name)
    line = sys.stdin.readline()
    if not line:
        return
    told = json.loads(line)
    os.environ.clear()
    os.environ.update(told["environment"])
    os.chdir(told["folder"])
    import_module("ipykernel.kernelapp").launch_new_instance(argv=told["arguments"])


if __name__ == "__main__":
    become_kernel()
