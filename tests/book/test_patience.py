"""A kernel that is slow to say that it has finished, and one that does not start."""

import json
import logging
import sys

import nbclient.client
import pytest
from jupyter_cache.executors.utils import single_nb_execution
from nbformat.v4 import new_code_cell, new_notebook

from book.patience import STARTS, PatientClient, setup

pytestmark = pytest.mark.slow

SLOW = """
import time

kernel = get_ipython().kernel
publish = kernel._publish_status

def late(status, *given, **named):
    if status == "idle":
        time.sleep(5)
    return publish(status, *given, **named)

kernel._publish_status = late
"""


@pytest.mark.parametrize("is_patient", [True, False])
def test_what_comes_late_is_waited_for(is_patient, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr(nbclient.client, "NotebookClient", nbclient.client.NotebookClient)
    if is_patient:
        setup(None)
    with caplog.at_level(logging.WARNING):
        done = single_nb_execution(new_notebook(cells=[new_code_cell(SLOW)]), cwd=str(tmp_path),
                                   timeout=60, allow_errors=False)
    assert done.err is None
    given_up = [text for text in caplog.messages if "Timeout waiting for IOPub" in text]
    assert bool(given_up) is not is_patient


# Whoever starts this kernel waits in vain as often as the first argument says; then it is a kernel.
RELUCTANT = """
import os, pathlib, sys, time

starts = pathlib.Path("starts")
with starts.open("a") as file:
    file.write("one\\n")
if len(starts.read_text().splitlines()) <= int(sys.argv[1]):
    time.sleep(600)
os.execv(sys.executable, [sys.executable, "-m", "ipykernel_launcher", "-f", sys.argv[2]])
"""


@pytest.fixture
def reluctant_kernel(tmp_path, monkeypatch):
    """Make a kernel that does not answer its first `failures` starts; give its client."""
    def client(failures):
        spec = tmp_path / "kernels" / "reluctant"
        spec.mkdir(parents=True)
        (spec / "kernel.json").write_text(json.dumps(
            {"argv": [sys.executable, "-c", RELUCTANT, str(failures), "{connection_file}"],
             "display_name": "reluctant", "language": "python"}))
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
        return PatientClient(new_notebook(cells=[new_code_cell("print(6 * 7)")]),
                             kernel_name="reluctant", startup_timeout=10,
                             resources={"metadata": {"path": str(tmp_path)}})

    return client


def test_a_kernel_that_does_not_start_is_started_again(reluctant_kernel, tmp_path):
    notebook = reluctant_kernel(failures=1).execute()
    assert notebook.cells[0].outputs[0].text == "42\n"
    assert (tmp_path / "starts").read_text() == "one\n" * 2


def test_a_kernel_that_never_starts_is_given_up(reluctant_kernel, tmp_path):
    with pytest.raises(RuntimeError, match="didn't respond in 10 seconds"):
        reluctant_kernel(failures=STARTS).execute()
    assert (tmp_path / "starts").read_text() == "one\n" * STARTS
