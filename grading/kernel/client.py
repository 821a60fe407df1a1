"""Talking to a kernel that may send anything, and as soon as it listens."""

import time
from contextlib import suppress
from functools import cache
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_core.utils import ensure_async
from traitlets import Type

MAX_MESSAGE_BYTES = 16 * 2**20  # of a larger one the rest is not received
MAX_WAITING = 16  # messages of a channel that wait in our memory
SEND_MS = 2_000  # a kernel that breaks its sockets may not keep us
PATIENCE_S = 0.2
LOOK_S = 0.5  # how often a channel is looked at, besides when it wakes somebody


@cache
def wary_context() -> zmq.asyncio.Context:
    """The context whose sockets hold little, so that a kernel cannot fill the grader's memory."""
    context = zmq.asyncio.Context()
    for option, value in ((zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES), (zmq.RCVHWM, MAX_WAITING),
                          (zmq.SNDTIMEO, SEND_MS), (zmq.LINGER, 0)):
        context.setsockopt(option, value)
    return context


class AttentiveChannel(AsyncZMQSocketChannel):
    """Hears a message that comes while another is sent, as for a widget.

    jupyter_client sends past asyncio; what has arrived by then wakes nobody who waits for it.
    """

    async def get_msg(  # type: ignore[override]
            self, timeout: float | None = None) -> dict[str, Any]:
        """The next message.

        Raises
        ------
        Empty
            If there is none within `timeout` seconds.
        """
        deadline = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            left = max(0.0, deadline - time.monotonic())
            try:
                return await super().get_msg(min(left, LOOK_S))
            except Empty:
                if left <= LOOK_S:
                    raise


class PromptClient(AsyncKernelClient):
    """Is ready when the kernel's outputs can be heard, and then waits no longer."""

    shell_channel_class = Type(AttentiveChannel)

    def execute(  # type: ignore[override]
            self, code: str, silent: bool = False, store_history: bool = True,
            **settings: Any) -> str:
        """Ask for a cell to be run; what is not kept in the history is no event for hooks either.

        Returns
        -------
        str
            The message's name.
        """
        return super().execute(code, silent or not store_history, store_history, **settings)

    def start_channels(self, shell: bool = True, iopub: bool = True, stdin: bool = True,
                       hb: bool = False, control: bool = True) -> None:
        """As in `KernelClient`, but without a thread that listens to the kernel's heart."""
        super().start_channels(shell, iopub, stdin, hb, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its outputs arrive.

        Raises
        ------
        RuntimeError
            If it dies, or does not answer within `timeout` seconds.
        """
        with suppress(Empty):
            heard = await self.get_iopub_msg(timeout=PATIENCE_S)
            if heard["msg_type"] == "iopub_welcome":  # the first thing that ipykernel 7 says
                return
        deadline = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < deadline:
            asked = self.kernel_info()
            try:
                await self.get_shell_msg(timeout=1)
                while True:  # until the end of what belongs to this question is heard
                    heard = await self.get_iopub_msg(timeout=PATIENCE_S)
                    if (heard["parent_header"].get("msg_id") == asked
                            and heard["content"].get("execution_state") == "idle"):
                        return
            except Empty:
                if self.parent and not await ensure_async(self.parent.is_alive()):
                    raise RuntimeError("the kernel died before it answered") from None
        raise RuntimeError(f"the kernel did not answer within {timeout} s")
