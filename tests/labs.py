"""What the tests of JupyterLab share: its address, waiting for it, and its end."""

import re
import time

import psutil

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/lab\S*?\?token=(\w+)")
LOCAL = re.compile(r"(https?://127\.0\.0\.1|ws://127\.0\.0\.1|data:|blob:|about:)")


def awaited(found, process, seconds=60):
    """Return what is found at last, as long as the program runs."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if result := found():
            return result
        assert process.poll() is None, "the program ended"
        time.sleep(0.1)
    raise TimeoutError


def end(process):
    """End the program as its user would; the server below it has a session of its own."""
    below = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    process.wait(timeout=30)
    for left in psutil.wait_procs(below, timeout=10)[1]:
        left.kill()
