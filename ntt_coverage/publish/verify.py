"""Make a report again beside an older one, and say what is the same, what changed, and why."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.view import View
from ntt_coverage.pipeline import load
from ntt_coverage.publish.manifest_form import said_by
from ntt_coverage.publish.nursery import kernel_nursery
from ntt_coverage.publish.pack import pack_view
from ntt_coverage.publish.passport import (
    FigureRecord,
    Manifest,
    changed_rows,
    differing,
    read_manifest,
    tampered_files,
)
from ntt_coverage.publish.report import publish_report

__all__ = ["Verification", "verify_report"]

MOST = 10
"""Things of one kind that are named; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What a rebuilt report and the older one have in common.

    Parameters
    ----------
    folder : pathlib.Path
        The older report.
    spec : ReportSpec
        Its quarter and language.
    then, now : mapping
        Both manifests.
    tampered : list of str
        Files of the older report that are no longer what its manifest says.
    """

    folder: Path
    spec: ReportSpec
    then: Manifest
    now: Manifest
    tampered: list[str]

    @property
    def changed_outputs(self) -> list[str]:
        """Files that came out otherwise, or only once."""
        return differing(self.then["outputs"], self.now["outputs"])

    @property
    def same(self) -> bool:
        """Whether everything came out byte by byte, and the older report is untouched."""
        return not (self.changed_outputs or self.tampered or self.changed_records)

    @property
    def changed_records(self) -> list[str]:
        """Figures and parameters that the two manifests record otherwise, by name."""
        parts = ("figures", "parameters")
        return [name for part in parts for name in differing(self.then[part], self.now[part])]

    def lines(self, lang: str) -> list[str]:
        """Say what was found.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        list of str
            The verdict first; then files touched, figures with what changed in them and what
            made it so, other files, inputs, versions.
        """
        counts = {"files": len(self.then["outputs"]), "figures": len(self.then["figures"])}
        if self.same:
            return [say("verify.same", lang, folder=self.folder, **counts)]
        told = [say("verify.changed", lang, folder=self.folder)]
        if self.tampered:
            told.append(say("verify.tampered", lang, files=_listed(self.tampered, lang)))
        if not self.changed_outputs:
            key = "verify.record" if self.changed_records else "verify.rebuilt_same"
            return [*told, say(key, lang, names=_listed(self.changed_records, lang), **counts)]
        figures = [*self._figures(lang)]
        told += figures or [say("verify.figures_same", lang, **counts)]
        shown = {name for each in self._both("figures") for name in _own_files(each)}
        others = [name for name in self.changed_outputs if name not in shown]
        if others:
            told.append(say("verify.others", lang, files=_listed(others, lang)))
        return [*told, *self._causes(lang)]

    def _both(self, part: str) -> Iterator[FigureRecord]:
        yield from self.then[part].values()
        yield from self.now[part].values()

    def _figures(self, lang: str) -> Iterator[str]:
        outputs = set(self.changed_outputs)
        for name in sorted({*self.then["figures"], *self.now["figures"]}):
            older, newer = (each["figures"].get(name) for each in (self.then, self.now))
            if older is None or newer is None:
                key = "verify.figure_new" if older is None else "verify.figure_gone"
                yield say(key, lang, name=name, id=(newer or older)["id"])
            elif older["id"] != newer["id"]:
                ids = {"before": older["id"], "after": newer["id"]}
                yield say("verify.figure", lang, name=name, **ids)
                yield from (f"    {line}" for line in _shown_changes(older, newer, lang))
                yield f"    {self._reason(older, newer, lang)}"
            elif outputs & set(_own_files(older)):
                yield say("verify.figure_redrawn", lang, name=name, id=older["id"])
            if older and newer and older["id"] == newer["id"] and older != newer:
                yield say("verify.figure_record", lang, name=name, id=older["id"])

    def _reason(self, older: FigureRecord, newer: FigureRecord, lang: str) -> str:
        """Name the input that moved a figure, as far as the figure's own sources tell."""
        cited = {*older["sources"], *newer["sources"]}
        rows = {file: changed_rows(self.then, self.now, file) for file in self._inputs}
        telling = {
            file: [key for key, _, source in told if source in cited] for file, told in rows.items()
        }
        named = [
            say("verify.rows", lang, file=file, rows=_listed(keys, lang))
            for file, keys in telling.items()
            if keys
        ]
        geo = older["shown"].get("outlines") != newer["shown"].get("outlines")
        named += [file for file in self._inputs if "/geo/" in file and geo]
        if named or self._inputs:
            return say("verify.because", lang, inputs="; ".join(named or self._inputs))
        return say("verify.because_program", lang)

    @property
    def _inputs(self) -> list[str]:
        return differing(self.then["inputs"], self.now["inputs"])

    def _causes(self, lang: str) -> Iterator[str]:
        for file in self._inputs:
            told = changed_rows(self.then, self.now, file)
            rows = [say(f"verify.row_{how}", lang, row=key) for key, how, _ in told]
            detail = f": {_listed(rows, lang)}" if rows else ""
            yield say("verify.input", lang, file=file) + detail
        asked_otherwise = self.then["parameters"] != self.now["parameters"]
        if asked_otherwise:
            yield say("verify.template", lang)
        versions = differing(self.then["versions"], self.now["versions"])
        if versions:
            pairs = [
                f"{name} {_short(self.then, name)} → {_short(self.now, name)}" for name in versions
            ]
            yield say("verify.versions", lang, versions=_listed(pairs, lang))
        if not (self._inputs or versions or asked_otherwise):
            yield say("verify.no_cause", lang)


