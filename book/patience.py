"""Patience with kernels on a busy machine: what comes late is waited for, what never comes is asked
for again, or a build fails.

nbclient gives up an output that comes 4 s after the cell's reply, and says nothing to Sphinx: the
page, and the cache, would lack a figure. And of some thousand kernels one does not start: ports
are chosen before the kernel opens them, and on a busy machine another process may be quicker.
jupyter-cache has no settings for this.
"""

import nbclient.client
from traitlets import Bool, Integer

STARTS = 3  # of one kernel, before it is given up


class PatientClient(nbclient.client.NotebookClient):
    iopub_timeout = Integer(60)
    raise_on_iopub_timeout = Bool(True)

    async def async_start_new_kernel(self, **kwargs):
        """Start a kernel and its client; a kernel that does not answer is replaced by a new one."""
        for left in reversed(range(STARTS)):
            await super().async_start_new_kernel(**kwargs)
            try:
                await self.async_start_new_kernel_client()
            except RuntimeError:
                if not left:
                    raise
                self.create_kernel_manager()
            else:
                return


def setup(app):
    """Sphinx calls this."""
    nbclient.client.NotebookClient = PatientClient
    return {"parallel_read_safe": True, "parallel_write_safe": True}
