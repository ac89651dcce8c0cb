"""Run a notebook through papermill, strictly.

papermill lets an unknown parameter, a wrong type and an early exit pass; here the first two
are refused before a kernel starts, and the last is found in what it leaves in the metadata.
"""

import errno
import os
import platform
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import papermill
import psutil
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config
from zmq import ZMQError

from ntt_coverage.errors import ParameterError, ReportError, SourceLayoutError
from ntt_coverage.errors import __all__ as error_names
from ntt_coverage.paths import existing
from ntt_coverage.publish.nursery import Nursery, kernel_environment

__all__ = ["check_parameters", "count_code_cells", "run_notebook"]

TYPES: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
ENGINE = "ntt_coverage"

CANNOT_WRITE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""Of a place, not of a notebook: full, or not to be written."""

LONGEST_SOCKET_PATH = 80
"""Bytes; systems allow about 100, and a temporary folder may lie deep."""


class _Forked:
    """A kernel that is not a child of this process, as jupyter_client handles a child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._process = psutil.Process(pid)  # knows it from a later one of the same number
        except psutil.NoSuchProcess:
            self._process = None

    def poll(self) -> int | None:
        return None if self._process and self._process.is_running() else 1

    def wait(self) -> int:
        return 1  # jupyter_client waits for what has ended

    def send_signal(self, number: int) -> None:
        if self._process:
            self._process.send_signal(number)


class _NurseryProvisioner(LocalProvisioner):
    """Let the kernel be forked from a process that has everything loaded."""

    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        folder = str(kwargs.get("cwd") or Path.cwd())
        pid = self.nursery.fork(cmd[cmd.index("-f") :], folder, kwargs["env"])
        self.process, self.pid, self.pgid = _Forked(pid), pid, pid  # type: ignore[assignment]
        return self.connection_info


class _QuietEngine(Engine):
    """papermill's own way, over IPC, with an environment and a call after each cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        with TemporaryDirectory(prefix="ntt-") as sockets:
            near = os.name != "nt" and len(sockets) < LONGEST_SOCKET_PATH
            local = {"transport": "ipc", "ip": f"{sockets}/kernel"} if near else {}
            # no open port where none is needed
            manager = AsyncKernelManager(
                kernel_name=kernel_name,
                config=Config(KernelManager=local),
                connection_file=f"{sockets}/kernel.json",
            )
            if options["nursery"]:
                manager.provisioner = _NurseryProvisioner(
                    kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
                )
                manager.provisioner.nursery = options["nursery"]
            client = PapermillNotebookClient(
                nb_man,
                km=manager,
                kernel_name=kernel_name,
                startup_timeout=options["start_timeout"],
                shutdown_kernel="immediate",
            )
            client.owns_km = True  # it ends the kernel that was made for it
            # answering a widget while a reply is awaited can hang for good: jupyter/nbclient#312
            client.comm_open_handlers.clear()
            client.on_cell_executed = lambda **_: options["after_cell"]()
            client.execute(env=options["kernel_environment"], cwd=options["folder"])


papermill_engines.register(ENGINE, _QuietEngine)


def count_code_cells(path: Path) -> int:
    """Count the cells that will run, so that progress can be shown.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.

    Returns
    -------
    int
        With the cell that papermill adds for the parameters.

    Raises
    ------
    SourceLayoutError
        If the file is missing or no notebook.
    """
    notebook = _read(path)
    return 1 + sum(cell.cell_type == "code" for cell in notebook.cells)


def _read(path: Path) -> nbformat.NotebookNode:
    existing(path)
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.ValidationError, ValueError, TypeError, KeyError, AttributeError) as fault:
        reason = str(fault).partition("\n")[0]
        raise SourceLayoutError("notebook_file", file=path.name, fault=reason) from fault


def check_parameters(path: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse a parameter that the notebook does not declare, or of another type.

    Parameters
    ----------
    path : pathlib.Path
        The notebook; its cell tagged ``parameters`` has annotated literals.
    parameters : mapping of str to object
        What is to be passed.

    Raises
    ------
    ParameterError
        On the first one that does not fit.
    """
    known = papermill.inspect_notebook(_read(path))
    for name, value in parameters.items():
        if name not in known:
            listed = ", ".join(known)
            raise ParameterError("parameter_unknown", notebook=path.name, name=name, known=listed)
        wanted = known[name]["inferred_type_name"]
        if wanted in TYPES and type(value) is not TYPES[wanted]:
            raise ParameterError(
                "parameter_type", notebook=path.name, name=name, expected=wanted, value=repr(value)
            )


def run_notebook(
    path: Path,
    parameters: Mapping[str, Any],
    *,
    folder: Path,
    environment: Mapping[str, str],
    nursery: Nursery | None = None,
    after_cell: Callable[[], None] = lambda: None,
) -> nbformat.NotebookNode:
    """Execute a notebook in a folder and return it, or raise; nothing is half-trusted.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    parameters : mapping of str to object
        Passed to its ``parameters`` cell.
    folder : pathlib.Path
        Where the kernel works.
    environment : mapping of str to str
        Added to the kernel's environment.
    nursery : Nursery, optional
        What the kernel is forked from; without one it starts the plain way.
    after_cell : callable, optional
        Called after each cell.

    Returns
    -------
    nbformat.NotebookNode
        Executed, without times, paths and random ids: the same run gives the same notebook.

    Raises
    ------
    ParameterError
        If a parameter is unknown or ill-typed; no kernel was started.
    ReportError
        If a cell fails, the kernel cannot start, or the notebook does not run to its end.
    """
    check_parameters(path, parameters)
    try:
        executed = papermill.execute_notebook(
            _read(path),  # not its path: papermill would fill in braces in a folder's name
            None,
            dict(parameters),
            engine_name=ENGINE,
            progress_bar=False,
            folder=str(folder.resolve()),  # papermill's own cwd moves this whole process
            kernel_environment=kernel_environment(environment),
            nursery=nursery,
            after_cell=after_cell,
        )
    except PapermillExecutionError as failure:
        said = re.sub(r"\x1b\[[0-9;]*m", "", failure.evalue).rstrip(".")
        if failure.ename in error_names:  # it says itself what is wrong and what to do
            raise ReportError("cell_refused", fault=said) from failure
        if any(f"[Errno {number}]" in said for number in CANNOT_WRITE):
            raise ReportError("cannot_write", folder=folder.parent, fault=said) from failure
        raise ReportError(
            "cell_failed",
            notebook=path.name,
            cell=failure.cell_index,
            name=failure.ename,
            fault=said,
        ) from failure
    except ReportError:
        raise
    except (RuntimeError, OSError, TimeoutError, NoSuchKernel, ZMQError) as fault:
        raise ReportError("kernel", fault=fault) from fault
    if executed.metadata.papermill.exception or _unfinished(executed):
        raise ReportError("notebook_stopped", notebook=path.name)
    version = executed.metadata.language_info.version
    if version != platform.python_version():
        raise ReportError("kernel", fault=f"Python {version}, {sys.executable}")
    return _without_traces(executed)


def _unfinished(notebook: nbformat.NotebookNode) -> bool:
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return any(cell.execution_count is None for cell in code)


def _without_traces(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out what differs from run to run."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        for trace in ("papermill", "execution"):
            cell.metadata.pop(trace, None)
    return notebook
