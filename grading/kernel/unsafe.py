"""Kernels for systems that lack a part of the sandbox, when the instructor said `--unsafe`."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict

from grading.course.folders import ANSWERCHECK, HELPERS
from grading.kernel import rooms
from grading.kernel.limits import MB, Limits
from grading.kernel.nursery import plain_files
from grading.kernel.provisioner import environment, read_paths

NAME = "course-unsafe"
OWN_MEMORY = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")


class UnsafeProvisioner(LocalProvisioner):
    """Starts the kernel in a scratch folder, held back as far as the system can."""

    limits: Any = Dict(Limits().as_data(), help="What a kernel may use: the fields of Limits.")
    scratch: Path | None = None
    why = ""  # nobody watches what the kernel takes
    seconds: Mapping[str, float] = {}  # nor measures how it starts

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the scratch folder, the environment and the command line."""
        self.scratch = Path(tempfile.mkdtemp(prefix="course-"))
        work, library = self.scratch / "work", self.scratch / "library"
        for folder in (work, library):
            folder.mkdir()
        room = self.limits["scratch_mb"] * MB
        for name, content in plain_files(Path(kwargs.get("cwd") or work), room).items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(content)
        manager: Any = self.parent
        if os.name == "posix":
            for package in (HELPERS, ANSWERCHECK):
                (library / package.name).symlink_to(package)
            manager.transport = "ipc"  # socket files, for there is no network
            manager.ip = str(self.scratch / "socket")
        kwargs = await super().pre_launch(**kwargs)
        kwargs["cwd"] = str(work)
        kwargs["stdout"] = kwargs["stderr"] = subprocess.DEVNULL
        kwargs["env"] = {**environment(kwargs["env"]), "PYTHONPATH": str(library),
                         "HOME": str(work), "TMPDIR": str(self.scratch),
                         "IPYTHONDIR": str(self.scratch / "ipython"),
                         "MPLCONFIGDIR": str(self.scratch / "matplotlib")}
        if os.name == "posix":
            spec = {"read": [*rooms.SYSTEM, *read_paths(), *OWN_MEMORY, manager.connection_file],
                    "write": [str(self.scratch), *rooms.DEVICES], "limits": self.limits}
            kwargs["cmd"] = [sys.executable, "-I", "-m", "grading.kernel.hold", json.dumps(spec),
                             *kwargs["cmd"]]
        return kwargs

    async def cleanup(self, restart: bool = False) -> None:
        """Kill what the kernel may have left running, and remove its folder."""
        if self.pgid and self.pgid != os.getpgid(0):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pgid, signal.SIGKILL)
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)
        await super().cleanup(restart)
