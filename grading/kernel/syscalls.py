"""What Landlock leaves open, closed with seccomp: system calls that reach past the wall.

A file's mode, owner and times can be changed by its path alone, another process's limits by its
number, and a datagram or a unix socket is no TCP connection. The filter below answers such calls
in the kernel's place. It needs no root, is inherited by every child and cannot be taken off again.
See seccomp(2); the numbers are those of the kernel's tables for the two machines.
"""

import ctypes
import errno
import platform

from grading.kernel import linux

SECCOMP, SECCOMP_SET_MODE_FILTER = {"x86_64": 317, "aarch64": 277}, 1
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, AT_LEAST, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # where they stand in seccomp_data
AF_UNIX, SOCK_STREAM, TYPE_MASK = 1, 1, 0xF
FIRST_X32 = 0x40000000  # the numbers of a second table that x86_64 has, with the same calls

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# Done by harmless library code too (shutil.copy, zmq): answered by "done", and nothing is done.
PRETENDED = {
    # chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat;
    # sched_setaffinity sched_setscheduler sched_setparam sched_setattr setpriority ioprio_set;
    # setpgid setsid: what a submission starts stays in the group that dies with its kernel
    "x86_64": (90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280, 203, 144, 142, 314, 141, 251,
               109, 112),
    "aarch64": (52, 53, 452, 54, 55, 88, 122, 119, 118, 274, 140, 30, 154, 157),
}
REFUSED = {
    # connect; setxattr removexattr and their l- and f- and -at; ptrace process_vm_readv -writev
    # pidfd_getfd perf_event_open bpf io_uring_setup userfaultfd; add_key request_key keyctl;
    # unshare setns mount umount2 move_mount fsopen; System V memory, semaphores and messages;
    # mq_open mq_unlink; settimeofday clock_settime sethostname reboot init_module finit_module
    # delete_module kexec_load kexec_file_load; file_setattr; inotify_init inotify_init1
    # inotify_add_watch fanotify_init fanotify_mark; acct syslog adjtimex clock_adjtime
    # setdomainname swapon swapoff pivot_root chroot quotactl quotactl_fd; open_tree fsconfig
    # fsmount fspick mount_setattr; memfd_create memfd_secret, whose memory is in nobody's sum;
    # iopl ioperm (x86_64 alone)
    "x86_64": (42, 188, 189, 190, 197, 198, 199, 463, 466, 101, 310, 311, 438, 298, 321, 425, 323,
               248, 249, 250, 272, 308, 165, 166, 429, 430, 29, 30, 31, 64, 65, 66, 68, 69, 70, 71,
               240, 241, 164, 227, 170, 169, 175, 313, 176, 246, 320, 469, 253, 294, 254, 300, 301,
               163, 103, 159, 305, 171, 167, 168, 155, 161, 179, 443, 428, 431, 432, 433, 442,
               319, 447, 172, 173),
    "aarch64": (203, 5, 6, 7, 14, 15, 16, 463, 466, 117, 270, 271, 438, 241, 280, 425, 282,
                217, 218, 219, 97, 268, 40, 39, 429, 430, *range(186, 198), 180, 181, 170, 112,
                161, 142, 105, 273, 106, 104, 294, 469, 26, 27, 262, 263, 89, 116, 171, 266, 162,
                224, 225, 41, 51, 60, 443, 428, 431, 432, 433, 442, 279, 447),
}
PRLIMIT = {"x86_64": 302, "aarch64": 261}  # allowed for the calling process, which is number 0
SOCKET = {"x86_64": 41, "aarch64": 198}
IOCTL = {"x86_64": 16, "aarch64": 29}
# FS_IOC_SETFLAGS FS_IOC_FSSETXATTR FS_IOC_ENABLE_VERITY FIFREEZE FITHAW, which change a file or its
# system through a descriptor that was opened for reading; TIOCSTI, which types into a terminal.
REFUSED_REQUESTS = (0x40086602, 0x401C5820, 0x40806685, 0xC0045877, 0xC0045878, 0x5412)


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("if_true", ctypes.c_uint8),
                ("if_false", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def known_here() -> bool:
    """Whether this machine's numbers are known; on others Landlock stands alone."""
    return platform.machine() in AUDIT_ARCH


def program(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter as (code, skip if true, skip if false, constant), one instruction each."""
    refuse, pretend = ERRNO | errno.EPERM, ERRNO | 0
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, AUDIT_ARCH[machine]), (RETURN, 0, 0, KILL),
             (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, FIRST_X32), (RETURN, 0, 0, refuse)]
    for calls, result in ((PRETENDED[machine], pretend), (REFUSED[machine], refuse)):
        for call in calls:
            lines += [(EQUAL, 0, 1, call), (RETURN, 0, 0, result)]
    lines += [(EQUAL, 0, 4, PRLIMIT[machine]), (LOAD, 0, 0, ARGUMENTS), (EQUAL, 0, 1, 0),
              (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, refuse)]
    lines += [(EQUAL, 0, 2 * len(REFUSED_REQUESTS) + 2, IOCTL[machine]),
              (LOAD, 0, 0, ARGUMENTS + 8)]
    for asked in REFUSED_REQUESTS:
        lines += [(EQUAL, 0, 1, asked), (RETURN, 0, 0, refuse)]
    lines += [(RETURN, 0, 0, ALLOW)]
    # Of sockets only a stream in a file: the kernel's channels. None can be connected (above).
    # zmq aborts on any other refusal than "not supported".
    lines += [(EQUAL, 0, 7, SOCKET[machine]), (LOAD, 0, 0, ARGUMENTS), (EQUAL, 0, 4, AF_UNIX),
              (LOAD, 0, 0, ARGUMENTS + 8), (AND, 0, 0, TYPE_MASK), (EQUAL, 0, 1, SOCK_STREAM),
              (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERRNO | errno.EOPNOTSUPP),
              (RETURN, 0, 0, ALLOW)]
    return lines


def refuse_syscalls() -> None:
    """Put the filter over this process and all it starts; it must have given up new privileges.

    Raises
    ------
    OSError
        If the system refuses; then nothing may be run.
    """
    if not known_here():
        raise OSError(errno.ENOSYS, f"seccomp: the numbers of {platform.machine()} are not known")
    lines = program(platform.machine())
    instructions = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    loaded = _Program(len(lines), instructions)
    linux.syscall("seccomp", SECCOMP[platform.machine()], SECCOMP_SET_MODE_FILTER, 0,
                  ctypes.byref(loaded))
