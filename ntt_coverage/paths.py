"""Where things lie. The only place that spells folder and file names of the project."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.language import plain_line

__all__ = [
    "CHECKOUT",
    "DESCRIPTOR",
    "ROOT_VARIABLE",
    "ProjectPaths",
    "changed_files",
    "existing",
    "fingerprint",
    "record_beside",
]

ROOT_VARIABLE = "NTT_COVERAGE_ROOT"

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that the program stands in; usually the project too."""


def existing(path: Path) -> Path:
    """Return a path if its file is there.

    Parameters
    ----------
    path : pathlib.Path
        A file that the project needs.

    Returns
    -------
    pathlib.Path
        The same path.

    Raises
    ------
    SourceLayoutError
        If the file is missing.
    """
    if not path.is_file():
        # "C:\data\new.xlsx" in a cell of Python holds the start of a new line
        if any(sign < " " for sign in str(path)):
            raise SourceLayoutError("escaped_file", file=plain_line(path.name))
        raise SourceLayoutError("missing_file", file=path.name, folder=path.parent.name)
    return path


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Parameters
    ----------
    path : pathlib.Path
        A file.

    Returns
    -------
    str
        64 hexadecimal digits.

    Raises
    ------
    SourceLayoutError
        If the file is missing.
    """
    return hashlib.sha256(existing(path).read_bytes()).hexdigest()


DESCRIPTOR = "datapackage.json"
"""Describes the files of a folder, with their sizes and fingerprints."""


def changed_files(folder: Path) -> list[str]:
    """List the files that are missing, or are not those that the folder's descriptor means.

    Parameters
    ----------
    folder : pathlib.Path
        A folder with a ``datapackage.json``.

    Returns
    -------
    list of str
        Their names; that of the descriptor itself where it cannot be read.

    Raises
    ------
    SourceLayoutError
        If there is no descriptor.
    """
    try:
        text = existing(folder / DESCRIPTOR).read_text(encoding="utf-8")
        hashes = {each["path"]: each["hash"] for each in json.loads(text)["resources"]}
    except SourceLayoutError:
        raise
    except (ValueError, LookupError, TypeError):
        return [DESCRIPTOR]
    return [name for name, digest in hashes.items() if not _is(folder / name, digest)]


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and f"sha256:{fingerprint(path)}" == digest


IMPORTED, LAYER, RECORD = "imported", "boundaries.geojson", "boundaries.json"


def record_beside(path: Path) -> Path | None:
    """Return the record that an imported layer has beside it.

    Parameters
    ----------
    path : pathlib.Path
        A layer of outlines.

    Returns
    -------
    pathlib.Path or None
        Where the record must be; None for a layer that was not imported.
    """
    return path.with_name(RECORD) if path.parts[-2:] == (IMPORTED, LAYER) else None


@dataclass(frozen=True)
class ProjectPaths:
    """The folders and files of one project.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds ``data/``, ``notebooks/`` and ``reports/``.

    Examples
    --------
    >>> ProjectPaths(Path("proyek")).sources.as_posix()
    'proyek/data/raw/sources.csv'
    """

    root: Path

    @classmethod
    def find(cls) -> "ProjectPaths":
        """Find the project: ``NTT_COVERAGE_ROOT``, the current folder or one above, the checkout.

        Returns
        -------
        ProjectPaths

        Raises
        ------
        SourceLayoutError
            If none of them holds ``data/raw``.
        """
        named = os.environ.get(ROOT_VARIABLE)
        here = Path.cwd()
        candidates = [Path(named).expanduser()] if named else [here, *here.parents, CHECKOUT]
        for folder in candidates:
            if (folder / "data" / "raw").is_dir():
                return cls(folder)
        raise SourceLayoutError("no_project", folder=str(candidates[0]))

    @property
    def raw(self) -> Path:
        """Statements and tables as printed."""
        return self.root / "data" / "raw"

    @property
    def statements(self) -> list[Path]:
        """Return the files of statements, in the order in which they are read."""
        return sorted(self.raw.glob("statements_*.csv"))

    @property
    def sources(self) -> Path:
        """One row per source."""
        return self.raw / "sources.csv"

    @property
    def added_root(self) -> Path:
        """Files that `add` stored, a folder for each."""
        return self.raw / "added"

    @property
    def added(self) -> list[Path]:
        """Return the folders of added files, in the order in which they are read."""
        return sorted(
            path.parent
            for path in self.added_root.glob(f"*/{DESCRIPTOR}")
            if not path.parent.name.startswith(".")
        )

    @property
    def packages(self) -> list[Path]:
        """Return the folders whose files a descriptor vouches for."""
        return [self.raw, self.embedded_boundaries.parent, *self.added]

    @property
    def locks(self) -> list[Path]:
        """Return where the list of packages may lie: a folder of data alone has none."""
        return [folder / "requirements.lock" for folder in (self.root, CHECKOUT)]

    @property
    def denominators(self) -> Path:
        """Population, area, staff: the figures that a share may stand on."""
        return self.raw / "denominators.csv"

    @property
    def contribution_rates(self) -> Path:
        """What a worker's contribution is."""
        return self.raw / "contribution_rates.csv"

    @property
    def corrections(self) -> Path:
        """Readings of misprinted figures; a project may have none."""
        return self.raw / "corrections.yml"

    @property
    def details(self) -> list[Path]:
        """Parts, budgets and bases behind some statements; only checks look at them."""
        return sorted(self.raw.glob("details*.csv"))

    @property
    def relations(self) -> list[Path]:
        """How statements relate, where their words do not tell."""
        return sorted(self.raw.glob("relations*.csv"))

    @property
    def embedded_boundaries(self) -> Path:
        """The 22 outlines that come with the project, coarse."""
        return self.root / "data" / "geo" / "ntt_overview.geojson"

    @property
    def imported_boundaries(self) -> Path:
        """The 22 outlines of an official file, if one was imported."""
        return self.root / "data" / "geo" / IMPORTED / LAYER

    @property
    def boundary_record(self) -> Path:
        """What is known of the imported outlines."""
        return self.imported_boundaries.with_name(RECORD)

    @property
    def boundaries(self) -> Path:
        """The 22 outlines in use: the imported ones where there are any."""
        imported = self.imported_boundaries
        return imported if imported.is_file() else self.embedded_boundaries

    @property
    def context(self) -> Path:
        """Neighbouring land, drawn beneath."""
        return self.root / "data" / "geo" / "timor_leste_overview.geojson"

    @property
    def notebooks(self) -> Path:
        """Notebooks, committed without outputs."""
        return self.root / "notebooks"

    @property
    def quarterly_notebook(self) -> Path:
        """The notebook behind every quarterly report."""
        return self.notebooks / "quarterly_report.ipynb"

    @property
    def sample_workbook(self) -> Path:
        """An invented workbook of an invented office, to learn with."""
        return self.notebooks / "samples" / "contoh_rekap_kantor.xlsx"

    @property
    def reports(self) -> Path:
        """Generated reports, one folder per quarter."""
        return self.root / "reports"

    @property
    def pack(self) -> Path:
        """Single figures that an analyst keeps, a folder for each."""
        return self.reports / "pack"

    @property
    def inputs(self) -> list[Path]:
        """Every file that a report is made from, in a fixed order."""
        return [*self.data_inputs, self.quarterly_notebook]

    @property
    def data_inputs(self) -> list[Path]:
        """Every file that a single figure is made from: all inputs but the report's notebook."""
        added = [file for folder in self.added for file in sorted(folder.iterdir())]
        corrections = [self.corrections] if self.corrections.is_file() else []
        tables = [*self.statements, *corrections, self.sources, self.denominators]
        tables += [self.contribution_rates, *self.details, *self.relations, *added]
        record = [self.boundary_record] if self.imported_boundaries.is_file() else []
        return [*tables, self.boundaries, *record, self.context]

    def fingerprints(self, files: Sequence[Path] | None = None) -> Mapping[str, str]:
        """Return the SHA-256 of every input, by its place in the project.

        Parameters
        ----------
        files : sequence of pathlib.Path, optional
            Which; all ``inputs`` if not given.

        Returns
        -------
        mapping of str to str
            Keyed by paths such as ``data/raw/sources.csv``.

        Raises
        ------
        SourceLayoutError
            If a file is missing.
        """
        return {
            path.relative_to(self.root).as_posix(): fingerprint(path)
            for path in files or self.inputs
        }
