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
    "entity": "&lt;b&gt; & \\u003cimg\\u003e \\1 \\g<0>",
}


def hostile(tables, text):
    """Return the tables with the text in names, source ids, publishers, notes and offices."""
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
    data = replace(tables.data, sources=sources.assign(**said))
    return replace(
        tables,
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
