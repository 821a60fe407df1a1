"""A Dask cluster of real processes, started by Dask's own commands."""

import contextlib
import json
import os
import shutil
import subprocess

from tests.course.faults.processes import PROGRAMS, below, kill
from tests.patience import until
from tests.this_course import COURSE

OURS = {"DASK_CONFIG": str(COURSE / "grading" / "dispatch" / "dask.yaml")}  # docs/many-machines.md


class Cluster:
    """A scheduler and its workers, with their files in `folder`.

    hidden : a folder that the workers shall not see
    security : further options of both commands
    settings : environment variables of the scheduler
    """

    def __init__(self, folder, hidden=None, security=(), **settings):
        self._folder, self._hidden, self._security = folder, hidden, security
        self._logs = {}
        self.workers = []
        file = folder / "scheduler.json"
        self.scheduler = self._start(["scheduler", "--host", "127.0.0.1", "--port", "0",
                                      "--scheduler-file", file, *security], **settings)
        self.address = until(lambda: _read(file), "a scheduler", every_s=0.05)["address"]

    def add_worker(self, *options, security=None):
        """Start a worker with a folder of its own."""
        place = self._folder / f"worker{len(self.workers)}"
        place.mkdir()
        worker = self._start(["worker", self.address, "--local-directory", place, *options,
                              *(self._security if security is None else security)], cwd=place)
        self.workers.append(worker)
        return worker

    def log(self, process):
        """Return the log of one of its processes so far."""
        return self._logs[process].read_text()

    def until_ready(self):
        """Wait until all workers are known to the scheduler."""
        until(lambda: all("Registered to" in self.log(one) for one in self.workers),
              "workers that are registered", every_s=0.1)
        return self

    def close(self):
        """End all of it."""
        for process in (*self.workers, self.scheduler):
            for one in (process, *below(process.pid)):
                kill(one)
            process.wait()

    def _start(self, command, cwd="/", **settings):
        command = [PROGRAMS / "dask", *command, "--no-dashboard"]
        if self._hidden and "worker" in command:
            command = ["unshare", "--mount", "sh", "-c",
                       f"mount -t tmpfs none {self._hidden} && exec \"$@\"", "sh", *command]
        path = self._folder / f"{len(self._logs)}.log"
        with path.open("w") as log:
            process = subprocess.Popen(list(map(str, command)), cwd=cwd, stdout=log, stderr=log,
                                       env={**os.environ, **OURS, **settings})
        self._logs[process] = path
        return process


def can_hide():
    """Whether a process of ours may see other file systems than we do."""
    return bool(shutil.which("unshare")) and os.getuid() == 0


def _read(file):
    with contextlib.suppress(FileNotFoundError, ValueError):  # not written to its end yet
        return json.loads(file.read_text())
    return None
