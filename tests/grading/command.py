"""The command line, in this process."""

import contextlib
import io
import sys
from types import SimpleNamespace

import pytest

from grading.cli.main import main


@pytest.fixture
def course(monkeypatch):
    """What a command does in a folder, in this process: its status and what it wrote."""
    def run(folder, *arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["course", *map(str, arguments)])
        with contextlib.redirect_stdout(io.StringIO()) as out, \
                contextlib.redirect_stderr(io.StringIO()) as err:
            try:
                main()
                status = 0
            except SystemExit as end:
                status = end.code or 0
        return SimpleNamespace(returncode=status, stdout=out.getvalue(), stderr=err.getvalue())
    return run


def reported(done):
    """The error that a command ended with, as one line."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr + done.stdout
    return " ".join(done.stderr.split())
