"""Installing the handout into an environment that the users of a hub share."""

import subprocess
from pathlib import Path

from grading.errors import CourseError

PYTHON = "bin/python"


def install(wheel: Path, prefix: Path) -> None:
    """Install a wheel into the environment at `prefix`, by this environment's own pip.

    Raises
    ------
    CourseError
        If there is no environment, or pip fails; the line says what pip said last.
    """
    python = prefix / PYTHON
    if not python.is_file():
        raise CourseError(f"{prefix} is no Python environment, for there is no {python}; such a "
                          "folder is what 'python -c \"import sys; print(sys.prefix)\"' prints")
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        said = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        reasons = [line for line in said if line.startswith("ERROR")] or said[-1:]
        raise CourseError(f"pip could not install {wheel.name} into {prefix}: "
                          f"{'; '.join(reasons) or 'it gave no reason'}")
