"""The commands on boundary files. Each calls one function and says what came out."""

from pathlib import Path
from typing import Annotated

import typer

from ntt_coverage.errors import BoundaryError, SourceLayoutError
from ntt_coverage.language import reader_language, say
from ntt_coverage.paths import ProjectPaths

__all__ = ["Debug", "boundaries"]

Debug = Annotated[
    bool, typer.Option("--debug", help="Tampilkan jejak kesalahan. / Show the traceback.")
]
"""An option of every command."""

boundaries = typer.Typer(
    help="Periksa dan pakai berkas batas resmi. / Check and use an official boundary file.",
    no_args_is_help=True,
)
BoundaryFile = Annotated[
    Path,
    typer.Argument(
        help="GeoJSON, GeoPackage, Shapefile (.shp, .zip), FlatGeobuf. / The boundary file."
    ),
]


@boundaries.command("check")
def check_boundaries(file: BoundaryFile, debug: Debug = False) -> None:
    """Periksa berkas batas 22 kabupaten/kota. / Check a file of the 22 outlines."""
    from ntt_coverage.geography.layer_checks import check_layer
    from ntt_coverage.publish.boundary_report import check_lines

    try:
        found = check_layer(file, ProjectPaths.find())
    except SourceLayoutError as unreadable:
        if debug:
            raise
        typer.echo(str(unreadable), err=True)
        raise typer.Exit(2) from unreadable
    for line in check_lines(found, reader_language()):
        typer.echo(line)
    raise typer.Exit(1 if found.faults else 0)


@boundaries.command("import")
def import_boundaries(
    file: BoundaryFile,
    tolerance: Annotated[
        float | None,
        typer.Option(
            help="Meter; garis boleh bergeser sejauh itu. / How far a line may move. [100 m]"
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Pembuat berkas; tampil di peta. / Who made it; on maps.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option(help="Lisensinya; tampil di peta. / Its licence; on maps.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Pakai berkas batas resmi untuk semua peta. / Use an official file for all maps."""
    from ntt_coverage.publish.boundary_import import import_layer
    from ntt_coverage.publish.boundary_report import finding_lines, import_lines

    lang, told = reader_language(), {"source": source, "licence": licence}
    try:
        imported = import_layer(file, ProjectPaths.find(), tolerance_m=tolerance, **told)
    except SourceLayoutError as unreadable:
        if debug:
            raise
        typer.echo(str(unreadable), err=True)
        raise typer.Exit(2) from unreadable
    except BoundaryError as refused:
        if "check" in refused.evidence:
            for line in finding_lines(refused.evidence["check"], lang):
                typer.echo(line)
        raise
    for line in import_lines(imported, lang):
        typer.echo(line)


@boundaries.command("reset")
def reset_boundaries(debug: Debug = False) -> None:
    """Kembali ke batas bawaan. / Go back to the embedded boundaries."""
    from ntt_coverage.publish.boundary_import import reset_layer

    lang, paths = reader_language(), ProjectPaths.find()
    done = reset_layer(paths)
    file = paths.embedded_boundaries.name
    typer.echo(say("cli.reset_done" if done else "cli.reset_nothing", lang, file=file))
