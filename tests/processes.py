"""What tests of processes share: which of them still run after a while."""

import time

import psutil


def still_running(processes, seconds=60):
    """Return those that have not ended by then."""
    until = time.monotonic() + seconds
    while (running := [each for each in processes if runs(each)]) and time.monotonic() < until:
        time.sleep(0.05)
    return running


def runs(process):
    """Tell whether a process runs: a zombie only waits for somebody to ask for its exit code."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
