"""A wall around a process: Landlock and a filter of system calls, then exec.

Run as a script, with only the standard library, before the kernel starts:

    python wall.py '{"read": [...], "write": [...]}' COMMAND ...

The command can then read the paths under "read", read and write those under "write", and nothing
else; it cannot open a TCP connection (nor any other, where the system grants it a network of its
own), nor signal a process outside. Landlock needs no root and cannot be taken off again. See
landlock(7); the numbers are those of linux/landlock.h. What Landlock leaves open is closed in
`syscalls.py`.
"""

import contextlib
import ctypes
import json
import os
import platform
import sys

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 38, 24
CAPABILITY_VERSION_3 = 0x20080522
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE = 1 << 14
MAKE_DEVICES = 1 << 6 | 1 << 11  # character and block devices, which root could make
# How many access rights each version of Landlock's interface knows, from version 1 on.
FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
FS_RIGHTS_NEWEST = 16
ALL_NET = 0b11  # bind and connect of TCP, since version 4
ALL_SCOPES = 0b11  # abstract unix sockets and signals, since version 6
ON_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("handled_access_fs", ctypes.c_uint64), ("handled_access_net", ctypes.c_uint64),
                ("scoped", ctypes.c_uint64))


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def abi() -> int:
    """The version of Landlock's interface that this system has; 0 where it has none."""
    if platform.system() != "Linux":
        return 0
    version = ctypes.CDLL(None).syscall(CREATE_RULESET, None, ctypes.c_size_t(0),
                                        CREATE_RULESET_VERSION)
    return max(version, 0)


def restrict(read: list[str], write: list[str]) -> None:
    """Put the wall around this process and all it starts.

    Raises
    ------
    OSError
        If the system refuses; then nothing may be run.
    """
    version = abi()
    every_right = (1 << FS_RIGHTS.get(version, FS_RIGHTS_NEWEST)) - 1
    ruleset = _RulesetAttr(every_right, ALL_NET, ALL_SCOPES)
    size = 8 if version < 4 else 16 if version < 6 else 24
    fd = _syscall(CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    for paths, rights in ((read, EXECUTE | READ_FILE | READ_DIR),
                          (write, every_right & ~MAKE_DEVICES)):
        for path in paths:
            _allow(fd, path, rights)
    if ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError("prctl refused to give up new privileges")
    _syscall(RESTRICT_SELF, fd, 0)
    os.close(fd)


def leave_network() -> None:
    """Enter a network that leads nowhere; stay in the old one where the system refuses.

    Landlock knows TCP alone, and /proc/self/net names the socket files of all other kernels.
    """
    libc = ctypes.CDLL(None)
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"),
                       ("gid_map", f"{gid} {gid} 1")):
        with contextlib.suppress(OSError), open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def drop_capabilities() -> None:
    """Give up what root may do beyond other users, for this process and all it starts."""
    libc = ctypes.CDLL(None)
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # refused for one that is not there
    header, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    libc.capset(header, none)


def _allow(ruleset_fd: int, path: str, rights: int) -> None:
    try:
        path_fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # a path that this system does not have needs no permission
    try:
        if not os.path.isdir(path):
            rights &= ON_A_FILE
        rule = _PathBeneathAttr(rights, path_fd)
        _syscall(ADD_RULE, ruleset_fd, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(path_fd)


def _syscall(number: int, *args: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(number, *args)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return result


if __name__ == "__main__":
    wall = json.loads(sys.argv[1])
    # Started with -I, Python finds no module beside its script.
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    from syscalls import known_here, refuse_syscalls

    leave_network()
    drop_capabilities()
    restrict(wall["read"], [*wall["write"], f"/proc/{os.getpid()}"])
    if known_here():
        refuse_syscalls()
    os.execvp(sys.argv[2], sys.argv[2:])
