"""The explore notebook in a real JupyterLab, driven as a person would, without internet."""

import os
import re
import signal
import socket
import subprocess
import time

import pytest

from ntt_coverage.publish.lab import lab_command, lab_environment

pytestmark = pytest.mark.browser

TOKEN = "for-this-test-only"
READY = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
}"""
OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
  .flatMap(cell => cell.outputs || []).map(output => output.output_type)"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def lab(project, tmp_path):
    """The server that ``ntt-coverage lab`` starts, on a free port and without a window."""
    port = free_port()
    command = [
        *lab_command(project),
        "--no-browser",
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(
            command, env=lab_environment(project), stdout=log, stderr=log, start_new_session=True
        )
        try:
            await_answer(port, server)
            yield f"http://127.0.0.1:{port}/lab/tree/notebooks/explore.ipynb?token={TOKEN}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def await_answer(port, server):
    for _ in range(300):
        assert server.poll() is None, "JupyterLab ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("JupyterLab does not answer")


def test_explore_runs_in_jupyterlab_and_follows_the_chosen_quarter(lab, browser):
    outside, errors = [], []
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            outside.append(asked.url)
            if not re.match(
                r"(https?://127\.0\.0\.1|ws://127\.0\.0\.1|data:|blob:|about:)", asked.url
            )
            else None
        ),
    )
    page.goto(lab)
    page.wait_for_selector(".jp-Notebook", timeout=60_000)
    page.evaluate(READY)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")

    frame = page.frame_locator(".jp-OutputArea iframe.webmap").first
    frame.locator("h1", has_text="6 dari 22 kabupaten/kota mendaftarkan").wait_for(timeout=60_000)
    page.locator(".widget-dropdown select").first.select_option("2021Q4")
    frame.locator("#subtitle", has_text="Triwulan IV 2021").wait_for(timeout=30_000)
    page.locator(".widget-dropdown select").nth(1).select_option("en")
    frame.locator("h1", has_text="6 of 22 regencies and cities enrol").wait_for(timeout=30_000)

    assert frame.locator("path.unit").count() == 22
    assert "error" not in page.evaluate(OUTPUTS)
    assert outside == []
    assert errors == []
    page.close()
