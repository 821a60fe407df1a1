"""Harm: exhausting memory, disk, processes, descriptors or output."""

from functools import partial

from tests.adversarial.harm.making import harm, harm_inside

MEMORY = """\
taken = []
while True:
    taken.append(bytearray(b"x") * 50_000_000)"""
MEMORY_BY_MANY = """\
import os
import time
for _ in range(20):
    if os.fork() == 0:
        taken = bytearray(b"x") * 200_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(30)"""
MAPPED = """\
import mmap
taken = []
while True:
    taken.append(mmap.mmap(-1, 50_000_000))
    for at in range(0, 50_000_000, 4096):
        taken[-1][at] = 1"""
DISK = """\
number = 0
while number < 100_000:
    number += 1
    with open(f"full{number}", "wb") as file:
        file.write(b"x" * 10_000_000)"""
ONE_FILE = """\
with open("large", "wb") as file:
    while True:
        file.write(b"x" * 10_000_000)"""
MANY_FILES = """\
for number in range(10_000_000):
    open(f"n{number}", "w").close()"""
BOMB = """\
import os
import time
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.01)"""
BOMB_APART = """\
import os
if os.fork() == 0:
    os.setsid()
    while True:
        try:
            os.fork()
        except OSError:
            pass"""
THREADS = """\
import threading
import time
threads = []
while True:
    threads.append(threading.Thread(target=time.sleep, args=(600,), daemon=True))
    threads[-1].start()"""
DESCRIPTORS = """\
import os
kept = []
while True:
    kept.append(os.open("/dev/null", os.O_RDONLY))"""
PRINTS = """\
while True:
    print("x" * 1000)"""
RAW_PRINTS = """\
import os
while True:
    os.write(1, b"x" * 100_000)
    os.write(2, b"x" * 100_000)"""
MILLION = """\
from IPython.display import display
for number in range(1_000_000):
    display(number)"""

# Memory by many whose mappings make it slow to see how much each has.
MAPPINGS = """\
import ctypes
import os
import time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
start = libc.mmap(None, 30_000 * 8192, 3, 0x4022, -1, 0)
for at in range(start, start + 30_000 * 8192, 8192):
    if libc.mprotect(at, 4096, 1):
        break
for _ in range(40):
    if os.fork() == 0:
        taken = bytearray(b"x") * 200_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(30)"""
# The same that take nothing else: the kernel's own tables are what grows.
FORKED_MAPPINGS = MAPPINGS.replace("range(40)", "range(120)").replace(
    '        taken = bytearray(b"x") * 200_000_000\n', "")
OWN_MAPPINGS = """\
import ctypes
import os
import time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
for _ in range(60):
    if os.fork() == 0:
        time.sleep(1)
        start = libc.mmap(None, 30_000 * 8192, 3, 0x4022, -1, 0)
        for at in range(start, start + 30_000 * 8192, 8192):
            libc.mprotect(at, 4096, 1)
        time.sleep(60)
        os._exit(0)
time.sleep(30)"""
RULE_SETS = """\
import ctypes
libc = ctypes.CDLL(None)
handled = ctypes.c_uint64(1)
for _ in range(100_000):
    libc.syscall(444, ctypes.byref(handled), ctypes.c_size_t(8), 0)"""
LOCKS = """\
import fcntl
kept = [open(f"locked{number}", "w") for number in range(100)]
for file in kept:
    for at in range(0, 2_000, 2):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, at)"""


_alone = partial(harm, unsafe_for_stock=True)

TAKING = (
    _alone("all-memory", "A cell takes all memory; full points for the others.", MEMORY),
    _alone("all-memory-mapped", "Memory is mapped, not allocated; full points for the others.",
           MAPPED),
    _alone("all-memory-by-many", "Twenty processes take 200 MB each; they are ended, full points "
           "for the others.", MEMORY_BY_MANY),
    _alone("all-memory-mappings", "Forty processes with 60,000 mappings each take memory; they are "
           "ended, full points for the others.", MAPPINGS),
    _alone("all-mappings-forked", "A process with 60,000 mappings forks 120 times; all are "
           "ended, full points for the others.", FORKED_MAPPINGS),
    _alone("all-mappings-of-each", "Sixty processes make 60,000 mappings each; they are ended, "
           "full points for the others.", OWN_MAPPINGS),
    _alone("all-rule-sets", "Rule sets of Landlock are made without end; refused, full points.",
           RULE_SETS),
    _alone("all-locks", "Files are locked byte by byte; no lock is made, full points.", LOCKS),
    harm_inside("all-memory-inside", "One answer takes all memory; the others are graded.", MEMORY,
                unsafe_for_stock=True),
    _alone("all-disk", "Files are written till the disk is full; graded.", DISK, "graded"),
    _alone("all-disk-one-file", "One file grows without end; graded.", ONE_FILE, "graded"),
    _alone("all-files", "Ten million empty files are made; graded.", MANY_FILES, "graded"),
    _alone("fork-bomb", "Every process forks for ever; graded.", BOMB, "graded", waits=True),
    _alone("fork-bomb-apart", "A process of another session forks for ever; graded.", BOMB_APART,
           "graded"),
    _alone("all-threads", "Threads are started without end; graded.", THREADS, "graded"),
    _alone("all-descriptors", "Files are opened without end; graded.", DESCRIPTORS, "graded"),
    _alone("print-endless", "A cell prints without end; it is cut, full points for the others.",
           PRINTS, waits=True),
    _alone("print-endless-raw", "Bytes are written to stdout and stderr without end, below Python; "
           "full points for the others.", RAW_PRINTS, waits=True),
    harm_inside("print-endless-inside", "One answer prints without end; the others are graded.",
                PRINTS, unsafe_for_stock=True, waits=True),
    _alone("output-giant", "A cell shows a text of 1 GB; full points for the others.",
           "'x' * 10**9"),
    _alone("output-giant-printed", "A cell prints 500 MB at once; full points for the others.",
           "print('x' * (5 * 10**8))"),
    _alone("output-million", "A cell shows a million outputs; full points for the others.",
           MILLION),
)
