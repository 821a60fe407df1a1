"""The seccomp filter: refusing system calls that reach past what Landlock restricts.

A file's mode, owner and times can be changed by its path alone, another process's limits by its
number, and a datagram or a unix socket is no TCP connection. The filter below answers such calls
in the kernel's place. It needs no root, is inherited by every child and cannot be taken off again.
See seccomp(2).
"""

import ctypes
import errno
import platform

from grading.sandbox import linux

SECCOMP_SET_MODE_FILTER = 1
_Line = tuple[int, int, int, int]
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, AT_LEAST, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # where they stand in seccomp_data
EVERY_BIT = 0xFFFFFFFF

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_Table = tuple[tuple[str, int | None, int | None], ...]
# Each line: the call, its number on x86_64, and its number on aarch64; None where there is none.

# Done by harmless library code too (shutil.copy): answered by "done", and nothing is done.
PRETENDED: _Table = (
    ("chmod", 90, None),
    ("fchmod", 91, 52),
    ("fchmodat", 268, 53),
    ("fchmodat2", 452, 452),
    ("chown", 92, None),
    ("fchown", 93, 55),
    ("lchown", 94, None),
    ("fchownat", 260, 54),
    ("utime", 132, None),
    ("utimes", 235, None),
    ("futimesat", 261, None),
    ("utimensat", 280, 88),
    ("sched_setaffinity", 203, 122),
    ("sched_setscheduler", 144, 119),
    ("sched_setparam", 142, 118),
    ("sched_setattr", 314, 274),
    ("setpriority", 141, 140),
    ("ioprio_set", 251, 30),
)
# Answered by "not permitted".
REFUSED: _Table = (
    # sockets and extended attributes
    ("connect", 42, 203),
    ("setxattr", 188, 5),
    ("lsetxattr", 189, 6),
    ("fsetxattr", 190, 7),
    ("removexattr", 197, 14),
    ("lremovexattr", 198, 15),
    ("fremovexattr", 199, 16),
    ("setxattrat", 463, 463),
    ("removexattrat", 466, 466),
    # other processes, and the system's own programs
    ("ptrace", 101, 117),
    ("process_vm_readv", 310, 270),
    ("process_vm_writev", 311, 271),
    ("pidfd_getfd", 438, 438),
    ("perf_event_open", 298, 241),
    ("bpf", 321, 280),
    ("io_uring_setup", 425, 425),
    ("userfaultfd", 323, 282),
    # keys
    ("add_key", 248, 217),
    ("request_key", 249, 218),
    ("keyctl", 250, 219),
    # namespaces and mounts
    ("unshare", 272, 97),
    ("setns", 308, 268),
    ("mount", 165, 40),
    ("umount2", 166, 39),
    ("move_mount", 429, 429),
    ("fsopen", 430, 430),
    ("fsconfig", 431, 431),
    ("fsmount", 432, 432),
    ("fspick", 433, 433),
    ("open_tree", 428, 428),
    ("mount_setattr", 442, 442),
    ("pivot_root", 155, 41),
    ("chroot", 161, 51),
    # System V memory, semaphores and messages, which belong to no process, and queues
    ("shmget", 29, 194),
    ("shmat", 30, 196),
    ("shmctl", 31, 195),
    ("shmdt", 67, 197),
    ("semget", 64, 190),
    ("semop", 65, 193),
    ("semctl", 66, 191),
    ("semtimedop", 220, 192),
    ("msgget", 68, 186),
    ("msgsnd", 69, 189),
    ("msgrcv", 70, 188),
    ("msgctl", 71, 187),
    ("mq_open", 240, 180),
    ("mq_unlink", 241, 181),
    # clocks, names and the system as a whole
    ("settimeofday", 164, 170),
    ("clock_settime", 227, 112),
    ("adjtimex", 159, 171),
    ("clock_adjtime", 305, 266),
    ("sethostname", 170, 161),
    ("setdomainname", 171, 162),
    ("reboot", 169, 142),
    ("init_module", 175, 105),
    ("finit_module", 313, 273),
    ("delete_module", 176, 106),
    ("kexec_load", 246, 104),
    ("kexec_file_load", 320, 294),
    # watching files
    ("inotify_init", 253, None),
    ("inotify_init1", 294, 26),
    ("inotify_add_watch", 254, 27),
    ("fanotify_init", 300, 262),
    ("fanotify_mark", 301, 263),
    # accounting, swap and quotas
    ("acct", 163, 89),
    ("syslog", 103, 116),
    ("swapon", 167, 224),
    ("swapoff", 168, 225),
    ("quotactl", 179, 60),
    ("quotactl_fd", 443, 443),
    # memory that no process's count includes; io_setup: the whole system has few
    ("landlock_create_ruleset", 444, 444),
    ("landlock_add_rule", 445, 445),
    ("landlock_restrict_self", 446, 446),
    ("memfd_create", 319, 279),
    ("memfd_secret", 447, 447),
    ("vmsplice", 278, 75),
    ("io_setup", 206, 0),
    # files past their paths, and ports and segments of x86_64
    ("open_by_handle_at", 304, 265),
    ("iopl", 172, None),
    ("ioperm", 173, None),
    ("modify_ldt", 154, None),
)
# Answered by "not supported": no socket leads to anybody. Pairs of them are made by another call.
SOCKETS: _Table = (
    ("socket", 41, 198),
)
# Answered as by a system that does not know them: the filter cannot see this call's flags, and the
# C library then uses clone. So is whatever is newer than these lists, from UNKNOWN_FROM on, and
# x86_64's second table with the same calls, whose numbers are far above.
UNKNOWN: _Table = (
    ("clone3", 435, 435),
)
UNKNOWN_FROM = 467
# Leaving its group of processes; see `refuse_syscalls`.
LEAVING: _Table = (
    ("setpgid", 109, 154),
    ("setsid", 112, 157),
)
# Answered after a look at an argument.
LOOKED_AT: _Table = (
    ("clone", 56, 220),
    ("prlimit64", 302, 261),
    ("mmap", 9, 222),
    ("setsockopt", 54, 208),
    ("ioctl", 16, 29),
    ("fcntl", 72, 25),
)
SECCOMP = {"x86_64": 317, "aarch64": 277}
NAMESPACES = 0x7E020000  # the flags of clone that ask for any
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20  # both: memory that stays when no process has it any more
# F_SETLK F_SETLKW F_OFD_SETLK F_OFD_SETLKW: a file may have any number of locks, one on each byte.
LOCKS = (6, 7, 37, 38)
BIGGER_BUFFERS = (7, 32)  # SO_SNDBUF SO_SNDBUFFORCE
# FS_IOC_SETFLAGS FS_IOC_FSSETXATTR FS_IOC_ENABLE_VERITY FIFREEZE FITHAW, which change a file or its
# system through a descriptor that was opened for reading; TIOCSTI TIOCLINUX, which type into a
# terminal; TIOCSETD, which loads drivers.
REFUSED_REQUESTS = (0x40086602, 0x401C5820, 0x40806685, 0xC0045877, 0xC0045878, 0x5412, 0x541C,
                    0x5423)


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("if_true", ctypes.c_uint8),
                ("if_false", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def known_here() -> bool:
    """Whether this machine's system call numbers are known; without them there is no filter."""
    return platform.machine() in AUDIT_ARCH


def numbers(table: _Table, machine: str) -> dict[str, int]:
    """Return the calls of a table that exist on this machine, with their numbers."""
    column = list(AUDIT_ARCH).index(machine)
    return {name: number for name, *both in table if (number := both[column]) is not None}


def program(machine: str, one_group: bool = False) -> list[_Line]:
    """Return the filter's instructions as (code, skip if true, skip if false, constant)."""
    refuse, pretend, unknown = ERRNO | errno.EPERM, ERRNO | 0, ERRNO | errno.ENOSYS
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, AUDIT_ARCH[machine]), (RETURN, 0, 0, KILL),
             (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, UNKNOWN_FROM), (RETURN, 0, 0, unknown)]
    answers = [(PRETENDED, pretend), (REFUSED, refuse), (SOCKETS, ERRNO | errno.EOPNOTSUPP),
               (UNKNOWN, unknown), (LEAVING if one_group else (), pretend)]
    for table, answer in answers:
        for call in numbers(table, machine).values():
            lines += [(EQUAL, 0, 1, call), (RETURN, 0, 0, answer)]
    looked_at = numbers(LOOKED_AT, machine)
    lines += _when(looked_at["clone"], (0, NAMESPACES, 0), ALLOW, otherwise=refuse)
    # Of the calling process alone, which is number 0.
    lines += _when(looked_at["prlimit64"], (0, EVERY_BIT, 0), ALLOW, otherwise=refuse)
    shared = MAP_SHARED | MAP_ANONYMOUS
    lines += _when(looked_at["mmap"], (3, shared, shared), refuse, otherwise=ALLOW)
    for option in BIGGER_BUFFERS:
        lines += _when(looked_at["setsockopt"], (2, EVERY_BIT, option), pretend)
    for command in LOCKS:
        lines += _when(looked_at["fcntl"], (1, EVERY_BIT, command), pretend)
    for asked in REFUSED_REQUESTS:
        lines += _when(looked_at["ioctl"], (1, EVERY_BIT, asked), refuse)
    return [*lines, (RETURN, 0, 0, ALLOW)]


