"""Leaflet, taken from the installed package and checked before it is put into a page.

Nothing is vendored: the files come from ``XStatic-Leaflet``, in the version that folium asks
for, and a page carries them with their licence notice.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from ntt_coverage.errors import ReportError

__all__ = ["LEAFLET_VERSION", "leaflet_script", "leaflet_style"]

LEAFLET_VERSION = "1.9.3"

SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
"""Of the files in XStatic-Leaflet 1.9.3.0."""

NOTICE = """
Leaflet 1.9.3. BSD 2-Clause License.
Copyright (c) 2010-2022, Vladimir Agafonkin
Copyright (c) 2010-2011, CloudMade
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met:
1. Redistributions of source code must retain the above copyright notice, this list of conditions
and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of
conditions and the following disclaimer in the documentation and/or other materials provided with
the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT
OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
"""Leaflet's own licence asks that this stands wherever Leaflet does."""


@cache
def _checked(name: str) -> str:
    try:
        from xstatic.pkg import leaflet  # only pages need it

        content = (Path(leaflet.BASE_DIR) / name).read_bytes()
    except (ImportError, OSError) as fault:
        raise ReportError("leaflet", file=name, version=LEAFLET_VERSION) from fault
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise ReportError("leaflet", file=name, version=LEAFLET_VERSION)
    return content.decode("utf-8")


def leaflet_script() -> str:
    """Return Leaflet's program with its notice, fit to stand in a script element.

    Returns
    -------
    str
        Without the pointer to its source map, which a page without internet cannot follow.

    Raises
    ------
    ReportError
        If the installed file is not the checked one.
    """
    program = re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", _checked("leaflet.js"))
    return f"/* {NOTICE} */\n{program}"


def leaflet_style() -> str:
    """Return Leaflet's style sheet without the pictures that our maps do not show.

    Returns
    -------
    str

    Raises
    ------
    ReportError
        If the installed file is not the checked one.
    """
    return re.sub(r"url\((images/|#default)[^)]*\)", "none", _checked("leaflet.css"))
