"""Rights that a kernel lacks in the sandbox; without it each action is possible."""

import platform

import pytest

from tests.grading.attempts import attempt, outside

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64",
                                reason="the numbers are those of x86_64")
NEW_USERS = 0x10000000
ANONYMOUS_SHARED = "__import__('mmap').mmap(-1, 4096)"
# Possible for everybody without the sandbox.
REFUSED = {
    "a namespace by unshare": f"in_a_child(lambda: call(272, {NEW_USERS}))",
    "a namespace by clone": "in_a_child(lambda: os._exit(ctypes.CDLL(None).syscall("
                            f"56, {NEW_USERS} | 17, 0, 0, 0, 0) < 0))",
    "memory without a process": "call(319, b'x', 0)",
    "shared anonymous memory": ANONYMOUS_SHARED,
    "System V memory": "in_a_child(lambda: call(29, 0, 4096, 0o1600))",
    "a semaphore": "in_a_child(lambda: call(64, 0, 1, 0o600))",
    "watching files": "call(253)",
    "being traced": "in_a_child(lambda: call(101, 0, 0, 0, 0))",
    "limits of another": "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)",
    "pages for a pipe": "r, w = os.pipe(); call(278, w, None, 0, 0)",
    "asynchronous input": "call(206, 1, ctypes.byref(ctypes.c_ulong(0)))",
}


@pytest.mark.parametrize("action", REFUSED.values(), ids=REFUSED)
def test_rights_that_no_notebook_needs_are_refused(action, shared):
    assert shared.run(attempt(action)).startswith("refused")


@pytest.mark.parametrize("action", REFUSED.values(), ids=REFUSED)
def test_without_the_sandbox_they_are_granted(action):
    assert outside(action) == "done\n"


# Possible for root alone without the sandbox, or not with every Linux.
REFUSED_EVEN_TO_ROOT = {
    "mount": "call(165, b'x', b'/tmp', b'tmpfs', 0, 0)", "new mount": "call(430, b'tmpfs', 0)",
    "another root": "os.chroot('/tmp')", "another user": "os.setuid(0)",
    "open by handle": "call(304, 3, 0, 0)", "keys": "call(250, 0, 0)", "bpf": "call(321, 0, 0, 0)",
    "io_uring": "call(425, 8, ctypes.create_string_buffer(120))",
    "a queue of messages": "call(240, b'x', 66, 384, 0)", "the clock": "call(227, 0, 0)",
    "a device": "os.mknod('/tmp/d', 0o20600, os.makedev(1, 1))",
    "clone3": "call(435, 0, 0)", "what is newer than the filter": "call(470, 0)",
    "the second table": "call(0x40000000 + 39)",
    "typing into a terminal":
        "__import__('fcntl').ioctl(os.openpty()[1], 0x5412, b'x')",
    "a terminal's driver": "__import__('fcntl').ioctl(os.openpty()[1], 0x5423, bytes(4))",
}


@pytest.mark.parametrize("action", REFUSED_EVEN_TO_ROOT.values(), ids=REFUSED_EVEN_TO_ROOT)
def test_the_rights_of_root_are_refused(action, shared):
    assert shared.run(attempt(action)).startswith("refused")


def test_it_has_no_capability_and_gains_none(shared):
    status = shared.run("print(open('/proc/self/status').read())")
    for line in ("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1",
                 "Seccomp:\t2"):
        assert line in status


def test_no_file_can_be_given_the_rights_of_its_owner(shared):
    said = shared.run("import os; open('s', 'w'); os.chmod('s', 0o4777); "
                      "print(os.stat('s').st_mode & 0o4000)")
    assert said == "0\n"
