"""What the tests of JupyterLab share: its address, waiting for it, and its end."""

import random
import re
import socket
import time
from contextlib import suppress
from types import SimpleNamespace

import psutil

from tests.processes import still_running

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/lab\S*?\?token=(\w+)")
PATIENCE = 180
"""Seconds: a slow computer is no error, and a program that ended is not waited for."""
LOCAL = re.compile(r"(https?://127\.0\.0\.1|ws://127\.0\.0\.1|data:|blob:|about:)")


def awaited(found, process, seconds=PATIENCE):
    """Return what is found at last, as long as the program runs."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if result := found():
            return result
        assert process.poll() is None, "the program ended"
        time.sleep(0.1)
    raise TimeoutError


def free_port():
    """Return a port of our own: two servers that look for one at once may find the same.

    It lies below those that a system gives to whoever asks for any.
    """
    while True:
        port = random.randrange(10_000, 32_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return str(port)


def answering(log, process):
    """Return the lab of this process once it answers: it tells its address before it listens."""
    found = awaited(lambda: ADDRESS.search(log.read_text("utf-8")), process)
    lab = SimpleNamespace(process=process, address=found[0], port=int(found[1]), token=found[2])

    def listens():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", lab.port)) == 0

    awaited(listens, process)
    return lab


def open_notebook(page, address, name):
    """Open a notebook and wait for its kernel: what is run before then, JupyterLab drops.

    The mark beside the kernel's name says idle even before there is one; the status bar does not.
    Notebooks that were left open come back too, hidden behind the one that is asked for.
    """
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address.replace("explore.ipynb", name))
    page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current", has_text=name).wait_for()
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    page.locator("#jp-main-statusbar", has_text="Python 3 | Idle").wait_for()


def run_all(page):
    """Run all cells of the notebook that is shown, from the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def end(process):
    """End the program as its user would; the server below it has a session of its own."""
    below = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    process.wait(timeout=PATIENCE)
    for left in still_running(below, seconds=10):
        with suppress(psutil.NoSuchProcess):
            left.kill()
