"""Kernels for submissions, through jupyter_client's entry point for kernel provisioners."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Dict

from grading.course.folders import ANSWERCHECK, HELPERS
from grading.errors import CourseError
from grading.kernel import rooms
from grading.kernel.limits import Limits
from grading.kernel.warm import World, warm_parent

NAME = "course-sandbox"
LAUNCHER = "ipykernel_launcher"  # what stands in the kernel's command before its arguments
PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


class SandboxProvisioner(KernelProvisionerBase):
    """Forks the kernel from a warm parent, in a world of its own; leaves nothing of it."""

    limits: Any = Dict(Limits().as_data(), help="What a kernel may use: the fields of Limits.")
    world: World | None = None
    why = ""  # the world ended by itself, if anything was told

    @property
    def seconds(self) -> dict[str, float]:
        """How long the start took, by what was done."""
        return self.world.seconds if self.world else {}

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel."""
        return self.world is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """The kernel's command with its arguments, as a manager formats it."""
        manager: Any = self.parent
        kwargs = await super().pre_launch(**kwargs)
        arguments = kwargs.pop("extra_arguments", [])
        return {**kwargs, "cmd": manager.format_kernel_cmd(extra_arguments=arguments)}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; how to reach it from here.

        Raises
        ------
        CourseError
            If the system refuses a part of the sandbox.
        """
        manager: Any = self.parent
        connection = {"transport": "ipc", "ip": f"{rooms.SOCKETS}/kernel",
                      "key": manager.session.key.decode(),
                      "signature_scheme": manager.session.signature_scheme,
                      **{name: number for number, name in enumerate(PORTS, start=1)}}
        request = world_request(self.limits, kwargs.get("cwd") or "", kwargs["env"],
                                arguments_of(cmd))
        request["connection"] = connection
        self.world = await asyncio.to_thread(warm_parent().kernel, request)
        # Its sockets lie in its own file system, which is reached through its first process.
        inside = f"/proc/{self.world.pid}/root{connection['ip']}"
        reached: Any = {**connection, "ip": inside, "key": manager.session.key}
        return reached

    async def poll(self) -> int | None:
        """None while the kernel is alive, else a number."""
        return 1 if self._has_ended() else None

    def _has_ended(self) -> bool:
        """Whether kernel and all are gone; from then on `why` tells the reason, if there is one."""
        if self.world is None:
            return True
        ended = self.world.has_ended()
        self.why = self.world.why
        return ended

    async def wait(self) -> int | None:
        """Wait for the end of the kernel and of all that it has started."""
        if self.world is not None:
            await self.world.end()
            self._has_ended()  # takes down why
            self.world.close()
        self.world = None
        return 0

    async def send_signal(self, signum: int) -> None:
        """Interrupt the kernel; any other signal ends it and all that it has started."""
        if self.world is not None:
            self.world.signal(signum if signum == signal.SIGINT else signal.SIGKILL)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and all that it has started."""
        await self.send_signal(signal.SIGKILL)
        await self.wait()

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel; nobody waits for what a student's code does at its exit."""
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """End what may be left; the files went with it."""
        await self.kill(restart)


def world_request(limits: Mapping[str, int], folder: str, env: Mapping[str, str],
                  arguments: list[str]) -> dict[str, Any]:
    """What a world is to be like: its kernel, limits and environment, and what it may read."""
    return {"arguments": arguments, "limits": dict(limits), "environment": environment(env),
            "read": read_paths(), "folder": folder}


def arguments_of(cmd: list[str]) -> list[str]:
    """The kernel's own arguments in its command, without the connection file.

    Raises
    ------
    CourseError
        If the command does not start ipykernel.
    """
    if LAUNCHER not in cmd:
        raise CourseError(f"the kernel of the notebook is no Python kernel: {' '.join(cmd)}")
    arguments = cmd[cmd.index(LAUNCHER) + 1:]
    at = arguments.index("-f")
    return arguments[:at] + arguments[at + 2:]


def read_paths() -> list[str]:
    """What a kernel may read besides the system: Python, `helpers` and `answercheck`.

    Raises
    ------
    CourseError
        If these hold the grader too (a course installed as a copy, without `pip install -e`).
    """
    roots = [sys.prefix, sys.base_prefix, str(HELPERS), str(ANSWERCHECK)]
    grader = HELPERS.parent / "grading"
    for root in [*rooms.SYSTEM, *roots]:
        if grader.is_relative_to(os.path.realpath(root)):
            raise CourseError(
                f"a submission could read the hidden answers, for {grader} lies in {root}; "
                f"install the course from its own folder with 'pip install -r requirements.txt'")
    return roots


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """A bare environment: nothing of the instructor's, homes and caches in the scratch folder."""
    kept: dict[str, str] = {key: given[key] for key in ("PATH", "LANG", "TZ") if key in given}
    return {**kept, "HOME": rooms.WORK, "TMPDIR": rooms.SCRATCH, "LOGNAME": "student",
            "IPYTHONDIR": f"{rooms.SCRATCH}/ipython", "MPLCONFIGDIR": f"{rooms.SCRATCH}/matplotlib",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYTHONDONTWRITEBYTECODE": "1", "HDF5_USE_FILE_LOCKING": "FALSE",
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
