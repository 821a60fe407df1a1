"""Environments into which nothing but the wheel is installed."""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Most of what is installed is never imported, so it is not compiled beforehand. As pip reads its
# environment, "no" means "yes, do not compile".
UNCOMPILED = {"PIP_NO_COMPILE": "no"}


def tracked(*folders):
    """The files of the repository below some folders, those not committed yet included."""
    said = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard",
                           *folders], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in said.split("\0") if name and (ROOT / name).is_file()]


def copy_tracked(folder: Path) -> None:
    """Copy the repository, as it would be committed now, into a folder."""
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)


def run(command, folder, **variables):
    """What a program prints; a program that fails is shown with what it said."""
    env = {key: value for key, value in os.environ.items()
           if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=folder, text=True, env=env | variables, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}"
    return done.stdout


class Environment:
    """An environment somewhere else, into which nothing but the wheel is installed."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder, self.wheel = folder, wheel

    def install(self, extras=""):
        """Install what the wheel declares, in the versions that the course has locked."""
        venv.create(self.folder / "env")
        (self.folder / "elsewhere").mkdir()
        pins = self.folder / "pins.txt"
        locked = (ROOT / "requirements.lock").read_text()
        pins.write_text("\n".join(re.findall(r"^[^\s#][^\\\n]*", locked, re.M)))
        self.pip("install", "--quiet", "--constraint", str(pins),
                 f"neural-networks-course{extras} @ {self.wheel.as_uri()}")

    def pip(self, *arguments):
        """Have the pip of the tests, which need not be installed anew, work on the environment."""
        return run([sys.executable, "-m", "pip", "--python", self.program("python"), *arguments],
                   self.folder, **UNCOMPILED)

    def program(self, name):
        return str(self.folder / "env" / "bin" / name)

    def python(self, code, **variables):
        return run([self.program("python"), "-c", code], self.folder / "elsewhere", **variables)