def _when(call: int, test: tuple[int, int, int], answer: int, otherwise: int | None = None
          ) -> list[_Line]:
    """Return instructions that answer a call if an argument, under a mask, equals a value.

    If it does not, they give the other answer, or without one the filter goes on.
    """
    argument, mask, value = test
    no = [] if otherwise is None else [(RETURN, 0, 0, otherwise)]
    body = [(LOAD, 0, 0, ARGUMENTS + 8 * argument), (AND, 0, 0, mask),
            (EQUAL, 0, 1, value), (RETURN, 0, 0, answer), *no]
    return [(EQUAL, 0, len(body), call), *body, (LOAD, 0, 0, NUMBER)]


def refuse_syscalls(one_group: bool = False) -> None:
    """Filter the system calls of this process and those that it starts, for good.

    PR_SET_NO_NEW_PRIVS has to be set before.

    Parameters
    ----------
    one_group : nothing that it starts leaves the group of processes, by which it may be killed

    Raises
    ------
    OSError
        If the system refuses; then nothing may be run.
    """
    if not known_here():
        raise OSError(errno.ENOSYS, f"seccomp: the numbers of {platform.machine()} are not known")
    lines = program(platform.machine(), one_group)
    instructions = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    loaded = _Program(len(lines), instructions)
    linux.syscall("seccomp", SECCOMP[platform.machine()], SECCOMP_SET_MODE_FILTER, 0,
                  ctypes.byref(loaded))
