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
_Line = tuple[int, int, int, int]
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, AT_LEAST, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # where they stand in seccomp_data
AF_UNIX, SOCK_STREAM, TYPE_MASK = 1, 1, 0xF
EVERY_BIT, GO_ON = 0xFFFFFFFF, -1

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# Done by harmless library code too (shutil.copy, zmq): answered by "done", and nothing is done.
PRETENDED = {
    # chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat;
    # sched_setaffinity sched_setscheduler sched_setparam sched_setattr setpriority ioprio_set
    "x86_64": (90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261, 280, 203, 144, 142, 314, 141, 251),
    "aarch64": (52, 53, 452, 54, 55, 88, 122, 119, 118, 274, 140, 30),
}
LEAVING_ITS_GROUP = {"x86_64": (109, 112), "aarch64": (154, 157)}  # setpgid setsid
REFUSED = {
    # connect; setxattr removexattr and their l- and f- and -at; ptrace process_vm_readv -writev
    # pidfd_getfd perf_event_open bpf io_uring_setup userfaultfd; add_key request_key keyctl;
    # unshare setns mount umount2 move_mount fsopen; System V memory, semaphores and messages;
    # mq_open mq_unlink; settimeofday clock_settime sethostname reboot init_module finit_module
    # delete_module kexec_load kexec_file_load; inotify_init inotify_init1
    # inotify_add_watch fanotify_init fanotify_mark; acct syslog adjtimex clock_adjtime
    # setdomainname swapon swapoff pivot_root chroot quotactl quotactl_fd; open_tree fsconfig
    # fsmount fspick mount_setattr; memfd_create memfd_secret, whose memory is in nobody's sum;
    # vmsplice, likewise; io_setup, of which the whole system has few; open_by_handle_at;
    # iopl ioperm modify_ldt (x86_64 alone)
    "x86_64": (42, 188, 189, 190, 197, 198, 199, 463, 466, 101, 310, 311, 438, 298, 321, 425, 323,
               248, 249, 250, 272, 308, 165, 166, 429, 430, 29, 30, 31, 64, 65, 66, 68, 69, 70, 71,
               240, 241, 164, 227, 170, 169, 175, 313, 176, 246, 320, 253, 294, 254, 300, 301,
               163, 103, 159, 305, 171, 167, 168, 155, 161, 179, 443, 428, 431, 432, 433, 442,
               319, 447, 278, 206, 304, 172, 173, 154),
    "aarch64": (203, 5, 6, 7, 14, 15, 16, 463, 466, 117, 270, 271, 438, 241, 280, 425, 282,
                217, 218, 219, 97, 268, 40, 39, 429, 430, *range(186, 198), 180, 181, 170, 112,
                161, 142, 105, 273, 106, 104, 294, 26, 27, 262, 263, 89, 116, 171, 266, 162,
                224, 225, 41, 51, 60, 443, 428, 431, 432, 433, 442, 279, 447, 75, 0, 265),
}
# Answered as by a system that does not know them: clone3, for the filter cannot see its flags (the
# C library then uses clone), and whatever is newer than these lists.
UNKNOWN = {"x86_64": (435,), "aarch64": (435,)}
UNKNOWN_FROM = 467  # also x86_64's second table with the same calls, whose numbers are far above
PRLIMIT = {"x86_64": 302, "aarch64": 261}  # allowed for the calling process, which is number 0
SOCKET = {"x86_64": 41, "aarch64": 198}
NAMESPACES = 0x7E020000  # the flags that ask for any
MMAP = {"x86_64": 9, "aarch64": 222}
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20  # both: memory that stays when no process has it any more
SETSOCKOPT, SOL_SOCKET = {"x86_64": 54, "aarch64": 208}, 1
BIGGER_BUFFERS = (7, 32)  # SO_SNDBUF SO_SNDBUFFORCE
IOCTL = {"x86_64": 16, "aarch64": 29}
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
    """Whether this machine's numbers are known; on others Landlock stands alone."""
    return platform.machine() in AUDIT_ARCH


def program(machine: str, one_group: bool = False) -> list[_Line]:
    """The filter as (code, skip if true, skip if false, constant), one instruction each."""
    refuse, pretend, unknown = ERRNO | errno.EPERM, ERRNO | 0, ERRNO | errno.ENOSYS
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, AUDIT_ARCH[machine]), (RETURN, 0, 0, KILL),
             (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, UNKNOWN_FROM), (RETURN, 0, 0, unknown)]
    for calls, answer in ((PRETENDED, pretend), (REFUSED, refuse), (UNKNOWN, unknown)):
        for call in calls[machine]:
            lines += [(EQUAL, 0, 1, call), (RETURN, 0, 0, answer)]
    for call in LEAVING_ITS_GROUP[machine] if one_group else ():
        lines += [(EQUAL, 0, 1, call), (RETURN, 0, 0, pretend)]
    lines += _when(linux.CLONE[machine], (0, NAMESPACES, 0), ALLOW, otherwise=refuse)
    lines += _when(PRLIMIT[machine], (0, EVERY_BIT, 0), ALLOW, otherwise=refuse)
    shared = MAP_SHARED | MAP_ANONYMOUS
    lines += _when(MMAP[machine], (3, shared, shared), refuse, otherwise=ALLOW)
    for option in BIGGER_BUFFERS:
        lines += _when(SETSOCKOPT[machine], (2, EVERY_BIT, option), pretend)
    for asked in REFUSED_REQUESTS:
        lines += _when(IOCTL[machine], (1, EVERY_BIT, asked), refuse)
    # Of sockets only a stream in a file: the kernel's channels. None can be connected (above).
    # zmq aborts on any other refusal than "not supported".
    unsupported = ERRNO | errno.EOPNOTSUPP
    lines += _when(SOCKET[machine], (0, EVERY_BIT, AF_UNIX), GO_ON, otherwise=unsupported)
    lines += _when(SOCKET[machine], (1, TYPE_MASK, SOCK_STREAM), ALLOW, otherwise=unsupported)
    return [*lines, (RETURN, 0, 0, ALLOW)]


def _when(call: int, test: tuple[int, int, int], answer: int, otherwise: int = GO_ON
          ) -> list[_Line]:
    """For this call: one answer when an argument, as far as the mask shows it, equals a value."""
    argument, mask, value = test
    yes = [] if answer == GO_ON else [(RETURN, 0, 0, answer)]
    no = [] if otherwise == GO_ON else [(RETURN, 0, 0, otherwise)]
    body = [(LOAD, 0, 0, ARGUMENTS + 8 * argument), (AND, 0, 0, mask)]
    if yes:
        body += [(EQUAL, 0, len(yes), value), *yes, *no]
    else:
        body += [(EQUAL, len(no), 0, value), *no]
    return [(EQUAL, 0, len(body), call), *body, (LOAD, 0, 0, NUMBER)]


def refuse_syscalls(one_group: bool = False) -> None:
    """Put the filter over this process and all it starts; it must have given up new privileges.

    one_group : nothing that it starts leaves the group of processes, by which it may be killed.

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
