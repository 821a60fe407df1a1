"""Finding out which parts of the sandbox this system has, for `course doctor`.

Each part is tried in a process of its own, which reports the system's error if it is refused:
`python -I -m grading.sandbox.doctor` forks one for each and prints them as JSON.
"""

import json
import os
import platform
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grading.sandbox import landlock, linux, namespaces, seccomp
from grading.sandbox.limits import MB, Limits
from grading.sandbox.memory import memory_at_most, memory_exactly
from grading.sandbox.request import ANSWERCHECK

if TYPE_CHECKING:
    from rich.table import Table

PROBE_S = 120  # for the slowest probe on a busy machine
CONTAINER = ("docker run --rm -it --cap-add SYS_ADMIN --security-opt seccomp=unconfined "
             "--security-opt apparmor=unconfined -v \"$PWD\":/course "
             "-w /course python:3.11 bash")
# A setting that forbids namespaces, the value that does, and what to do about it.
FORBIDDING = (
    ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
     "Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
    ("/proc/sys/kernel/unprivileged_userns_clone", "0",
     "Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1"),
    ("/proc/sys/user/max_user_namespaces", "0",
     "sudo sysctl -w user.max_user_namespaces=10000"),
)
EVERY = ""  # in place of a part's name: all that were tried
CONTAINER_MARKS = ("/.dockerenv", "/run/.containerenv")


@dataclass(frozen=True)
class Part:
    """One part of the sandbox.

    without : what is not protected where it is missing
    probe : does what the part needs in this very process; OSError if it is refused
    hint : how to get it
    """

    name: str
    without: str
    probe: Callable[[], None]
    hint: Callable[[], str]


@dataclass(frozen=True)
class Finding:
    """Whether one part works; if so `problem` is empty."""

    name: str
    without: str
    problem: str = ""
    hint: str = ""

    @property
    def works(self) -> bool:
        """Whether the part works."""
        return not self.problem


def examine() -> list[Finding]:
    """Try every part; on systems other than Linux the only finding is that there is no sandbox."""
    if platform.system() != "Linux":
        return [_elsewhere(platform.system())]
    probes = [_start(), _start("kernel")]
    problems = {name: problem for probe in probes for name, problem in _end(probe).items()}
    return [_finding(part, problems) for part in [*PARTS, KERNEL]]


def missing() -> list[str]:
    """Return the names of the parts that do not work here; if there are any, grading is not safe.

    Whether a kernel starts is not tried here: grading will show it (see `try_kernel`).
    """
    return look_for_missing()()


def look_for_missing() -> Callable[[], list[str]]:
    """Start to find out what is `missing`; return a function that waits for the names."""
    if platform.system() != "Linux":
        return lambda: [_elsewhere(platform.system()).name]
    probe = _start()

    def found() -> list[str]:
        problems = _end(probe)
        return [part.name for part in PARTS if not _finding(part, problems).works]

    return found


def try_kernel() -> None:
    """Start a kernel in the sandbox and end it again.

    Raises
    ------
    CourseError, KernelError
        If the system refuses.
    """
    from grading.kernel.link import linked_kernel

    with linked_kernel(Limits().as_data(), "", [], {}) as kernel:
        kernel.ask({"cell": json.dumps("1")}, lambda *_: None, PROBE_S)


