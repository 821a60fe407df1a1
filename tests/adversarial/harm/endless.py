"""Harm: code that never ends, or leaves something running."""

from functools import partial

from tests.adversarial.harm.making import harm, harm_inside

DEAF = """\
import signal
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
    signal.signal(number, signal.SIG_IGN)
"""
CAUGHT = """\
while True:
    try:
        while True:
            pass
    except BaseException:
        pass"""
DEADLOCK = "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()"

_cell = partial(harm, waits=True)
_answer = partial(harm_inside, waits=True)

ENDLESS = (
    _cell("endless-loop", "A cell loops for ever; it is interrupted, full points for the others.",
          "while True:\n    pass"),
    _cell("endless-caught", "A cell loops for ever and catches KeyboardInterrupt; the kernel is "
          "ended, full points for the others.", CAUGHT),
    _cell("endless-deaf", "A cell loops for ever and ignores all signals; the kernel is ended, "
          "full points for the others.", DEAF + CAUGHT),
    _cell("endless-sleep", "A cell sleeps for a day; full points for the others.",
          "import time\ntime.sleep(86400)"),
    _cell("endless-deadlock", "A cell waits for a lock that it holds; full points for the others.",
          DEADLOCK),
    _cell("endless-in-c", "A cell computes in C, where no interrupt is heard; full points for the "
          "others.", "sum(range(10**13))"),
    _answer("endless-inside-caught", "One answer loops for ever and catches everything; the "
            "others are graded.", CAUGHT),
    _answer("endless-inside-deadlock", "One answer never gets its lock; the others are graded.",
            DEADLOCK),
)

# What is left behind: in another session, with another parent, deaf to signals.
PROGRAM = "[sys.executable, '-c', 'import time; time.sleep(600)  # CANARY.mark']"
FORKED = """\
import ctypes
import os
import signal
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        ctypes.CDLL(None).prctl(15, b"CANARY.mark", 0, 0, 0)
        for fd in range(1000):
            try:
                os.close(fd)
            except OSError:
                pass
        time.sleep(600)
    os._exit(0)
os.wait()
time.sleep(0.2)
"""

OUTLIVING = (
    harm("left-process", "A process is started and left; it is gone with the kernel, full points.",
         f"import subprocess\nimport sys\nsubprocess.Popen({PROGRAM})",
         reaches=("processes: left running",)),
    harm("left-session", "A process is left in a session of its own; it is gone, full points.",
         f"import subprocess\nimport sys\nsubprocess.Popen({PROGRAM}, start_new_session=True)",
         reaches=("processes: left running",)),
    harm("left-daemon", "A process is forked twice, deaf and without descriptors; it is gone, "
         "full points.", FORKED, reaches=("processes: left running",)),
    harm("left-shell", "A process is left by the shell with nohup; it is gone, full points.",
         "import os\nimport sys\nos.system(f\"nohup {sys.executable} -c "
         "'import time; time.sleep(600) # CANARY.mark' >/dev/null 2>&1 &\")\n"
         "import time\ntime.sleep(0.2)",
         reaches=("processes: left running",)),
    harm("left-thread", "A thread that is no daemon never ends; full points.", """\
import threading
import time
def stay():
    while True:
        time.sleep(0.01)
threading.Thread(target=stay).start()"""),
    harm("left-atexit", "What runs at the exit never ends; nobody waits for it, full points.",
         "import atexit\nimport time\natexit.register(time.sleep, 86400)"),
)
