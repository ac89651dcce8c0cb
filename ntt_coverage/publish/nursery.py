"""A process that loads libraries and data once; the kernels of notebooks are forked from it.

Loading pandas, geopandas and matplotlib takes longer than making a report, and every report
reads the same data. A fork is a kernel of its own: it shares what was loaded, and whatever it
changes stays in it. Told where to work, it is an ordinary ipykernel, and nothing of a notebook
runs before its parameters are checked. Only Linux forks so; elsewhere kernels start the plain way.
"""

import gc
import json
import os
import select
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

from ntt_coverage.errors import CoverageError, ReportError
from ntt_coverage.language import reader_language, say
from ntt_coverage.paths import ProjectPaths

__all__ = ["Nursery", "kernel_environment", "kernel_nursery"]

PRELOADED = (
    "ntt_coverage.publish.products",
    "ntt_coverage.publish.sections",
    "geopandas.plotting",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "pandera.backends.pandas.builtin_checks",
    "ipykernel.kernelapp",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "tornado.platform.asyncio",
    "tornado.queues",
)
"""All that a report's kernel would load, but for the debugger."""

PATIENCE_SECONDS = 120
"""How long the first kernel may take: everything is loaded before it."""

NOTEBOOK_COLUMNS = 20
"""pandas shows so many in a notebook; loaded outside of one it takes a terminal's width."""


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


class Nursery:
    """The hand on a running nursery.

    Parameters
    ----------
    process : subprocess.Popen
        As started by `kernel_nursery`.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._turn = Lock()  # reports are made in several threads

    def fork(self, arguments: list[str], folder: str, environment: Mapping[str, str]) -> int:
        """Let a kernel be forked.

        Parameters
        ----------
        arguments : list of str
            Of ipykernel: ``-f`` and the connection file.
        folder : str
            Where the kernel works.
        environment : mapping of str to str
            Its whole environment.

        Returns
        -------
        int
            The process id of the kernel, which leads a process group of its own.

        Raises
        ------
        ReportError
            If the nursery has died.
        """
        told = {"arguments": arguments, "folder": folder, "environment": dict(environment)}
        inlet, outlet = self.process.stdin, self.process.stdout
        assert inlet is not None  # for the type checker: both are pipes
        assert outlet is not None
        try:
            with self._turn:
                inlet.write(json.dumps(told) + "\n")
                inlet.flush()
                if not select.select([outlet], [], [], PATIENCE_SECONDS)[0]:
                    raise TimeoutError(PATIENCE_SECONDS)
                answer = outlet.readline()
            if not answer:
                raise EOFError(say("error.nursery_ended", reader_language()))
            return int(answer)
        except (OSError, EOFError, ValueError) as fault:
            raise ReportError("kernel", fault=fault) from fault

    def end(self) -> None:
        """End the nursery; what was forked from it ends when it sees that its parent has."""
        self.process.kill()


@contextmanager
def kernel_nursery(paths: ProjectPaths, lang: str) -> Iterator[Nursery | None]:
    """Start a nursery, and end it and whatever was forked from it.

    Parameters
    ----------
    paths : ProjectPaths
        The project whose data are read ahead.
    lang : str
        The language of the reports that will be made.

    Yields
    ------
    Nursery or None
        None on other systems than Linux: their kernels start the plain way.
    """
    if sys.platform != "linux":  # macOS has a fork that its own libraries do not survive
        yield None
        return
    process = subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-m",
            __name__,  # nothing is imported from where a person stands
            str(paths.root.resolve()),
            lang,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=kernel_environment({}),
        start_new_session=True,
    )
    nursery = Nursery(process)
    try:
        yield nursery
    finally:
        nursery.end()
        process.communicate()


def _serve(root: str, lang: str) -> None:
    """Load everything, then fork a kernel for each line that is read."""
    gc.disable()  # all that is loaded stays
    sys.modules.setdefault("hypothesis", None)  # type: ignore[arg-type]  # pandera's, for tests
    for name in PRELOADED:
        import_module(name)
    import_module("pandas").set_option("display.max_columns", NOTEBOOK_COLUMNS)
    with suppress(CoverageError):  # the notebook meets the same fault, and says where
        import_module("ntt_coverage.publish.products").prepare(ProjectPaths(Path(root)), lang)
    gc.freeze()  # a fork looks through what is its own, and shares the rest
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    program = os.getppid()
    parent = f"--IPKernelApp.parent_handle={os.getpid()}"  # with it, a kernel ends too
    for line in iter(sys.stdin.readline, ""):
        if os.getppid() != program:
            return  # it has ended
        told = json.loads(line)
        with warnings.catch_warnings():  # threads of OpenBLAS and pyarrow, which know of forks
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            _become_kernel(told, [*told["arguments"], parent])
            return
        print(child, flush=True)


def _become_kernel(told: Mapping[str, Any], arguments: list[str]) -> None:
    """Leave everything that belongs to the nursery, and be a kernel until it is shut down."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.clear()
    os.environ.update(told["environment"])
    try:
        os.chdir(told["folder"])
        _run_kernel(arguments)
    except Exception:  # also those of ZeroMQ, which are no OSError
        # where a run was stopped by hand its folders are gone, and nobody waits for a kernel
        if all(map(os.path.exists, (told["folder"], *told["arguments"][1:2]))):
            raise


def _run_kernel(arguments: list[str]) -> None:
    app = import_module("ipykernel.kernelapp").IPKernelApp.instance()
    # nobody debugs a report or asks for its history; loading both takes a third of a second
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    app.initialize([*arguments, "--HistoryManager.enabled=False", "--IPKernelApp.log_level=ERROR"])
    del sys.modules["debugpy"]
    app.start()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