def report(findings: Sequence[Finding]) -> "Table":
    """Return the findings as a table for the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table("", "part of the sandbox", "without it", box=SIMPLE_HEAD)
    for finding in findings:
        sign = Text("✓", "green") if finding.works else Text("✗", "red")
        text = Text(finding.without)
        if not finding.works:
            text.append(f"\nhere: {finding.problem}\n{finding.hint}", "yellow")
        table.add_row(sign, finding.name, text)
    return table


def _start(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "grading.sandbox.doctor", *arguments], text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _end(probe: "subprocess.Popen[str]") -> dict[str, str]:
    """Return the problem of each part that was tried, "" if it works."""
    try:
        output, errors = probe.communicate(timeout=PROBE_S)
    except subprocess.TimeoutExpired:
        probe.kill()
        return {EVERY: f"no answer within {PROBE_S} s"}
    if probe.returncode == 0:
        return json.loads(output)
    lines = [line for line in errors.splitlines() if line.strip()]
    return {EVERY: lines[-1] if lines else f"the probe ended with {probe.returncode}"}


def _finding(part: Part, problems: Mapping[str, str]) -> Finding:
    problem = problems.get(part.name, problems.get(EVERY, ""))
    return Finding(part.name, part.without, problem, part.hint() if problem else "")


def _elsewhere(system: str) -> Finding:
    held = ("its time alone is limited" if system == "Windows" else
            "its time, memory, processes and the size of its files are limited, no more")
    name = {"Darwin": "macOS"}.get(system, system)
    return Finding("Linux", "a submission reads and writes what you can, and has the network; "
                   + held, f"this is {name}", f"grade in a Linux container: {CONTAINER}")


def _own_processes() -> None:
    _in_a_sandbox(linux.CLONE_NEWPID | linux.CLONE_NEWNS,
                lambda: linux.mount("proc", "/proc", linux.MS_NOSUID | linux.MS_NODEV))


def _own_files() -> None:
    _in_a_sandbox(namespaces.all_flags(),
                lambda: namespaces.set_up_files([sys.prefix, sys.base_prefix], {}, Limits()))


def _own_network() -> None:
    linux.unshare(namespaces.with_user_namespace(linux.CLONE_NEWNET | linux.CLONE_NEWIPC))


def _user_namespace() -> None:
    namespaces.become_nobody()
    namespaces.enter_user_namespace()


def _landlock() -> None:
    landlock.restrict(["/usr"], [])
    try:
        os.listdir("/")
    except PermissionError:
        return
    raise OSError("Landlock: it is there and holds nothing back")


def _filter() -> None:
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.refuse_syscalls()


def _limits() -> None:
    import resource

    Limits().apply()
    for name in ("RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
        if resource.getrlimit(getattr(resource, name))[0] == resource.RLIM_INFINITY:
            raise OSError(f"{name} could not be set")


def _files_of_python() -> None:
    """Look at the folders that a kernel needs and what lies in them, by their modes.

    Raises
    ------
    PermissionError
        If this is root, whose kernels run as nobody, and nobody may not read one of them.
    """
    needed = [Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("purelib")), ANSWERCHECK]
    for path in (one for folder in needed for one in (folder, *folder.iterdir())):
        wanted = 0o5 if path.is_dir() else 0o4
        if os.getuid() == 0 and path.exists() and path.stat().st_mode & wanted != wanted:
            raise PermissionError(f"the user nobody may not read {path}")


def _sum_of_memory() -> None:
    held = b"x" * (64 * MB)
    for look in (memory_at_most, memory_exactly):
        if look([os.getpid()]) < len(held):
            raise OSError("/proc/PID/status and smaps_rollup do not show a process's memory")


def _in_a_sandbox(flags: int, action: Callable[[], None]) -> None:
    """Call a function in the first process of new namespaces.

    Raises
    ------
    OSError
        If it fails, in that process's words.
    """
    uid, gid = os.getuid(), os.getgid()

    def first() -> None:
        namespaces.enter(uid, gid)
        action()

    problem = _forked(first, namespaces.with_user_namespace(flags))
    if problem:
        raise OSError(problem)


def _forked(action: Callable[[], None], namespaces: int = 0) -> str:
    """Call a function in a fork; return its error, "" if there was none."""
    reading, writing = os.pipe()
    child = linux.fork_into(namespaces) if namespaces else os.fork()
    if child == 0:
        try:
            action()
        except BaseException as error:
            os.write(writing, (str(error) or repr(error)).encode())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with open(reading, errors="replace") as pipe:
        problem = pipe.read()
    status = os.waitpid(child, 0)[1]
    return problem or (f"the probe ended with {status}" if status else "")


def _permit_namespaces() -> str:
    for path, value, hint in FORBIDDING:
        if Path(path).exists() and Path(path).read_text().strip() == value:
            return hint
    if any(Path(mark).exists() for mark in CONTAINER_MARKS):
        return f"in a container more rights are needed: {CONTAINER}"
    return "the system must permit user namespaces; as root it needs CAP_SYS_ADMIN"


def _newer_linux() -> str:
    return ("Linux 5.13 or newer, with landlock among the names in /sys/kernel/security/lsm; a "
            "container's seccomp profile may hide it: --security-opt seccomp=unconfined")


def _see_above() -> str:
    return "what is marked above comes first; else this is a fault of the course, please report it"


PARTS = (
    Part("processes of its own", "what a submission starts may outlive it, and sees the processes "
         "of others", _own_processes, _permit_namespaces),
    Part("a file system of its own", "the names of other files are seen, and no size holds for the "
         "scratch folder", _own_files, _permit_namespaces),
    Part("a network of its own", "only the filter of system calls stands between a submission and "
         "the network", _own_network, _permit_namespaces),
    Part("users of its own", "the limit on processes counts those of all kernels", _user_namespace,
         _permit_namespaces),
    Part("Landlock", "files that you can read, a submission can read: the gradebook, other "
         "submissions, the answers", _landlock, _newer_linux),
    Part("a filter of system calls", "the modes of files can be changed, sockets and seldom used "
         "parts of the system reached", _filter,
         lambda: "an x86_64 or aarch64 machine with CONFIG_SECCOMP_FILTER"),
    Part("limits", "a submission takes all time, memory or disk", _limits,
         lambda: "they belong to every Linux; look at the limits of this process"),
    Part("files of Python that it may read", "no submission can be run", _files_of_python,
         lambda: "they were installed under a strict umask: chmod -R go+rX, on the environment's "
         "folder and the course's"),
    Part("the sum of memory", "only one process's memory is limited, not that of all",
         _sum_of_memory, lambda: "Linux 5.10 or newer, with /proc"),
)
KERNEL = Part("a kernel in all of these", "no submission can be run", try_kernel, _see_above)

if __name__ == "__main__":
    tried = [KERNEL] if sys.argv[1:] == ["kernel"] else PARTS
    print(json.dumps({part.name: _forked(part.probe) for part in tried}))
