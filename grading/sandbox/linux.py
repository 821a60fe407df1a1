"""System calls of Linux for which Python 3.11 has no function.

See the manual pages of the calls; the numbers without a table are the same on every machine.
"""

import ctypes
import os
import platform
import signal

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 0x4000, 1 << 18
MNT_DETACH = 2
OPEN_TREE, MOVE_MOUNT, MOUNT_SETATTR = 428, 429, 442
OPEN_TREE_CLONE, AT_RECURSIVE, AT_EMPTY_PATH = 1, 0x8000, 0x1000
MOVE_MOUNT_F_EMPTY_PATH = 4
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV = 1, 2, 4
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
CAPABILITY_VERSION_3 = 0x20080522
AT_FDCWD = -100


class _MountAttr(ctypes.Structure):
    _fields_ = (("set", ctypes.c_uint64), ("clear", ctypes.c_uint64),
                ("propagation", ctypes.c_uint64), ("userns_fd", ctypes.c_uint64))


def checked(what: str, result: int) -> int:
    """Return the result of a C function, or raise its error.

    Raises
    ------
    OSError
        If it is negative; the text begins with `what`.
    """
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def libc() -> ctypes.CDLL:
    """Return the C library, which keeps errno for `checked`."""
    return ctypes.CDLL(None, use_errno=True)


def syscall(what: str, number: int, *args: object) -> int:
    """Make a system call by its number; raise OSError if it fails."""
    return checked(what, libc().syscall(number, *args))


def prctl(option: int, value: int) -> None:
    """Set a property of this process, see prctl(2); raise OSError if it is refused."""
    checked("prctl", libc().prctl(option, value, 0, 0, 0))


def unshare(flags: int) -> None:
    """Move this process into new namespaces, given by `flags`; raise OSError if it is refused."""
    checked("namespaces", libc().unshare(flags))


def fork_into(flags: int) -> int:
    """Fork like `os.fork`, but into new namespaces, given by `flags`.

    This takes a fork less than `unshare`, since a process cannot be the first of a process
    namespace that it has made itself. The C library's handlers for forks do not run, so this is
    only for processes without threads.

    Raises
    ------
    OSError
        If it is refused.
    """
    python = ctypes.PyDLL(None, use_errno=True)  # keeps Python's global lock during the fork
    python.PyOS_BeforeFork()
    number = CLONE.get(platform.machine(), -1)  # no call has the number -1
    pid = python.syscall(number, flags | signal.SIGCHLD, None, None, None, None)
    refused = ctypes.get_errno()
    if pid == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    ctypes.set_errno(refused)
    return checked("namespaces", pid)


def mount(kind: str | None, target: str, flags: int, options: str = "") -> None:
    """Mount a new file system of this kind; with None, change how `target` propagates."""
    name = kind.encode() if kind else None
    checked(f"mounting {kind or 'flags'} on {target}",
            libc().mount(name, target.encode(), name, flags, options.encode()))


def read_only_copy(path: str) -> int:
    """Clone the tree at `path` as a read-only mount; return its descriptor."""
    fd = syscall(f"open_tree {path}", OPEN_TREE, AT_FDCWD, path.encode(),
                 OPEN_TREE_CLONE | os.O_CLOEXEC | AT_RECURSIVE)
    _set_attributes(fd, path, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV)
    return fd


def device_copy(path: str) -> int:
    """Clone a device as a mount; return its descriptor."""
    return syscall(f"open_tree {path}", OPEN_TREE, AT_FDCWD, path.encode(),
                   OPEN_TREE_CLONE | os.O_CLOEXEC)


def place(fd: int, target: str) -> None:
    """Attach a cloned mount at `target`, and close its descriptor."""
    syscall(f"move_mount to {target}", MOVE_MOUNT, fd, b"", AT_FDCWD, target.encode(),
            MOVE_MOUNT_F_EMPTY_PATH)
    os.close(fd)


def make_read_only(path: str) -> None:
    """Make the mount at `path` read-only, without the mounts below it."""
    attributes = _MountAttr(ATTR_RDONLY, 0, 0, 0)
    syscall("mount_setattr", MOUNT_SETATTR, AT_FDCWD, path.encode(), 0, ctypes.byref(attributes),
            ctypes.sizeof(attributes))


def _set_attributes(fd: int, path: str, flags: int) -> None:
    attributes = _MountAttr(flags, 0, 0, 0)
    syscall(f"mount_setattr {path}", MOUNT_SETATTR, fd, b"", AT_EMPTY_PATH | AT_RECURSIVE,
            ctypes.byref(attributes), ctypes.sizeof(attributes))


def become_root_folder(path: str) -> None:
    """Make `path` the root folder, and detach the old root."""
    os.chdir(path)
    syscall("pivot_root", PIVOT_ROOT[platform.machine()], b".", b".")
    checked("umount", libc().umount2(b".", MNT_DETACH))
    os.chdir("/")


def drop_capabilities() -> None:
    """Drop all capabilities of this process and those that it starts."""
    for capability in range(64):
        libc().prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # refused for those that do not exist
    header, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    libc().capset(header, none)
