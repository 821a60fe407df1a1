"""Formats of files that a browser would run or render; such files are not carried along."""

import mimetypes
import re


def active_formats() -> list[str]:
    """Patterns, as nbgrader's `CourseDirectory.ignore` takes them, of files that a browser runs.

    They follow this machine's table of MIME types, which is that of the formgrader's server.
    """
    mimetypes.init()
    active = re.compile("html|[+/]xml|svg|javascript|pdf|message/|multipart/")
    suffixes = {suffix.lower() for suffix, kind in mimetypes.types_map.items()
                if active.search(kind)}
    # A server goes by the suffix whatever its case, and looks through a compressed file's.
    return ["*" + "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in suffix) + more
            for suffix in sorted(suffixes) for more in ("", ".*")]
