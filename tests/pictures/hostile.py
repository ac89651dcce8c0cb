"""Tables in which every text that a person typed tries to run, or to break out."""

from dataclasses import replace

import nbformat

from ntt_coverage.publish.html import render_report
from ntt_coverage.publish.sections import show_coverage, show_finding, show_known, show_sources

ATTACKS = {
    "image": '<img src=x onerror="window.__hit=1">',
    "script": "</script><script>window.__hit=2</script>",
    "template": "{{7*7}} {% if 1 %}",
    "literal": "${window.__hit=3} `${alert(1)}`",
    "quotes": "\"'><svg onload='window.__hit=4'>",
    "direction": "kiri \u202e\u200f kanan",
    "handler": '" onfocus="window.__hit=5" autofocus tabindex="0" style="position:fixed',
    "title": "</title></style></textarea><script>window.__hit=6</script><!--",
    "address": "javascript:window.__hit=7",
    "isolate": "a \u2066\u202d\u2067 b \u200f\u061c c",
    "line": "a\u2028window.__hit=8\u2029;//",
    "jinja": "{{ cycler.__init__ }}{# #}{%- raw -%}",
    "entity": "&lt;b&gt; & \\u003cimg\\u003e \\1 \\g<0>",
}


def hostile(tables, text):
    """Return the tables with the text in names, sources, notes, offices and sentences."""
    changed = {"S07": f"S07{text}"}

    def renamed(frame):
        wanted = {"source_id": frame["source_id"].replace(changed)}
        if "regency" in frame:
            wanted |= {"regency": frame["regency"] + text, "label": frame["label"] + text}
        for column in ("note", "stated_by", "value_text", "region_text"):
            if column in frame:
                wanted[column] = frame[column].fillna("").astype(str) + text
        return frame.assign(**wanted)

    sources = renamed(tables.data.sources)
    said = {name: sources[name].astype(str) + text for name in ("publisher", "title", "address")}
    credit = {lang: said_so + text for lang, said_so in tables.data.credits.items()}
    data = replace(tables.data, sources=sources.assign(**said), credits=credit)
    return replace(
        tables,
        headline=tables.headline + text,
        subtitle=tables.subtitle + text,
        coverage=renamed(tables.coverage),
        shapes=renamed(tables.shapes),
        known=renamed(tables.known),
        data=data,
    )


def page_of(tables):
    """The written part of the report, as the report strings it together."""
    sections = (show_finding, show_coverage, show_known, show_sources)
    outputs = [
        nbformat.v4.new_output("display_data", {"text/html": show(tables).markup})
        for show in sections
    ]
    cell = nbformat.v4.new_code_cell(outputs=outputs)
    return render_report(nbformat.v4.new_notebook(cells=[cell]), tables.spec)
