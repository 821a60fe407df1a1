"""A kernel that is slow to say that it has finished."""

import logging

import nbclient.client
import pytest
from jupyter_cache.executors.utils import single_nb_execution
from nbformat.v4 import new_code_cell, new_notebook

from book.patience import setup

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
