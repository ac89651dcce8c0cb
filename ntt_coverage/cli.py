"""The commands. They check what was typed, call one function each, and say what came out."""

import os
import re
import shutil
import signal
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from ntt_coverage.cli_boundaries import Debug, boundaries
from ntt_coverage.errors import CoverageError, ParameterError, SourceLayoutError
from ntt_coverage.identity import ReportSpec, checked_language
from ntt_coverage.language import LANGUAGES, plain_line, reader_language, say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.nursery import kernel_nursery

__all__ = ["app", "main"]

STOPPED = 130
"""What typer returns for a program that was stopped by Ctrl+C."""

app = typer.Typer(
    name="ntt-coverage",
    help="Siapa terdaftar, di mana, dan kata siapa. / Who is covered, where, and says who.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Reports = Annotated[
    Path | None, typer.Option(help="Folder laporan. / Folder of reports. [reports]")
]
Template = Annotated[
    Path | None,
    typer.Option(help="Templat PowerPoint kantor, .pptx. / The office's own template."),
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
    to: Annotated[
        str | None,
        typer.Option(help="Sampai triwulan ini, semuanya. / Up to this quarter, all of them."),
    ] = None,
    out: Reports = None,
    jobs: Annotated[
        str | None,
        typer.Option(help="Laporan sekaligus. / Reports at a time. [inti + 1 / cores + 1]"),
    ] = None,
    template: Template = None,
    debug: Debug = False,
) -> None:
    """Buat laporan satu triwulan, atau banyak. / Make the report of a quarter, or of many."""
    if lang in LANGUAGES:
        os.environ["NTT_COVERAGE_LANG"] = lang  # a refusal speaks it too
    specs = ReportSpec.series(quarter, to or quarter, lang)
    if jobs is not None and not re.fullmatch("[1-9][0-9]?", jobs):
        raise ParameterError("jobs", value=jobs)
    _check_template(template)
    paths = ProjectPaths.find()
    folder, at_a_time = out or paths.reports, int(jobs or (os.cpu_count() or 1) + 1)
    # it loads its libraries while this process loads its own
    with kernel_nursery(paths, lang) as nursery:
        from ntt_coverage.publish.progress import publish_with_progress  # papermill is slow

        outcomes = publish_with_progress(
            specs, paths, folder, jobs=at_a_time, template=template, nursery=nursery
        )
    if len(specs) == 1:
        if outcomes[0].fault:
            raise outcomes[0].fault
        typer.echo(say("cli.done", lang, path=outcomes[0].folder))
        return
    failed = [outcome for outcome in outcomes if outcome.fault]
    for each in failed:
        if debug and each.fault:
            traceback.print_exception(each.fault)
        typer.echo(say("cli.failed", lang, quarter=each.spec.quarter, fault=each.fault), err=True)
    done = len(specs) - len(failed)
    typer.echo(say("cli.done_many", lang, done=done, all=len(specs), path=folder))
    raise typer.Exit(1 if failed else 0)


def _check_template(template: Path | None) -> None:
    """Refuse a template that cannot be used before any kernel starts."""
    if template:
        from ntt_coverage.publish.pptx.template import open_template

        open_template(template)


Codes = Annotated[
    str | None,
    typer.Option(help="Sistem kode tanpa titik: bps, kemendagri. / Whose undotted codes are."),
]
Segment = Annotated[
    str | None,
    typer.Option(
        help="Kelompok pekerja bila berkas tidak menyebutnya, misalnya non_asn. / "
        "Kind of worker where the file names none, such as non_asn."
    ),
]


