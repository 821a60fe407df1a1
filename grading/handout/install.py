"""Installing the handout into an environment that the users of a hub share."""

import subprocess
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path, PurePath, PurePosixPath

from grading.errors import CourseError

PYTHON, PACKAGES = "bin/python", "lib/python*/site-packages"
ENDING = "_handout"  # of the wheels' names
FOR_ALL = "answercheck"  # the package that all courses have


def install(wheel: Path, prefix: Path) -> None:
    """Install a wheel into the environment at `prefix`, by this environment's own pip.

    Raises
    ------
    CourseError
        If there is no environment, another course there has a folder or package of the same name,
        or pip fails; the line says what pip said last.
    """
    python = prefix / PYTHON
    if not python.is_file():
        raise CourseError(f"{prefix} is no Python environment, for there is no {python}; such a "
                          "folder is what 'python -c \"import sys; print(sys.prefix)\"' prints")
    _refuse_names_of_others(wheel, prefix)
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        said = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        reasons = [line for line in said if line.startswith("ERROR")] or said[-1:]
        raise CourseError(f"pip could not install {wheel.name} into {prefix}: "
                          f"{'; '.join(reasons) or 'it gave no reason'}")


def _refuse_names_of_others(wheel: Path, prefix: Path) -> None:
    """Refuse what pip would lay over another course's files, and into the same folder of homes."""
    if not wheel.is_file():
        return  # which pip says
    with zipfile.ZipFile(wheel) as packed:
        ours = _names(map(PurePosixPath, packed.namelist()))
    for other in metadata.distributions(path=[str(path) for path in prefix.glob(PACKAGES)]):
        if other.name.endswith(ENDING) and other.name != wheel.name.partition("-")[0]:
            both = sorted(ours & _names(other.files or ()))
            if both:
                raise CourseError(
                    f"{other.name.removesuffix(ENDING)} is installed in {prefix} and has "
                    f"{' and '.join(both)} as well; give yours other names, or the courses "
                    "environments of their own")


def _names(paths: Iterable[PurePath]) -> set[str]:
    """The packages of a course's wheel, and the folders that it lays into homes."""
    found = set()
    for path in paths:
        first, _, home = *path.parts[:1], *str(path).partition(f"{ENDING}/home/")[1:]
        if home:
            found.add(f"~/{home.partition('/')[0]}")
        elif len(path.parts) > 1 and first.isidentifier() and first != FOR_ALL:
            found.add(first)
    return found
