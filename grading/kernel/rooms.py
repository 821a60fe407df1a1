"""What a kernel sees: a file system, a network and processes of its own.

The steps are taken in this order: a process is forked into new `namespaces`, of which it is the
first; there it has to `settle`, then to `furnish` the world; `shut` is for the kernel itself.
"""

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from grading.kernel import landlock, linux
from grading.kernel.limits import Limits
from grading.kernel.syscalls import refuse_syscalls

BASE = "/tmp"  # where the new root is built before it becomes the root
SCRATCH = "/tmp"  # as the kernel sees it
WORK = f"{SCRATCH}/work"
SOCKETS = "/sockets"
NOBODY = 65534
NICE = 5  # the guardian and the grader go first
# What a Python process needs of the system: its libraries, fonts, time zones, and a few devices.
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/fonts",
          "/etc/localtime", "/etc/ssl", "/etc/alternatives", "/sys/devices/system/cpu")
# No /dev/zero: a shared mapping of it is memory that is in no process's sum.
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
TERMINALS = "/dev/pts"  # for `!command`, which IPython runs in a terminal
ROOT_ROOM = "size=1m,nr_inodes=4k,mode=755"
TERMINALS_ROOM = "newinstance,ptmxmode=666,max=32"
# A handful of names, so that nobody can fill the grader's memory with sockets.
SOCKETS_ROOM = "size=64k,nr_inodes=32,mode=700"


def namespaces() -> int:
    """The namespaces of a world: files, network, processes, messages; users if this is not root."""
    return with_users(linux.CLONE_NEWNS | linux.CLONE_NEWPID | linux.CLONE_NEWNET
                      | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)


def with_users(flags: int) -> int:
    """These namespaces, and one for users if this is not root, who alone may make the others."""
    return flags | (linux.CLONE_NEWUSER if os.getuid() else 0)


def settle(uid: int, gid: int) -> None:
    """Be at home in the new namespaces, as the user that this was before.

    Raises
    ------
    OSError
        If the system refuses.
    """
    if uid:
        _nobody_else(uid, gid)
    linux.mount(None, "/", linux.MS_REC | linux.MS_PRIVATE)


def own_users() -> None:
    """Enter a user namespace in which this user is itself and there is nobody else."""
    uid, gid = os.getuid(), os.getgid()
    linux.unshare(linux.CLONE_NEWUSER)
    _nobody_else(uid, gid)


def _nobody_else(uid: int, gid: int) -> None:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"),
                       ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_text(text)


def furnish(read: Iterable[str], files: Mapping[str, bytes], limits: Limits) -> None:
    """Make a new root that holds what may be read, a scratch folder and the submission's files.

    Raises
    ------
    OSError
        If the system refuses.
    """
    copies = [(path, os.path.isdir(path), linux.read_only_copy(path))
              for path in _outermost([*SYSTEM, *read])]
    copies += [(path, False, linux.device_copy(path)) for path in DEVICES]
    owner = f"uid={_user()},gid={_group()}"
    nothing_special = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("tmpfs", BASE, nothing_special, ROOT_ROOM)
    for path in ("/proc", "/dev", TERMINALS, "/etc", SOCKETS, SCRATCH):
        Path(BASE + path).mkdir()
    linux.mount("proc", f"{BASE}/proc", nothing_special | linux.MS_NOEXEC)
    linux.mount("devpts", BASE + TERMINALS, linux.MS_NOSUID | linux.MS_NOEXEC, TERMINALS_ROOM)
    linux.mount("tmpfs", BASE + SOCKETS, nothing_special, f"{SOCKETS_ROOM},{owner}")
    linux.mount("tmpfs", BASE + SCRATCH, nothing_special,
                f"size={limits.scratch_mb}m,nr_inodes=16k,mode=700,{owner}")
    for path, is_folder, fd in copies:
        _make_place(path, is_folder)
        linux.place(fd, BASE + path)
    _write_own_files(files)
    linux.make_read_only(BASE)
    linux.become_root_folder(BASE)


def _outermost(paths: Iterable[str]) -> list[str]:
    """The paths that exist and lie in none of the others, so that each is placed once."""
    kept: list[str] = []
    for path in sorted({os.path.abspath(path) for path in paths if os.path.exists(path)}):
        if not any(path.startswith(f"{other}/") for other in kept):
            kept.append(path)
    return kept


def _make_place(path: str, is_folder: bool) -> None:
    place = Path(BASE + path)
    place.parent.mkdir(parents=True, exist_ok=True)
    if is_folder:
        place.mkdir(exist_ok=True)
    else:
        place.touch()


def _write_own_files(files: Mapping[str, bytes]) -> None:
    """The submission's files, a name for the user, and the folder that semaphores live in."""
    Path(f"{BASE}/etc/passwd").write_text(f"student:x:{_user()}:{_group()}::{WORK}:/bin/sh\n")
    Path(f"{BASE}/dev/shm").symlink_to(f"{SCRATCH}/shm")
    Path(f"{BASE}/dev/ptmx").symlink_to("pts/ptmx")
    for folder in (f"{SCRATCH}/shm", WORK):
        _own_folder(Path(BASE + folder))
    for name, content in files.items():
        path = Path(BASE + WORK, name)
        _own_folder(path.parent)
        with contextlib.suppress(OSError):  # no room left: the notebook is told when it reads
            path.write_bytes(content)
            os.chown(path, _user(), _group())


def _own_folder(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    while path != Path(BASE + SCRATCH):
        os.chown(path, _user(), _group())
        path = path.parent


def _user() -> int:
    return os.getuid() or NOBODY


def _group() -> int:
    return os.getgid() if os.getuid() else NOBODY


def shut(limits: Limits) -> None:
    """Give up every right that the kernel does not need; there is no way back.

    Raises
    ------
    OSError
        If the system refuses; then nothing may be run.
    """
    Path("/proc/self/oom_score_adj").write_text("1000")  # if memory ends, this process goes first
    os.nice(NICE)
    if os.getuid() == 0:
        become_nobody()
        # The system counts processes by user and namespace, and never those of root.
        with contextlib.suppress(OSError):
            own_users()
    limits.apply()
    linux.drop_capabilities()
    landlock.restrict(["/"], [SCRATCH, TERMINALS, *DEVICES], [SOCKETS])
    refuse_syscalls()


def become_nobody() -> None:
    """Stop being root, if this process is."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        linux.prctl(linux.PR_SET_DUMPABLE, 1)  # or /proc/self would still be root's
