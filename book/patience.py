"""Patience with kernels on a busy machine: what a cell shows late is waited for, or a build fails.

nbclient gives up an output that comes 4 s after the cell's reply, and says nothing to Sphinx: the
page, and the cache, would lack a figure. jupyter-cache lets nobody set that.
"""

import nbclient.client
from traitlets import Bool, Integer


class PatientClient(nbclient.client.NotebookClient):
    iopub_timeout = Integer(60)
    raise_on_iopub_timeout = Bool(True)
    startup_timeout = Integer(180)


def setup(app):
    """Sphinx calls this."""
    nbclient.client.NotebookClient = PatientClient
    return {"parallel_read_safe": True, "parallel_write_safe": True}
