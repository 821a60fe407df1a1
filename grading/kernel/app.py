"""The kernel that submissions run in: ipykernel without subshells.

Nobody asks for a subshell here, and the thread that would serve them passes on every message of the
shell channel: without it a cell costs an eighth less.
"""

from typing import Any

from ipykernel.kernelapp import IPKernelApp

from grading.kernel.streams import CutStream


class KernelApp(IPKernelApp):
    """ipykernel's application, with one thread less, and with our streams."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(outstream_class=f"{CutStream.__module__}.{CutStream.__name__}", **settings)

    def init_control(self, context: Any) -> None:
        """As in ipykernel, but shell messages are heard by the main thread."""
        super().init_control(context)
        self.shell_channel_thread = None
