"""Limits on memory, processes, processor time and files of a submission."""

import contextlib

import psutil
import pytest

from answercheck.wording.notices import kernel_end
from tests.grading.kernels import running
from tests.patience import until

HOLD = """
import os, time
def hold(mb):
    '''Take so much memory and keep it.'''
    held = bytearray(mb << 20)
    for at in range(0, len(held), 4096):
        held[at] = 1
    time.sleep(600)
"""
TOO_MUCH = "it took more than {} MB of memory"


def test_a_process_that_asks_for_too_much_memory_gets_an_error_and_goes_on(kernel):
    assert "MemoryError" in kernel.run("import numpy as np; np.ones(2**27)")
    assert kernel.run("print(np.ones(2**25).sum() == 2**25)") == "True\n"  # 256 MB


def test_many_processes_that_take_too_much_together_end_the_kernel(start):
    kernel = start(memory_mb=512)
    kernel.begin(f"{HOLD}\nfor _ in range(4):\n    if os.fork() == 0:\n        hold(200)\n"
                 "time.sleep(600)")
    assert kernel.wait_for_end() == TOO_MUCH.format(512)


# Processes that take memory together, but a few MB more only when init has slept again: how much
# they have when init acts does not depend on how busy the machine is.
TOGETHER = """
import os, time
def n_sleeps():
    with open('/proc/1/status') as status:
        return int(next(line for line in status if line.startswith('voluntary')).split()[1])
def take(mb):
    held = []
    for _ in range(mb // 10):
        held.append(bytearray(b'1') * (10 << 20))
        n_before = n_sleeps()
        while n_sleeps() == n_before: time.sleep(0.005)
    time.sleep(600)
for _ in range(16):
    if os.fork() == 0:
        take(200)
time.sleep(600)
"""


def test_memory_that_many_take_together_does_not_grow_far_beyond_the_limit(start):
    kernel = start(memory_mb=512)
    at_rest = max(map(own_bytes, kernel.processes()))  # and each fork shares that much with it
    kernel.run("held = bytearray(b'1') * (64 << 20)")
    assert max(map(own_bytes, kernel.processes())) > at_rest + 2**25  # the measure sees memory
    kernel.run("del held")
    taken = []

    def has_ended():
        with contextlib.suppress(psutil.NoSuchProcess):  # all of them may just have ended
            taken.append(sum(max(0, own_bytes(one) - at_rest) for one in kernel.processes()))
        return kernel.has_ended()

    kernel.begin(TOGETHER)
    until(has_ended, "its end")
    assert kernel_end(kernel.process.why) == TOO_MUCH.format(512)
    assert max(taken, default=0) < 2000 * 2**20  # of the 3200 it asked for


def own_bytes(process):
    """Return the memory of a process that is not mapped from files; 0 if it has ended."""
    with contextlib.suppress(psutil.Error):
        taken = process.memory_info()
        return taken.rss - taken.shared
    return 0


def test_a_child_between_fork_and_exec_does_not_count_twice(start):
    kernel = start(memory_mb=768)
    said = kernel.run("import numpy as np, subprocess; held = np.ones(60 * 2**20)\n"
                      "for _ in range(200): subprocess.run(['true'])\nprint('well')")
    assert said == "well\n"


def test_memory_in_tables_of_pages_counts(start):
    kernel = start(memory_mb=256)
    kernel.begin("""
import ctypes
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
while True:  # to be read, private and anonymous: no page of it is ever the process's own
    start = libc.mmap(None, 1 << 40, 1, 0x4022, -1, 0)
    for at in range(start, start + (1 << 40), 1 << 21):
        ctypes.string_at(at, 1)
""")
    assert kernel.wait_for_end() == TOO_MUCH.format(256)


MAPPINGS = """
import ctypes, os, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
start = libc.mmap(None, 10_000 * 8192, 3, 0x4022, -1, 0)
for at in range(start, start + 10_000 * 8192, 8192):  # every other page is of another kind
    libc.mprotect(at, 4096, 1)
"""


@pytest.mark.slow
def test_mappings_that_hold_nothing_count(start):
    kernel = start(memory_mb=256, n_mappings=10**9)
    kernel.run(MAPPINGS)
    kernel.begin("for _ in range(70):\n    if os.fork() == 0: time.sleep(600)\ntime.sleep(600)")
    assert kernel.wait_for_end() == TOO_MUCH.format(256)


def test_the_memory_of_processes_with_very_many_mappings_is_watched_as_well(start):
    kernel = start(memory_mb=512, n_mappings=10**9)
    kernel.run(HOLD + MAPPINGS)
    kernel.begin("for _ in range(16):\n    if os.fork() == 0: hold(200)\ntime.sleep(600)")
    assert kernel.wait_for_end() == TOO_MUCH.format(512)


@pytest.mark.parametrize("order", [
    # One has very many and forks; or many fork, and then get theirs.
    "map_many()\nfor _ in range(120):\n    if os.fork() == 0: time.sleep(600)",
    "for _ in range(40):\n    if os.fork() == 0:\n        time.sleep(1)\n        map_many()\n"
    "        time.sleep(600)"], ids=["forked", "made by each"])
def test_very_many_mappings_of_all_processes_together_end_the_kernel(start, order):
    kernel = start(n_mappings=50_000)
    made = "".join(f"    {line}\n" for line in MAPPINGS.strip().split("\n"))
    kernel.begin(f"import os, time\ndef map_many():\n{made}\n{order}\ntime.sleep(600)")
    assert kernel.wait_for_end() == "it took more than 50000 memory mappings"


