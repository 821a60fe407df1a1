"""Lay the course's reading into each home on a JupyterHub, where links of assignments lead to it.

This module is a part of the wheel that `course handout` makes, under the wheel's name.
"""

import logging
import os
import shutil
import sys
from pathlib import Path
from typing import Any

SHARED = Path(sys.prefix, "share", __name__, "home")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Copy what is not there; a file that is there may be a student's own work and stays."""
    if "JUPYTERHUB_SERVICE_PREFIX" not in os.environ:
        return  # at home the files lie where the handout was unpacked
    home = Path(server.root_dir)
    for path in sorted(SHARED.rglob("*")):
        place = home / path.relative_to(SHARED)
        try:
            if path.is_file() and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
        except OSError as error:  # such as a full disk; the server has to start all the same
            logging.getLogger(__name__).warning("%s was not copied to %s: %s", path, place, error)
