"""Links between notebooks, when a folder that they lead to lies elsewhere."""

import json
import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

TARGET = r"""\.\.?/[^)\s"'#?]+"""  # of a relative link; in a formula a^{[1](i)} there is none
_LINK = re.compile(rf"""(?P<before>\]\(|\bhref=["'])(?P<target>{TARGET})""")


def resolved(target: str, path: str) -> str:
    """The path that a relative link in the notebook at `path` leads to, from the same folder."""
    return normpath(join(dirname(path), unquote(target)))


def moved_path(path: str, moved: Mapping[str, str]) -> str:
    """Where a file lies when folders, by the paths that they had, have been moved."""
    for old, new in moved.items():
        if path.startswith(f"{old}/"):
            return join(new, path[len(old) + 1:])
    return path


def with_links_to(content: bytes, path: str, moved: Mapping[str, str]) -> bytes:
    """A notebook whose relative links lead to where folders have been moved.

    Parameters
    ----------
    content : of the notebook
    path : where the links expect it to lie, from the folder that all are in
    moved : where each folder lies now, by where the links expect it; the notebook's own may be one
    """
    place = moved_path(path, moved)

    def changed(found: re.Match[str]) -> str:
        target = resolved(found["target"], path)
        now = moved_path(target, moved)
        if (now, place) == (target, path):
            return found[0]
        return found["before"] + quote(relpath(now, dirname(place)))

    notebook = json.loads(content)
    for cell in notebook.get("cells", []):  # in older formats there are none, and no such links
        if cell["cell_type"] == "markdown":
            cell["source"] = _LINK.sub(changed, "".join(cell["source"]))
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
