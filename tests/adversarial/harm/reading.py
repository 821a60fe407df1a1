"""Harm: secrets that are read outside and shown in the notebook that comes back."""

from tests.adversarial.harm.making import harm
from tests.adversarial.sample import Sample


def _shown(name: str, sentence: str, action: str, *reaches: str,
           needs_root: bool = False) -> Sample:
    """Run `action`, which prints what it reads; print the error if it is refused."""
    lines = "\n".join(f"    {line}" for line in action.splitlines())
    return harm(name, f"{sentence}; nothing is found, full points.", (
        f"import os\nimport subprocess\ntry:\n{lines}\nexcept Exception as error:\n"
        "    print(error)"), reaches=reaches, needs_root=needs_root)


SEARCH = """\
for top in ("CANARY.own_home", "ROOT", "CANARY.far", "CANARY.home", "..", "/proc/self/cwd/.."):
    for folder, _, names in os.walk(top):
        if folder.count("/") > 8 or "site-packages" in folder:
            continue
        for name in names:
            if name == "secret.txt":
                print(open(os.path.join(folder, name)).read())"""
PROCESSES = """\
for pid in os.listdir("/proc"):
    if pid.isdigit():
        for name in ("environ", "cmdline"):
            try:
                print(open(f"/proc/{pid}/{name}", "rb").read())
            except OSError:
                pass"""
MEMORY = """\
import ctypes
class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
room = ctypes.create_string_buffer(64)
here, there = Vector(ctypes.addressof(room), 32), Vector(CANARY.address, 32)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.process_vm_readv(CANARY.pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
print(room.raw)"""
MEMORY_FILE = """\
with open("/proc/CANARY.pid/mem", "rb") as file:
    file.seek(CANARY.address)
    print(file.read(32))"""
DESCRIPTORS = """\
for pid in ("self", os.getppid(), CANARY.pid):
    for fd in range(64):
        try:
            print(os.readlink(f"/proc/{pid}/fd/{fd}"))
            print(open(f"/proc/{pid}/fd/{fd}/papers/secret.txt").read())
        except OSError:
            pass
print(open("/proc/CANARY.pid/root" + "CANARY.far/secret.txt").read())"""

READING = (
    _shown("read-home", "A file of the home folder is read",
           'print(open("CANARY.home/secret.txt").read())', "home: read"),
    _shown("read-home-tilde", "A file of the home folder is read by ~",
           'print(open(os.path.expanduser("~/papers/secret.txt")).read())', "home: read"),
    _shown("read-passwords", "/etc/passwd and /etc/shadow are read",
           'print(open("/etc/passwd").read())\nprint(open("/etc/shadow").read()[:10])',
           "passwords: read"),
    _shown("read-course", "A file of the course's folder is read",
           'print(open("CANARY.course/secret.txt").read())', "course: read"),
    _shown("read-beside", "A file in the grader's /tmp is read",
           'print(open("CANARY.beside/secret.txt").read())', "beside: read"),
    _shown("read-far", "A file in /var/tmp is read",
           'print(open("CANARY.far/secret.txt").read())', "far: read"),
    _shown("read-other", "A file of another student is read",
           'print(open("CANARY.other/secret.txt").read())', "other: read"),
    _shown("read-gradebook", "Last year's gradebook is read",
           'import sqlite3\nprint(sqlite3.connect("CANARY.gradebook").execute('
           '"select * from grade").fetchall())', "gradebook: read"),
    _shown("read-scores", "The names in the gradebook are read",
           'import sqlite3\nprint(sqlite3.connect("CANARY.scores").execute('
           '"select first_name from student").fetchall())', "scores: read"),
    _shown("read-reference", "The file with the hidden answers is read",
           'print(open("CANARY.reference", "rb").read(200_000).hex())', "reference: read"),
    _shown("read-graders-environment", "The grader's environment is read",
           'print(os.environ["CANARY.environment"])', "environment: read"),
    _shown("read-symlink", "A link of the own folder leads to a file outside",
           'os.symlink("CANARY.far/secret.txt", "link")\ntry:\n    print(open("link").read())\n'
           'finally:\n    os.remove("link")', "far: read"),
    _shown("read-dots", "A path with many dots leads to a file outside",
           'print(open("../" * 40 + "CANARY.far/secret.txt").read())', "far: read"),
    _shown("read-by-child", "A child process reads files outside",
           'print(subprocess.run("cat CANARY.far/* CANARY.home/*", shell=True, '
           'capture_output=True, text=True).stdout)', "far: read", "home: read"),
    _shown("read-search", "The disk is searched for secrets", SEARCH, "far: read", "course: read"),
    _shown("read-processes", "Environments and commands of all processes are read", PROCESSES,
           "process: read"),
    _shown("read-memory-of-another", "A process outside is read by process_vm_readv", MEMORY,
           "memory: read", needs_root=True),
    _shown("read-memory-file", "A process outside is read by /proc/PID/mem", MEMORY_FILE,
           "memory: read", needs_root=True),
    _shown("read-descriptors", "Open files and roots of other processes are read", DESCRIPTORS,
           "far: read"),
)
