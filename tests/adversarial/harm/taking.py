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


_alone = partial(harm, unsafe_for_stock=True)

TAKING = (
    _alone("all-memory", "A cell takes all memory; full points for the others.", MEMORY),
    _alone("all-memory-mapped", "Memory is mapped, not allocated; full points for the others.",
           MAPPED),
    _alone("all-memory-by-many", "Twenty processes take 200 MB each; they are ended, full points "
           "for the others.", MEMORY_BY_MANY),
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