def verify_report(
    folder: Path,
    paths: ProjectPaths,
    *,
    template: Path | None = None,
    after_cell: Callable[[], None] = lambda: None,
) -> Verification:
    """Make a report again in a scratch folder and compare it with an older one.

    Parameters
    ----------
    folder : pathlib.Path
        The older report.
    paths : ProjectPaths
        Where the data and the notebook lie now.
    template : pathlib.Path, optional
        The office's own file for the slides, if the report was made with one.
    after_cell : callable, optional
        Called after each cell of the notebook.

    Returns
    -------
    Verification

    Raises
    ------
    ParameterError
        If the folder is no report, or was made with a template and none is given.
    ReportError
        If it cannot be made again.
    """
    then = read_manifest(folder)
    asked = then["parameters"]
    spec = ReportSpec.parse(str(asked.get("quarter")), str(asked.get("lang")))
    if asked.get("template") and not template:
        raise ParameterError("template_needed", name=asked["template"]["name"])
    tampered = tampered_files(folder, then)
    with tempfile.TemporaryDirectory(prefix="ntt-coverage-verify-") as scratch:
        if asked.get("view"):
            rebuilt = pack_view(View.parse(asked["view"]), load(paths), paths, Path(scratch))
        else:
            with kernel_nursery(paths, spec.lang) as nursery:
                rebuilt = publish_report(
                    spec,
                    paths,
                    Path(scratch),
                    template=template,
                    nursery=nursery,
                    after_cell=after_cell,
                )
        now = read_manifest(rebuilt)
    return Verification(folder=folder, spec=spec, then=then, now=now, tampered=tampered)


def _shown_changes(older: FigureRecord, newer: FigureRecord, lang: str) -> Iterator[str]:
    """Say what a figure tells otherwise: its title, then unit by unit."""
    if older["title"] != newer["title"]:
        yield say("verify.title", lang, before=older["title"], after=newer["title"])
    before, after = said_by(older), said_by(newer)
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    for key in changed[:MOST]:
        pair = {"before": before.get(key) or "–", "after": after.get(key) or "–"}
        yield say("verify.unit", lang, unit=key, **pair)
    if len(changed) > MOST:
        yield say("verify.more", lang, n=len(changed) - MOST)


def _own_files(figure: FigureRecord) -> list[str]:
    """Return the files that show this figure and nothing else."""
    return [name for name in figure["files"] if name.startswith("figures/")]


def _short(manifest: Manifest, name: str) -> str:
    return str(manifest["versions"].get(name, "-"))[:12]


def _listed(names: list[str], lang: str) -> str:
    more = [say("verify.more", lang, n=len(names) - MOST)] if len(names) > MOST else []
    return ", ".join([*names[:MOST], *more])
