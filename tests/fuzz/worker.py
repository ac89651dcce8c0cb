"""The cleaner in a process of its own, which may neither take long nor fill the memory."""

import multiprocessing
import os
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fuzz.judge import Complaint, complaints_of
from tests.fuzz.mutate import Case

try:
    import resource
except ImportError:  # Windows sets no such limits
    resource = None  # type: ignore[assignment]

MOST_SECONDS = 20
"""Of a processor's time; other programs may be busy, so the clock gets more."""
MOST_CLOCK_SECONDS = 60
MOST_BYTES = 4 << 30
"""Of addresses: the libraries take nearly half of them before the first file."""
RENEWED_AFTER = 1_000


def serve(pipe: Connection) -> None:
    """Judge one file after the other, until the pipe is closed.

    Parameters
    ----------
    pipe : multiprocessing.connection.Connection
        Brings path and options, takes complaints and seconds.
    """
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    while True:
        try:
            path, options = pipe.recv()
        except EOFError:
            return
        start = time.process_time()
        with tempfile.TemporaryDirectory() as out:
            found = complaints_of(path, Path(out), **options)
        pipe.send((found, time.process_time() - start))


class Worker:
    """Judges cases in another process, and starts a new one where that hangs or dies."""

    def __init__(self) -> None:
        self.process: Any = None
        self.pipe: Any = None
        self.judged = 0
        self.folder = tempfile.TemporaryDirectory(prefix="fuzz-")

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.folder.cleanup()

    def start(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # inherited: one processor is enough
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.judged = 0

    def stop(self) -> None:
        if self.process:
            self.pipe.close()
            self.process.kill()
            self.process.join()
        self.process = None

    def judge(self, case: Case) -> list[Complaint]:
        """Return what is wrong with what the cleaner does with a file.

        Parameters
        ----------
        case : Case
            The file.

        Returns
        -------
        list of Complaint
        """
        if self.process is None or self.judged >= RENEWED_AFTER:
            self.stop()
            self.start()
        self.judged += 1
        path = Path(self.folder.name, case.name)
        path.write_bytes(case.data)
        self.pipe.send((path, {"codes": case.codes, "segment": case.segment}))
        found = self._answer()
        path.unlink()
        return found

    def _answer(self) -> list[Complaint]:
        patience = MOST_CLOCK_SECONDS + (60 if self.judged == 1 else 0)  # the first starts up too
        try:
            if not self.pipe.poll(patience):
                self.stop()
                return [Complaint(fault="it hangs", detail=f"{patience} seconds")]
            found, seconds = self.pipe.recv()
        except (EOFError, ConnectionError):
            self.process.join(5)
            code = self.process.exitcode
            self.stop()
            return [Complaint(fault="the process died", detail=f"exit code {code}")]
        if seconds > MOST_SECONDS:
            found.append(Complaint(fault="it is slow", detail=f"{seconds:.0f} seconds"))
        return found
