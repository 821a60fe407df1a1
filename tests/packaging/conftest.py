"""The wheel, and an environment for instructors with it; both are made once."""

import shutil
import sys

import pytest

from tests.packaging.installed import ROOT, Environment, run, tracked


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """Built from a copy: what an earlier build left in a folder would get into the wheel."""
    copy, built = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("built")
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(built), "."], copy)
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def grader(wheel, tmp_path_factory):
    environment = Environment(tmp_path_factory.mktemp("grader"), wheel)
    environment.install("[grader]")
    return environment
