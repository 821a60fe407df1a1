"""What takes long to make, made once in a run of the tests and shared by all its processes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this name that `make` has filled; whoever needs it first calls that.

    Parameters
    ----------
    factory : pytest's `tmp_path_factory`
    name : the same in every process; nobody else may use it
    make : given the folder, which is empty
    """
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent  # the run's own, with a folder for each process
    folder, done = top / name, top / f"{name}.done"
    with FileLock(top / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of another process, which failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
