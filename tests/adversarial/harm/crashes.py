"""Harm: crashes, exits and signals."""

from pathlib import Path

from tests.adversarial.harm.making import harm, harm_inside
from tests.adversarial.sample import Sample, SampleNotebook, answer_all

POINTER = "import ctypes\nctypes.string_at(0)"
_SENDING = """\
import os
import signal
import time
try:
    os.kill(CANARY.pid, signal.WHICH)
except OSError as error:
    print(error.strerror)
time.sleep(0.2)"""
SIGNAL, STOPPED = (_SENDING.replace("WHICH", name) for name in ("SIGUSR1", "SIGSTOP"))
# A signal that does nothing to whoever has not asked for it.
SIGNAL_ALL = """\
import os
import signal
import time
try:
    os.kill(-1, signal.SIGURG)
except OSError as error:
    print(error.strerror)
time.sleep(0.2)"""
SEIZED = """\
import os
import time
if os.fork() == 0:
    import ctypes
    ctypes.CDLL(None).prctl(15, b"CANARY.mark", 0, 0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.ptrace(0x4206, CANARY.pid, None, None)
    time.sleep(30)
    os._exit(0)
time.sleep(0.3)"""
SLOWED = """\
import os
import resource
for change in (lambda: os.setpriority(os.PRIO_PROCESS, CANARY.pid, 19),
               lambda: resource.prlimit(CANARY.pid, resource.RLIMIT_NOFILE, (99, 99))):
    try:
        change()
    except OSError as error:
        print(error.strerror)"""
PARENTS = """\
import os
import signal
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
    try:
        os.kill(os.getppid(), number)
    except OSError as error:
        print(error.strerror)"""
GROUP = """\
import os
import signal
try:
    os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
except OSError as error:
    print(error.strerror)"""
EVERYBODY = """\
import os
import signal
for pid in range(1, 100):
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError as error:
            pass"""


def _many_deaths(notebook: SampleNotebook, folder: Path) -> None:
    answer_all(notebook, folder.name)
    for _ in range(30):
        notebook.insert("import os\nos._exit(1)")
    notebook.save(folder)


CRASHES = (
    harm("ends-by-exit", "os._exit(0), with a good conscience; full points for the others.",
         "import os\nos._exit(0)"),
    harm("ends-by-sys-exit", "sys.exit() in a cell and in a thread; full points.",
         "import sys\nimport threading\nthreading.Thread(target=sys.exit).start()\nsys.exit(3)"),
    harm("ends-by-quit", "quit() and exit() in a cell; full points.", "quit()\nexit()"),
    harm("ends-by-pointer", "A null pointer is followed in C; full points for the others.",
         POINTER),
    harm_inside("ends-by-pointer-inside", "One answer follows a null pointer; the others are "
                "graded.", POINTER),
    harm("ends-by-abort", "abort(), and a handler that does nothing; full points for the others.",
         "import os\nos.abort()"),
    harm("ends-by-recursion", "The stack overflows in C; full points for the others.",
         "import sys\nsys.setrecursionlimit(10**9)\n"
         "class Deep:\n    def __repr__(self):\n        return repr(self)\n"
         "def deep():\n    return deep()\ntry:\n    deep()\nexcept MemoryError:\n    pass",
         unsafe_for_stock=True),
    Sample("ends-every-start", "Thirty cells kill the kernel, one each; graded.", _many_deaths,
           "graded", unsafe_for_stock=True),
    harm("stops-itself", "The kernel stops itself; it is ended, full points for the others.",
         "import os\nimport signal\nos.kill(os.getpid(), signal.SIGSTOP)", waits=True),
    harm("kills-parent", "The kernel kills its parent; full points for the others.", PARENTS),
    harm("kills-group", "The kernel kills its parent's group; full points for the others.", GROUP,
         unsafe_for_stock=True),
    harm("kills-everybody", "Every process but its own is killed by number; full points for the "
         "others.", EVERYBODY, unsafe_for_stock=True),
    harm("signals-another", "A signal is sent to a process outside; it does not arrive, full "
         "points.", SIGNAL, reaches=("process: signalled",)),
    harm("signals-all", "A signal is sent to every process; none outside gets it, full points.",
         SIGNAL_ALL, unsafe_for_stock=True),
    harm("stops-another", "A process outside is stopped; the signal does not arrive, full points.",
         STOPPED, reaches=("process: stopped",)),
    harm("traces-another", "A process outside is traced; refused, full points.", SEIZED,
         reaches=("process: traced",)),
    harm("slows-another", "Priority and limits of a process outside are changed; refused, full "
         "points.", SLOWED, reaches=("process: changed",)),
)
