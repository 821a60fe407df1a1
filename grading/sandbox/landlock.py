"""Landlock: restricting which files a process and its children can access, for good.

See landlock(7); the numbers are those of linux/landlock.h.
"""

import ctypes
import errno
import os
import platform

from grading.sandbox import linux

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1

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
    """Return the version of Landlock's interface on this system; 0 if there is none."""
    if platform.system() != "Linux":
        return 0
    version = linux.libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), CREATE_RULESET_VERSION)
    return max(version, 0)


def restrict(read: list[str], write: list[str]) -> None:
    """Restrict this process and its children to reading and writing these paths, for good.

    Raises
    ------
    OSError
        If the system refuses; then nothing may be run.
    """
    version = abi()
    if not version:
        raise OSError(errno.ENOSYS, "Landlock: this system has none (Linux 5.13 or newer has it)")
    every_right = (1 << FS_RIGHTS.get(version, FS_RIGHTS_NEWEST)) - 1
    ruleset = _RulesetAttr(every_right, ALL_NET, ALL_SCOPES)
    size = 8 if version < 4 else 16 if version < 6 else 24
    fd = linux.syscall("Landlock", CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    for paths, rights in ((read, EXECUTE | READ_FILE | READ_DIR),
                          (write, every_right & ~MAKE_DEVICES)):
        for path in paths:
            _allow(fd, path, rights)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.syscall("Landlock", RESTRICT_SELF, fd, 0)
    os.close(fd)


def _allow(ruleset_fd: int, path: str, rights: int) -> None:
    try:
        path_fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # a path that this system does not have needs no permission
    try:
        if not os.path.isdir(path):
            rights &= ON_A_FILE
        rule = _PathBeneathAttr(rights, path_fd)
        linux.syscall("Landlock", ADD_RULE, ruleset_fd, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(path_fd)
