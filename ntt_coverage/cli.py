"""The commands. They check what was typed, call one function each, and say what came out."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from ntt_coverage.errors import CoverageError, ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import LANGUAGES, reader_language, say
from ntt_coverage.paths import ProjectPaths

__all__ = ["app", "main"]

app = typer.Typer(
    name="ntt-coverage",
    help="Siapa terdaftar, di mana, dan kata siapa. / Who is covered, where, and says who.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Debug = Annotated[
    bool, typer.Option("--debug", help="Tampilkan jejak kesalahan. / Show the traceback.")
]


@app.callback()
def _every_command() -> None:
    # jsonschema builds a grammar of 1.1 s for a format check that notebooks do not need;
    # it is optional there, and only this program goes without it
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@app.command()
def report(
    quarter: Annotated[
        str, typer.Option(help="Triwulan, misalnya 2019Q3. / Quarter, such as 2019Q3.")
    ],
    lang: Annotated[str, typer.Option(help="Bahasa: id atau en. / Language: id or en.")] = "id",
    out: Annotated[
        Path | None, typer.Option(help="Folder laporan. / Folder of reports. [reports]")
    ] = None,
    debug: Debug = False,
) -> None:
    """Buat laporan satu triwulan. / Make the report of a quarter."""
    try:
        if lang in LANGUAGES:
            os.environ["NTT_COVERAGE_LANG"] = lang  # a refusal speaks it too
        spec = ReportSpec.parse(quarter, lang)
        paths = ProjectPaths.find()
        from ntt_coverage.publish.progress import publish_with_progress  # papermill is slow to load

        path = publish_with_progress(spec, paths, out or paths.reports)
    except CoverageError as error:
        _refuse(error, debug=debug)
    typer.echo(say("cli.done", spec.lang, path=path))


@app.command()
def doctor(debug: Debug = False) -> None:
    """Periksa apakah semuanya siap. / Check that everything is ready."""
    from ntt_coverage.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(finding.line(reader_language()))
    raise typer.Exit(0 if all(finding.good for finding in findings) else 1)


@app.command()
def lab(debug: Debug = False) -> None:
    """Buka JupyterLab pada notebook proyek. / Open JupyterLab on the project's notebooks."""
    try:
        paths = ProjectPaths.find()
    except CoverageError as error:
        _refuse(error, debug=debug)
    from ntt_coverage.publish.lab import open_lab

    typer.echo(say("cli.lab", reader_language()))
    raise typer.Exit(open_lab(paths))


def _refuse(error: CoverageError, *, debug: bool) -> NoReturn:
    """Say one paragraph and end: 2 for a bad argument, 1 for a failed report."""
    if debug:
        raise error
    typer.echo(str(error), err=True)
    raise typer.Exit(2 if isinstance(error, ParameterError) else 1)


def main() -> None:
    """Run the program; an error that nobody foresaw is one paragraph too."""
    try:
        app()
    except Exception as fault:
        if "--debug" in sys.argv:
            raise
        typer.echo(say("error.unexpected", reader_language(), fault=fault), err=True)
        sys.exit(1)
