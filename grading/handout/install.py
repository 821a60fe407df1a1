"""Installing the handout into an environment that the users of a hub share."""

import subprocess
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path, PurePath, PurePosixPath

from grading.errors import CourseError
from grading.handout.make import ENDING, HOME
from grading.handout.requirements import LIBRARY

PYTHON, PACKAGES = "bin/python", "lib/python*/site-packages"


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
    """The packages and modules of a course's wheel, and the folders that it lays into homes.

    All courses have the library.
    """
    found = set()
    for path in paths:
        _, _, at_home = str(path).partition(f"{ENDING}/{HOME}/")
        module = path.parts[0].removesuffix(".py")
        if at_home:
            found.add(f"~/{at_home.partition('/')[0]}")
        elif module.isidentifier() and module != LIBRARY:
            found.add(module)
    return found
