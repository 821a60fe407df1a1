"""All the canaries around one course."""

import contextlib
import os
import pwd
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.adversarial.canaries.canary import Canary
from tests.adversarial.canaries.files import Folder, KnownFiles, MarkedFiles
from tests.adversarial.canaries.gradebooks import CourseGradebook, OldGradebook
from tests.adversarial.canaries.listeners import ClosedPort, Listeners
from tests.adversarial.canaries.processes import Bystander, LeftoverProcesses
from tests.adversarial.sample import NEIGHBOUR
from tests.this_course import COURSE, HIDDEN

FAR = "/var/tmp"  # writable by all, and not hidden by the sandbox's own /tmp
ENVIRONMENT = "COURSE_SECRET"  # a variable in the grader's environment


class CourseCanaries:
    """The canaries of the course in `root`, whose gradebook and submissions exist already.

    placeholders : where they are, by the names that a sample's code uses after "CANARY."
    """

    def __init__(self, root: Path, assignment: str) -> None:
        mark = f"mark{secrets.token_hex(5)}"  # a process's name has 15 letters
        self._home, self._far = root.parent / "home", Path(tempfile.mkdtemp(dir=FAR))
        own_home = pwd.getpwuid(os.getuid()).pw_dir
        self._canaries: list[Canary] = [
            Folder("home", self._home / "papers"),
            Folder("course", root / "private"),
            Folder("beside", root.parent / "beside"),
            Folder("far", self._far / "papers"),
            Folder("other", root / "submitted" / NEIGHBOUR / assignment),
            KnownFiles({"reference": HIDDEN / f"{assignment}.h5",
                        "passwords": Path("/etc/passwd")}),
            MarkedFiles(mark, [tempfile.gettempdir(), FAR, "/dev/shm", "/", own_home, str(COURSE),
                               str(root)]),
            Listeners(self._far / "sockets"), ClosedPort(), Bystander(), LeftoverProcesses(mark),
            OldGradebook(root / "gradebook-of-last-year.db"),
            CourseGradebook(root / "gradebook.db")]
        self._environment = secrets.token_hex(16)
        self._environment_before = {name: os.environ.get(name) for name in ("HOME", ENVIRONMENT)}
        os.environ.update({"HOME": str(self._home), ENVIRONMENT: self._environment})
        self.placeholders: Mapping[str, str] = {
            "own_home": own_home, "environment": ENVIRONMENT,
            **{name: value for one in self._canaries for name, value in one.placeholders.items()}}

    @property
    def secrets(self) -> Mapping[str, str]:
        """The texts that no submission may read, by the names of their canaries."""
        return {"environment": self._environment} | {
            name: text for one in self._canaries for name, text in one.secrets.items()}

    def escapes(self, produced: str) -> list[str]:
        """List what was read or changed since the last call.

        `produced` is everything that the submission left; a secret in it has been read.
        """
        read = [f"{name}: read" for name, text in self.secrets.items() if text in produced]
        return read + [what for one in self._canaries for what in one.touched()]

    def close(self) -> None:
        """Remove the canaries and restore the environment."""
        for one in self._canaries:
            one.close()
        for folder in (self._home, self._far):
            shutil.rmtree(folder, ignore_errors=True)
        for name, value in self._environment_before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value

    def __enter__(self) -> "CourseCanaries":
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OSError):
            self.close()
