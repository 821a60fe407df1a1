"""Setting up a sandbox: its namespaces, its files, and dropping rights.

The order is: init is forked into new namespaces (`all_flags`), calls `enter` and `set_up_files`,
and forks the kernel, which calls `drop_rights`.
"""

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from grading.sandbox import landlock, linux
from grading.sandbox.limits import Limits
from grading.sandbox.seccomp import refuse_syscalls

BASE = "/tmp"  # where the new root is built before it becomes the root
SCRATCH = "/tmp"  # as the kernel sees it
WORK = f"{SCRATCH}/work"
NOBODY = 65534
NICE = 5  # init and the grader go first
# Needed by a Python process: its libraries, fonts, time zones, and a few devices.
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/fonts",
          "/etc/localtime", "/etc/ssl", "/etc/alternatives", "/sys/devices/system/cpu")
# No /dev/zero: a shared mapping of it is memory that no process's count includes.
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
TERMINALS = "/dev/pts"  # for `!command`, which IPython runs in a terminal
ROOT_ROOM = "size=1m,nr_inodes=4k,mode=755"
TERMINALS_ROOM = "newinstance,ptmxmode=666,max=32"


def all_flags() -> int:
    """Return the flags of a sandbox's namespaces: all kinds but control groups and time."""
    return with_user_namespace(linux.CLONE_NEWNS | linux.CLONE_NEWPID | linux.CLONE_NEWNET
                      | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)


def with_user_namespace(flags: int) -> int:
    """Add a user namespace to these flags unless this is root, who needs none."""
    return flags | (linux.CLONE_NEWUSER if os.getuid() else 0)


def enter(uid: int, gid: int) -> None:
    """Set up the user namespace of a sandbox's init, and make its mounts private.

    Parameters
    ----------
    uid, gid : the user and the group that this process had before it was in the namespaces

    Raises
    ------
    OSError
        If the system refuses.
    """
    if uid:
        _map_user(uid, gid)
    linux.mount(None, "/", linux.MS_REC | linux.MS_PRIVATE)


def enter_user_namespace() -> None:
    """Enter a new user namespace that has this user alone, with the same id."""
    uid, gid = os.getuid(), os.getgid()
    linux.unshare(linux.CLONE_NEWUSER)
    _map_user(uid, gid)


def _map_user(uid: int, gid: int) -> None:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"),
                       ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_text(text)


def set_up_files(read: Iterable[str], files: Mapping[str, bytes], limits: Limits) -> None:
    """Set up the mount namespace of a submission's process.

    Its new root holds what may be read, a scratch folder and the submission's files.

    Parameters
    ----------
    read : paths that may be read besides the system's
    files : the submission's, by their path in its working folder
    limits : of them the size of the scratch folder

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
    for path in ("/proc", "/dev", TERMINALS, "/etc", SCRATCH):
        Path(BASE + path).mkdir()
    linux.mount("proc", f"{BASE}/proc", nothing_special | linux.MS_NOEXEC)
    linux.mount("devpts", BASE + TERMINALS, linux.MS_NOSUID | linux.MS_NOEXEC, TERMINALS_ROOM)
    linux.mount("tmpfs", BASE + SCRATCH, nothing_special,
                f"size={limits.scratch_mb}m,nr_inodes=16k,mode=700,{owner}")
    for path, is_folder, fd in copies:
        _make_place(path, is_folder)
        linux.place(fd, BASE + path)
    _write_own_files(files)
    linux.make_read_only(BASE)
    linux.become_root_folder(BASE)


def _outermost(paths: Iterable[str]) -> list[str]:
    """Return the paths that exist and lie in none of the others."""
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
    """Write the submission's files, the user's name, and the folder for semaphores."""
    Path(f"{BASE}/etc/passwd").write_text(f"student:x:{_user()}:{_group()}::{WORK}:/bin/sh\n")
    Path(f"{BASE}/dev/shm").symlink_to(f"{SCRATCH}/shm")
    Path(f"{BASE}/dev/ptmx").symlink_to("pts/ptmx")
    for folder in (f"{SCRATCH}/shm", WORK):
        _own_folder(Path(BASE + folder))
    for name, content in files.items():
        path = Path(BASE + WORK, name)
        with contextlib.suppress(OSError):  # no room left: the notebook gets an error when it reads
            _own_folder(path.parent)
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


def drop_rights(limits: Limits) -> None:
    """Give up every right that a submission's process does not need, for good.

    Raises
    ------
    OSError
        If the system refuses; then nothing may be run.
    """
    Path("/proc/self/oom_score_adj").write_text("1000")  # killed first if memory runs out
    os.nice(NICE)
    if os.getuid() == 0:
        become_nobody()
        # The system counts processes by user and namespace, and never those of root.
        with contextlib.suppress(OSError):
            enter_user_namespace()
    limits.apply()
    linux.drop_capabilities()
    landlock.restrict(["/"], [SCRATCH, TERMINALS, *DEVICES])
    refuse_syscalls()


def become_nobody() -> None:
    """Become the user nobody, if this process is root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        linux.prctl(linux.PR_SET_DUMPABLE, 1)  # or /proc/self would still be root's