@app.command()
def clean(
    files: Annotated[
        list[Path], typer.Argument(help="Berkas CSV, XLSX, XLS, ODS. / Files to clean.")
    ],
    codes: Codes = None,
    segment: Segment = None,
    out: Annotated[Path, typer.Option(help="Folder hasil. / Folder of results.")] = Path("cleaned"),
    debug: Debug = False,
) -> None:
    """Bersihkan tabel dari kantor; tidak ada baris yang hilang. / Clean tables of offices."""
    from ntt_coverage.publish.cleaned import clean_files  # readers of workbooks are slow to load

    outcomes = clean_files(files, out, codes=codes, segment=segment)
    for outcome in outcomes:
        for line in outcome.lines(reader_language()):
            typer.echo(line, err=outcome.cleaned is None)
    if any(outcome.cleaned for outcome in outcomes):
        typer.echo(say("cli.cleaned", reader_language(), path=out))
    raise typer.Exit(max(outcome.exit_code for outcome in outcomes))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="Berkas yang ditambahkan. / The file to add.")],
    source: Annotated[
        list[str],
        typer.Option(
            help="Sumbernya, kunci=nilai; publisher dan date_published wajib. / "
            "Its source as key=value; publisher and date_published at least."
        ),
    ],
    codes: Codes = None,
    segment: Segment = None,
    debug: Debug = False,
) -> None:
    """Tambahkan berkas ke data/raw bila bersih. / Add a clean file to data/raw."""
    from ntt_coverage.publish.adding import add_file
    from ntt_coverage.publish.cleaned import Outcome

    lang = reader_language()
    paths = ProjectPaths.find()
    try:
        addition = add_file(file, source, paths, codes=codes, segment=segment)
    except SourceLayoutError as unreadable:
        if debug:
            raise
        typer.echo(str(unreadable), err=True)
        raise typer.Exit(2) from unreadable
    for line in Outcome(path=file, cleaned=addition.cleaned).lines(lang):
        typer.echo(line)
    typer.echo(say("cli.added", lang, source_id=addition.source_id, folder=addition.folder))


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Berkas pernyataan, sumber, relasi; tanpa berkas: data proyek. / "
            "Files of statements, sources, relations; none: the data of the project."
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="Bentuk: table, csv, json. / Format.")
    ] = "table",
    debug: Debug = False,
) -> None:
    """Periksa angka mana yang tidak cocok. / Find what does not add up."""
    from ntt_coverage.publish.checked import FORMATS, check_files  # workbook readers are slow

    if form not in FORMATS:
        raise ParameterError("format", value=form, formats=", ".join(FORMATS))
    try:
        checked = check_files(files or [], ProjectPaths.find())
    except SourceLayoutError as unreadable:
        if debug:
            raise
        typer.echo(str(unreadable), err=True)
        raise typer.Exit(2) from unreadable
    width = shutil.get_terminal_size((100, 24)).columns
    typer.echo(checked.written(form, reader_language(), width))
    raise typer.Exit(checked.exit_code)


@app.command()
def verify(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder laporan. / Folder of a report.")
    ] = None,
    figure: Annotated[
        str | None, typer.Option(help="Jelaskan satu gambar. / Explain one figure, by its ID.")
    ] = None,
    template: Template = None,
    debug: Debug = False,
) -> None:
    """Buat lagi sebuah laporan dan bandingkan. / Make a report again and compare."""
    lang, paths = reader_language(), ProjectPaths.find()
    if figure:
        from ntt_coverage.publish.explain import explain_figure, find_report, id_in

        named = id_in(figure)
        found = folder or find_report(named, paths.reports)
        for line in explain_figure(named, found, paths, lang):
            typer.echo(plain_line(line))
        return
    if not folder:
        raise ParameterError("verify_what")
    _check_template(template)
    from ntt_coverage.publish.verify import verify_report  # papermill is slow to load

    verified = verify_report(folder, paths, template=template)
    for line in verified.lines(lang):
        typer.echo(plain_line(line))
    raise typer.Exit(0 if verified.same else 1)


@app.command()
def template(
    out: Annotated[Path, typer.Option(help="Berkas templat. / The template's file.")] = Path(
        "templat-kepesertaan.xlsx"
    ),
    lang: Annotated[str, typer.Option(help="Bahasa: id atau en. / Language: id or en.")] = "id",
    debug: Debug = False,
) -> None:
    """Tulis templat Excel untuk kantor pengirim. / Write the Excel template for offices."""
    from ntt_coverage.publish.template import write_template

    write_template(out, lang=checked_language(lang))
    typer.echo(say("cli.template", reader_language(), path=out))


app.add_typer(boundaries, name="boundaries")


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
    from ntt_coverage.publish.lab import open_lab, runs_as_root

    typer.echo(say("cli.lab", reader_language()))
    if runs_as_root():
        typer.echo(say("cli.lab_root", reader_language()))
    raise typer.Exit(open_lab(paths))


def main() -> None:
    """Run the program; every error is one paragraph, unless ``--debug`` asks for more."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Windows would write files in an older code; a name may hold what no text does
            written = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=written, errors="backslashreplace")
    for name in ("SIGTERM", "SIGHUP"):  # what ends a program ends it as Ctrl+C does
        if signal.getsignal(number := getattr(signal, name, signal.SIGINT)) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        code = app(standalone_mode=False)
        if code == STOPPED:
            typer.echo(say("error.stopped", reader_language()), err=True)
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
    typed = _mistyped(fault, mistyped(), lang)  # nothing typed: the help has been shown
    return (say("error.usage", lang, fault=typed) if typed else ""), 2


def _mistyped(fault: Exception, told: str, lang: str) -> str:
    """Say the commonest slips in the reader's language; the others as the library words them."""
    kind, names = type(fault).__name__, getattr(getattr(fault, "param", None), "opts", [])
    if kind == "MissingParameter" and names:
        return say("error.usage_missing", lang, option=names[0])
    if kind == "NoSuchOption":
        return say("error.usage_option", lang, option=getattr(fault, "option_name", told))
    return told.rstrip(".?")
