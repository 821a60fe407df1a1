"""A kernel for one submission: a folder of its own, a bare environment, and the wall.

Chosen through jupyter_client's entry point for kernel provisioners, under the name below.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from grading.errors import CourseError
from grading.folders import COURSE, HELPERS
from grading.kernel import wall

NAME = "course-walled"
# What a Python process needs of the system: its libraries, fonts, time zones, and a few devices.
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime",
          "/etc/ssl", "/etc/alternatives", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
          "/sys/devices/system/cpu", "/dev/urandom", "/dev/zero")
DEVICES = ("/dev/null",)


class WalledProvisioner(LocalProvisioner):
    """Starts the kernel in a scratch folder, behind the wall, and leaves nothing of either."""

    scratch: Path | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the scratch folder, the environment and the command line."""
        self.scratch = Path(tempfile.mkdtemp(prefix="course-"))
        work = self.scratch / "work"
        work.mkdir()
        if kwargs.get("cwd"):  # without one there is no submission's folder to copy
            copy_plain_files(Path(kwargs["cwd"]), work)
        manager: Any = self.parent
        manager.transport = "ipc"  # socket files: the wall forbids every TCP port
        manager.ip = str(self.scratch / "socket")
        kwargs = await super().pre_launch(**kwargs)
        kwargs["cwd"] = str(work)
        # What is written past IPython is nobody's output.
        kwargs["stdout"] = kwargs["stderr"] = subprocess.DEVNULL
        kwargs["env"] = environment(self.scratch, kwargs.get("env", {}))
        if wall.abi():
            spec = {"read": [*read_paths(), manager.connection_file],
                    "write": [str(self.scratch), *DEVICES]}
            kwargs["cmd"] = [sys.executable, "-I", "-S", wall.__file__, json.dumps(spec),
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


def read_paths() -> list[str]:
    """What a kernel may read: the system, the Python installation and `helpers`.

    Raises
    ------
    CourseError
        If these hold the grader too (a course installed as a copy, without `pip install -e`).
    """
    roots = [*SYSTEM, sys.prefix, sys.base_prefix, str(HELPERS)]
    grader = Path(__file__).resolve().parents[1]
    for root in roots:
        if grader.is_relative_to(Path(root).resolve()):
            raise CourseError(
                f"a submission could read the hidden answers, for {grader} lies in {root}; "
                f"install the course from its own folder with 'pip install -r requirements.txt'")
    return roots


def environment(scratch: Path, given: dict[str, str]) -> dict[str, str]:
    """A bare environment: nothing of the instructor's, homes and caches in the scratch folder."""
    library = scratch / "library"
    library.mkdir()
    (library / "helpers").symlink_to(HELPERS)
    caches = scratch / "matplotlib"
    shutil.copytree(_matplotlib_cache(), caches)
    kept: dict[str, str] = {
        key: given[key] for key in ("PATH", "LANG", "TZ", "JPY_PARENT_PID") if key in given}
    return {**kept, "HOME": str(scratch / "work"), "TMPDIR": str(scratch),
            "IPYTHONDIR": str(scratch / "ipython"), "MPLCONFIGDIR": str(caches),
            "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1",
            # No file handed in stands in for the kernel's own modules while it starts.
            "PYTHONSAFEPATH": "1",
            # A lock on a file of the course's would keep it from everybody else.
            "HDF5_USE_FILE_LOCKING": "FALSE",
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _matplotlib_cache() -> Path:
    """Matplotlib's list of fonts, which takes a second to make: made once, copied for each."""
    folder = COURSE / ".course" / "matplotlib"
    if not any(folder.glob("fontlist*")):
        import matplotlib.font_manager

        folder.mkdir(parents=True, exist_ok=True)
        matplotlib.font_manager.json_dump(
            matplotlib.font_manager.fontManager,
            folder / f"fontlist-v{matplotlib.font_manager.FontManager.__version__}.json")
    return folder


def copy_plain_files(submission: Path, work: Path) -> None:
    """Copy the files handed in beside the notebook; links and notebooks stay where they are."""
    for folder, _, names in os.walk(submission):
        for name in names:
            path = Path(folder) / name
            if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb":
                continue
            target = work / path.relative_to(submission)
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):  # unreadable for us, so for the submission
                shutil.copyfile(path, target)
