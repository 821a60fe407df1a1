"""All canaries around one course."""

import contextlib
import os
import pwd
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grading.folders import COURSE, HIDDEN
from tests.adversarial.canaries.canary import Canary
from tests.adversarial.canaries.files import Files, Folder, Marks
from tests.adversarial.canaries.gradebooks import OldGradebook, Scores
from tests.adversarial.canaries.listeners import ClosedPort, Listeners
from tests.adversarial.canaries.processes import Bystander, LeftRunning
from tests.adversarial.sample import NEIGHBOUR

FAR = "/var/tmp"  # a folder that all can write to, and that a submission's own /tmp does not hide
ENVIRONMENT = "COURSE_SECRET"  # a name in the environment of the grader


class Yard:
    """The canaries of a course in `root`, whose gradebook and submissions are there already.

    words : what stands for them in a specimen's code, behind "CANARY."
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
            Files({"reference": HIDDEN / f"{assignment}.h5", "passwords": Path("/etc/passwd")}),
            Marks(mark, [tempfile.gettempdir(), FAR, "/dev/shm", "/", own_home, str(COURSE),
                         str(root)]),
            Listeners(self._far / "sockets"), ClosedPort(), Bystander(), LeftRunning(mark),
            OldGradebook(root / "gradebook-of-last-year.db"), Scores(root / "gradebook.db")]
        self._environment = secrets.token_hex(16)
        self._kept = {name: os.environ.get(name) for name in ("HOME", ENVIRONMENT)}
        os.environ.update({"HOME": str(self._home), ENVIRONMENT: self._environment})
        self.words: Mapping[str, str] = {"own_home": own_home, "environment": ENVIRONMENT} | {
            name: word for one in self._canaries for name, word in one.words.items()}

    @property
    def secrets(self) -> Mapping[str, str]:
        """The texts that nobody may read, by the names of their canaries."""
        return {"environment": self._environment} | {
            name: text for one in self._canaries for name, text in one.secrets.items()}

    def escapes(self, produced: str) -> list[str]:
        """What was read or done since the last look; `produced` is all that a submission left."""
        read = [f"{name}: read" for name, text in self.secrets.items() if text in produced]
        return read + [what for one in self._canaries for what in one.touched()]

    def close(self) -> None:
        """Take all of it away."""
        for one in self._canaries:
            one.close()
        for folder in (self._home, self._far):
            shutil.rmtree(folder, ignore_errors=True)
        for name, value in self._kept.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value

    def __enter__(self) -> "Yard":
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OSError):
            self.close()