def test_many_ordinary_processes_have_not_too_many_mappings(kernel):
    said = kernel.run("""
import os, time
children = []
for _ in range(100):
    pid = os.fork()
    if pid == 0:
        time.sleep(2)
        os._exit(0)
    children.append(pid)
print(sum(os.waitpid(pid, 0)[1] for pid in children))
""")
    assert said == "0\n"


def test_after_a_look_that_found_too_little_the_processes_go_on(start):
    kernel = start(memory_mb=256)  # which the parent's memory exceeds if it counts for each child
    said = kernel.run("""
import os
held = bytearray(b"1") * (64 << 20)
children = []
for number in range(6):
    pid = os.fork()
    if pid == 0:
        os._exit(sum(range(2_000_000)) % 7)
    children.append(pid)
print([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children])
""")
    assert said == f"{[sum(range(2_000_000)) % 7] * 6}\n"


def test_locks_on_parts_of_files_are_promised_and_not_kept(kernel):
    said = kernel.run("""
import fcntl
with open("locked", "w") as file:
    for at in range(0, 2000, 2):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, at)
    print(open("/proc/locks").read().count("POSIX"))
""")
    assert said == "0\n"


def test_no_rule_sets_of_landlock_can_be_made(kernel):
    said = kernel.run("""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print([libc.syscall(number, None, ctypes.c_size_t(0), 1) for number in (444, 445, 446)])
""")
    assert said == "[-1, -1, -1]\n"


def test_memory_in_sockets_counts(start):
    kernel = start(memory_mb=256)
    kernel.begin("""
import os, socket, time
def fill():
    held = []
    while True:
        try:
            held.append(socket.socketpair())
        except OSError:
            time.sleep(600)
        for one in held[-1]:
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**23)
            try:
                while True: one.send(bytes(2**16))
            except BlockingIOError: pass
for _ in range(10):
    if os.fork() == 0: fill()
time.sleep(600)
""")
    assert kernel.wait_for_end() == TOO_MUCH.format(256)


def test_a_socket_cannot_be_made_to_hold_more(kernel):
    said = kernel.run("""
import socket
def held():
    a, b = socket.socketpair()
    a.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**23)
    a.setblocking(False)
    n = 0
    try:
        while True: n += a.send(bytes(2**12))
    except BlockingIOError:
        return n
print(held() < 2**19)
""")
    assert said == "True\n"


def test_computing_for_too_long_ends_the_kernel(start):
    kernel = start(cpu_s=1)
    kernel.begin("while True: pass")
    assert kernel.wait_for_end() == "it computed for more than 1 s"


@pytest.mark.parametrize(("bomb", "n_least"), [
    ("def burst():\n    while True:\n        try: os.fork()\n        except OSError: pass", 32),
    ("def burst():\n    while True:\n        try: threading.Thread(target=time.sleep, "
     "args=(600,)).start()\n        except RuntimeError: time.sleep(1)", 32),
    ("def burst():\n    while True:\n        try:\n            if os.fork() == 0: os.setsid()\n"
     "            else: os._exit(0)\n        except OSError: pass", 2),
], ids=["forks", "threads", "daemons that hop"])
def test_a_bomb_of_processes_stays_small_and_goes_off_inside(bomb, n_least, start):
    kernel = start(n_processes=64)
    kernel.begin(f"import os, threading, time\n{bomb}\nif os.fork() == 0: burst()\n"
                 "time.sleep(600)")
    until(lambda: n_threads(kernel) >= n_least, "the bomb to go off")
    assert max(n_threads(kernel) for _ in range(20)) <= 64
    processes = kernel.processes()
    kernel.close()
    assert not running(processes)


def n_threads(kernel):
    """Return the number of threads in the sandbox, without those of init."""
    n_running = 0
    for one in kernel.processes()[1:]:
        with contextlib.suppress(psutil.NoSuchProcess):
            n_running += one.num_threads()
    return n_running


def test_two_kernels_have_each_their_own_number_of_processes(start):
    fork = ("import os, time\nn = 0\ntry:\n    while True:\n        if os.fork() == 0: "
            "time.sleep(600)\n        n += 1\nexcept OSError: print(n > 20)")
    one, other = start(n_processes=64), start(n_processes=64)
    assert (one.run(fork), other.run(fork)) == ("True\n", "True\n")


def test_files_are_limited_each_and_together_in_size_and_number(start):
    kernel = start(file_mb=4, scratch_mb=8)
    too_large = "open({!r}, 'wb').write(bytes({} * 2**20))"
    assert "File too large" in kernel.run(too_large.format("a", 5))
    assert "No space left" in kernel.run(too_large.format("c", 4) + "; " + too_large.format("d", 4))
    assert "No space left" in kernel.run(
        "import os\nfor name in os.listdir('.'): os.remove(name)\n"
        "for n in range(100_000): open(f'f{n}', 'w').close()")


def test_descriptors_are_limited(start):
    assert "Too many open files" in start(n_descriptors=128).run(
        "import os\nheld = [os.pipe() for _ in range(200)]")


def test_no_limit_can_be_raised_again(shared):
    said = shared.run("""
import resource
for name in ("CPU", "DATA", "NPROC", "NOFILE", "FSIZE"):
    number = getattr(resource, "RLIMIT_" + name)
    try:
        resource.setrlimit(number, (resource.RLIM_INFINITY,) * 2)
        print("raised", name)
    except ValueError:
        pass
""")
    assert said == ""
