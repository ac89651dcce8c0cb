"""The commands. They check what was typed, call one function each, and say what came out."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ntt_coverage.errors import CoverageError, ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import LANGUAGES, reader_language, say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.spare import spare_kernel

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
    if lang in LANGUAGES:
        os.environ["NTT_COVERAGE_LANG"] = lang  # a refusal speaks it too
    spec = ReportSpec.parse(quarter, lang)
    paths = ProjectPaths.find()
    with spare_kernel() as spare:  # it loads its libraries while this process loads its own
        from ntt_coverage.publish.progress import publish_with_progress  # papermill is slow

        path = publish_with_progress(spec, paths, out or paths.reports, spare=spare)
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
    paths = ProjectPaths.find()
    from ntt_coverage.publish.lab import open_lab

    typer.echo(say("cli.lab", reader_language()))
    raise typer.Exit(open_lab(paths))


def main() -> None:
    """Run the program; every error is one paragraph, unless ``--debug`` asks for more."""
    try:
        code = app(standalone_mode=False)
    except Exception as fault:
        if "--debug" in sys.argv:
            raise
        said, code = _paragraph(fault)
        if said:
            typer.echo(said, err=True)
    sys.exit(code)


def _paragraph(fault: Exception) -> tuple[str, int]:
    """Say what went wrong, and the exit code: 2 for what was typed, 1 for what failed."""
    if isinstance(fault, CoverageError):
        return str(fault), 2 if isinstance(fault, ParameterError) else 1
    lang, mistyped = reader_language(), getattr(fault, "format_message", None)
    if mistyped is None:
        return say("error.unexpected", lang, fault=fault), 1
    typed = mistyped().rstrip(".?")  # nothing typed: the help has been shown
    return (say("error.usage", lang, fault=typed) if typed else ""), 2
