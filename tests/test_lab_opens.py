"""``ntt-coverage lab`` as a person starts, uses and ends it: no question, no network, no debris."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import nbformat
import psutil
import pytest
from anywidget import AnyWidget
from ipywidgets import Widget
from jupyter_client import BlockingKernelClient
from nbformat.sign import NotebookNotary

from ntt_coverage.publish.lab import trust_notebooks
from tests.conftest import ROOT
from tests.labs import LOCAL, answering, awaited, end, free_port, open_notebook, run_all
from tests.processes import still_running

LISTENER = """
import os, sys

def heard(event, arguments):
    if event == "socket.connect":
        told = repr(arguments[1])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        told = repr(arguments[0])
    else:
        return
    descriptor = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, told.encode() + b"\\n")
    os.close(descriptor)

sys.addaudithook(heard)
"""
"""Runs first in every Python below the program: whom it connects to, and what it looks up."""

DIRECTLY = build_opener(ProxyHandler({}))
"""Asks this computer itself, whatever proxy it has."""


@pytest.fixture
def start_lab(project, tmp_path):
    """Run the program, with a browser that only notes the address; end what is left of it."""
    started = []
    note, calls = tmp_path / "opened.txt", tmp_path / "calls.txt"
    program = tmp_path / "browser.sh"
    program.write_text(f'#!/bin/sh\necho "$1" > {note}.new && mv {note}.new {note}\n')
    program.chmod(0o755)
    listening = tmp_path / "listening"
    listening.mkdir()
    (listening / "sitecustomize.py").write_text(LISTENER.format(log=str(calls)))

    def start(**environment):
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        own = {
            "HOME": str(home),
            "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_PORT": free_port(),
            "BROWSER": f"{program} %s",
            "PYTHONPATH": f"{listening}:{ROOT}",
        }
        said = tmp_path / "said.txt"
        with said.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "ntt_coverage", "lab"], cwd=ROOT, stdout=log,
                stderr=subprocess.STDOUT, env={**os.environ, **own, **environment},
                start_new_session=True,
            )  # fmt: skip
        started.append(process)
        lab = answering(said, process)
        lab.note, lab.calls, lab.project = note, calls, project
        lab.said = lambda: said.read_text("utf-8")
        return lab

    yield start
    for process in started:
        end(process)


def ask(lab, path, body=None):
    """Ask the server something, as its page does."""
    asked = Request(f"http://127.0.0.1:{lab.port}/{path}", data=body and json.dumps(body).encode())
    asked.add_header("Authorization", f"token {lab.token}")
    with DIRECTLY.open(asked, timeout=60) as answer:
        return json.load(answer)


def kernels_of(lab):
    """Return the processes below the program that are kernels."""
    found = []
    for each in psutil.Process(lab.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            found += [each] if "ipykernel_launcher" in each.cmdline() else []
    return found


def test_it_opens_the_browser_and_takes_the_next_port_where_one_is_taken(start_lab):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        lab = start_lab(JUPYTER_PORT=str(taken))
    opened = awaited(lambda: lab.note.exists() and lab.note.read_text(), lab.process)
    assert opened.startswith("file://")  # it leads on to the address, and keeps the token private
    assert lab.port != taken
    assert ask(lab, "api/status")["kernels"] == 0
    assert "127.0.0.1" in {each.laddr.ip for each in psutil.net_connections("tcp")
                           if each.laddr.port == lab.port}  # fmt: skip
    assert "0.0.0.0" not in {each.laddr.ip for each in psutil.net_connections("tcp")
                             if each.laddr.port == lab.port}  # fmt: skip


@pytest.mark.parametrize("ending", ["ctrl-c", "ended from outside"])
def test_it_ends_without_a_traceback_and_takes_its_kernels_with_it(start_lab, ending):
    lab = start_lab()
    ask(lab, "api/kernels", {"name": "python3"})
    (kernel,) = awaited(lambda: kernels_of(lab), lab.process)
    (connection,) = (each for each in kernel.cmdline() if each.endswith(".json"))
    client = BlockingKernelClient(connection_file=connection)
    client.load_connection_file()
    client.start_channels()
    client.kernel_info(reply=True, timeout=60)
    client.stop_channels()

    if ending == "ctrl-c":  # a terminal sends it to all of its programs
        os.killpg(lab.process.pid, signal.SIGINT)
    else:
        lab.process.terminate()

    lab.process.wait(timeout=30)
    assert still_running([kernel]) == []
    assert lab.process.returncode == 0
    assert "Traceback" not in lab.said()
    assert "(y/[n])" not in lab.said()


def test_it_runs_the_python_of_the_project_whatever_kernels_lie_about(start_lab, tmp_path):
    for name in ("python3", "r-4"):
        folder = tmp_path / "share" / "kernels" / name
        folder.mkdir(parents=True)
        spec = {"argv": ["/bin/false"], "display_name": "foreign", "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec), "utf-8")
    lab = start_lab(JUPYTER_PATH=str(tmp_path / "share"), JUPYTER_DATA_DIR=str(tmp_path / "share"))

    assert set(ask(lab, "api/kernelspecs")["kernelspecs"]) == {"python3"}
    ask(lab, "api/kernels", {"name": "python3"})
    (kernel,) = awaited(lambda: kernels_of(lab), lab.process)
    assert kernel.cmdline()[0] == sys.executable


def test_only_notebooks_without_outputs_and_widgets_are_trusted(project, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    quiet = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    script = nbformat.v4.new_output("display_data", {"text/html": "<script>alert(1)</script>"})
    loud = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[script])])
    nbformat.write(quiet, project.notebooks / "quiet.ipynb")
    nbformat.write(loud, project.notebooks / "loud.ipynb")
    nbformat.write(hostile_notebook("1"), project.notebooks / "hostile.ipynb")

    trust_notebooks(project)

    names = ("quiet.ipynb", "loud.ipynb", "hostile.ipynb")
    read = {name: nbformat.read(project.notebooks / name, 4) for name in names}
    assert [name for name in names if NotebookNotary().check_signature(read[name])] == [names[0]]


def hostile_notebook(script):
    """A notebook without outputs; its saved state of widgets holds a program of anywidget."""
    widget = AnyWidget(_esm=f"{script};\nexport default {{ render() {{}} }}")
    saved = Widget.get_manager_state()
    assert script in saved["state"][widget.model_id]["state"]["_esm"]
    Widget.close_all()
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1 + 1")],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "widgets": {"application/vnd.jupyter.widget-state+json": saved},
        },
    )


ODD = {
    "list": "[]",
    "null": "null",
    "broken": "{",
    "bytes": "\x00\ud800",
    "no cells": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "cells are numbers": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}',
    "metadata is a list": '{"nbformat": 4, "nbformat_minor": 5, "metadata": [], "cells": []}',
    "older, and odd": '{"nbformat": 3, "nbformat_minor": 0, "worksheets": [1]}',
    "deep": "[" * 100_000,
    "deep cells": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": '
    + "[" * 900
    + "]" * 900
    + "}",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_notebook_is_skipped_and_the_others_are_signed(project, tmp_path, monkeypatch, text):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    (project.notebooks / "aaa.ipynb").write_bytes(text.encode("utf-8", "surrogatepass"))

    trust_notebooks(project)

    explore = nbformat.read(project.notebooks / "explore.ipynb", 4)
    assert NotebookNotary().check_signature(explore)


@pytest.mark.parametrize("spoilt", ["a folder in the way", "no database", "a file in the way"])
def test_where_nothing_can_be_signed_it_goes_on(project, tmp_path, monkeypatch, spoilt):
    data = tmp_path / "data"
    if spoilt == "a file in the way":
        data.write_text("")
    else:
        data.mkdir()
        database = data / "nbsignatures.db"
        database.mkdir() if spoilt == "a folder in the way" else database.write_bytes(b"x" * 5000)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(data))

    trust_notebooks(project)


def test_settings_of_the_user_take_away_neither_the_token_nor_the_walls(start_lab, tmp_path):
    settings = tmp_path / "home" / ".jupyter"
    settings.mkdir(parents=True)
    lines = [
        "c = get_config()",
        'c.IdentityProvider.token = ""',
        'c.PasswordIdentityProvider.token = ""',
        'c.OwnIdentity.token = ""',
        'c.ServerApp.token = ""',
        'c.ServerApp.password = ""',
        'c.ServerApp.ip = "0.0.0.0"',
        'c.ServerApp.allow_origin = "*"',
        'c.ServerApp.allow_origin_pat = ".*"',
        "c.ServerApp.allow_credentials = True",
        "c.ServerApp.allow_remote_access = True",
        "c.ServerApp.disable_check_xsrf = True",
    ]
    for name in ("jupyter_config.py", "jupyter_server_config.py", "jupyter_lab_config.py"):
        (settings / name).write_text("\n".join(lines), "utf-8")
    lab = start_lab(JUPYTER_CONFIG_DIR=str(settings), JUPYTER_TOKEN="known")

    assert len(lab.token) == 48
    heard = [each for each in psutil.net_connections("tcp") if each.status == "LISTEN"]
    assert {each.laddr.ip for each in heard if each.laddr.port == lab.port} == {"127.0.0.1"}
    place, own = f"http://127.0.0.1:{lab.port}/api/contents", f"token {lab.token}"
    assert answer_to(place, {"Authorization": own})[0] == 200
    for refused in (
        {},
        {"Authorization": "token known"},
        {"Authorization": "token "},
        {"Authorization": own, "Host": "evil.example"},
    ):
        assert answer_to(place, refused)[0] == 403
    told = answer_to(place, {"Origin": "http://evil.example"})[1]
    assert "Access-Control-Allow-Origin" not in told


def answer_to(address, headers):
    try:
        with DIRECTLY.open(Request(address, headers=headers), timeout=60) as answer:
            return answer.status, answer.headers
    except HTTPError as refused:
        return refused.code, refused.headers


def test_the_run_set_holds_what_the_lab_shows():
    locked = (ROOT / "requirements.lock").read_text("utf-8")
    for name in ("jupyterlab", "ipykernel", "ipywidgets", "jupyterlab-widgets", "anywidget"):
        assert re.search(rf"^{name}==", locked, re.M), name


def test_only_who_has_the_token_is_let_in(start_lab):
    lab = start_lab()
    lab.token = "wrong"
    with pytest.raises(OSError, match="403"):
        ask(lab, "api/contents")


@pytest.mark.browser
def test_it_opens_without_questions_news_or_network(start_lab, browser, keep_screenshot):
    lab, outside, errors = start_lab(), [], []
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda asked: LOCAL.match(asked.url) or outside.append(asked.url))
    page.goto(lab.address)
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
    trusted = page.locator("#jp-main-statusbar [title^='Notebook trusted']")
    trusted.wait_for()
    page.wait_for_timeout(4_000)  # news and updates are asked for a while after the start

    files = page.locator("#filebrowser .jp-DirListing-item")
    files.filter(has_text="quarterly_report.ipynb").wait_for()
    assert page.locator("#filebrowser").is_visible()
    assert {"quarterly_report.ipynb", "explore.ipynb"} <= {
        text.split("\n")[0] for text in files.all_inner_texts()
    }
    assert page.locator(".jp-Dialog, .jp-Notification-Toast, .Toastify__toast").count() == 0
    assert trusted.count() == 1
    keep_screenshot(page, "lab")
    assert outside == []
    assert errors == []
    called = lab.calls.read_text("utf-8").splitlines() if lab.calls.exists() else []
    assert [
        each for each in called if not re.search(r"127\.0\.0\.1|localhost|^'/|^b?''", each)
    ] == []
    page.close()


@pytest.mark.browser
def test_a_hostile_notebook_runs_nothing_on_opening(start_lab, browser):
    lab = start_lab()
    place = lab.project.notebooks / "hostile.ipynb"
    nbformat.write(hostile_notebook("document.title = 'taken'; window.taken = true"), place)
    page = browser.new_page()
    open_notebook(page, lab.address, "hostile.ipynb")
    page.wait_for_timeout(3_000)
    assert page.evaluate("window.taken") is None
    assert "widgets" in nbformat.read(place, 4).metadata  # only opened: the file is as it was
    page.close()


@pytest.mark.browser
def test_own_outputs_are_shown_after_the_run_and_when_the_saved_notebook_is_opened_again(
    start_lab, browser, keep_screenshot
):
    lab = start_lab()
    page = browser.new_page(viewport={"width": 1300, "height": 1600})
    open_notebook(page, lab.address, "bring_your_own_data.ipynb")
    run_all(page)
    path = lab.project.notebooks / "bring_your_own_data.ipynb"

    def saved():
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1_000)
        with suppress(ValueError):  # while JupyterLab writes, there is half a file
            cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
            return cells if cells[-1].outputs else None

    cells = awaited(saved, lab.process)
    assert {each.output_type for cell in cells for each in cell.outputs} == {"execute_result"}

    page.reload()
    table = page.locator(".jp-OutputArea table", has_text="Sumba Tmur").first
    table.wait_for()
    table.scroll_into_view_if_needed()
    keep_screenshot(page, "lab-own-data")
    page.locator("#jp-main-statusbar [title^='Notebook trusted']").wait_for()
    page.close()
