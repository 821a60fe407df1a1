"""The programs of this Python installation."""

import os
import sys
from pathlib import Path


def find_own_programs() -> None:
    """Let nbgrader find `alembic`, which it calls by name, when no environment is activated."""
    own = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if own not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([own, path])
