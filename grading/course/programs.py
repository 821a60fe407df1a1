"""The command-line programs of this Python installation."""

import os
import sys
from pathlib import Path


def find_own_programs() -> None:
    """Put this Python's programs on PATH: nbgrader runs `alembic` by its name alone."""
    own = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if own not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([own, path])
