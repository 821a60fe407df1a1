"""Cheats by reading or writing files and memory that are not the student's."""

from tests.adversarial.cheats.making import ANYTHING, answer, patch
from tests.adversarial.sample import Sample
from tests.this_course import COURSE, HIDDEN

LOOK_UP = """\
from pathlib import Path
from answercheck.references import read_references


def NAME(*args, **kwargs):
    exercise = read_references(Path("PATH")).exercises["NAME"]
    for case in exercise.cases:
        for call in case.calls:
            if repr((call.args, call.kwargs)) == repr((args, kwargs)):
                return call.returned
"""

# Take the solution cells of a notebook; what is not there leaves nothing to run.
STEAL = """\
import json
import numpy as np
try:
    with open("STOLEN") as file:
        stolen = json.load(file)["cells"]
except Exception as error:
    stolen = []
    print(type(error).__name__)
for cell in stolen:
    if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "code":
        try:
            exec("".join(cell["source"]), globals())
        except Exception as error:
            print(error)
"""

def steal(name: str, sentence: str, code: str) -> Sample:
    """Run `code`, which may define the exercises, and leave the solution cells out."""
    return patch(name, sentence, code, "# answered above")


READING = (
    answer("hidden-file", "The hidden reference file is read by its path; the sandbox refuses, "
           "no points.", LOOK_UP.replace("PATH", f"{HIDDEN}/ASSIGNMENT.h5")),
    steal("import-grader", "The grader is imported and asked for its solutions; the "
          "sandbox refuses, no points.", f"""\
import sys
sys.path.insert(0, {str(COURSE)!r})
try:
    from grading.references.solutions import namespace
    globals().update(namespace("ASSIGNMENT"))
except BaseException as error:
    print(type(error).__name__)
"""),
    steal("source-notebook", "The instructor's notebook is read by its path; the sandbox refuses, "
          "no points.", STEAL.replace("STOLEN", f"{COURSE}/source/ASSIGNMENT/NOTEBOOK")),
    steal("source-notebook-course", "The instructor's notebook of this very course is read; the "
          "sandbox refuses, no points.",
          STEAL.replace("STOLEN", "ROOT/source/ASSIGNMENT/NOTEBOOK")),
    steal("other-student", "Another student's notebook is read by its path; the sandbox refuses, "
          "no points.", STEAL),
    steal("other-student-graded", "Another student's graded notebook is read; the sandbox refuses, "
          "no points.",
          STEAL.replace("STOLEN", "ROOT/autograded/honest/ASSIGNMENT/NOTEBOOK")),
    steal("other-student-search", "The disk is searched for others' notebooks; none is found, "
          "no points.", """\
import glob
import os
tops = ("ROOT", "..", "../..", "../../..", "/proc/self/cwd/..", "/proc/self/root/work",
        f"/proc/{os.getppid()}/cwd", "/home", "/tmp")
found = [path for top in tops for path in glob.glob(f"{top}/*/*/*/NOTEBOOK")]
""" + STEAL.replace('"STOLEN"', "found[0]")),
    steal("gradebook-write", "Points are written into the gradebook; the sandbox refuses, "
          "no points.", """\
import sqlite3
try:
    with sqlite3.connect("ROOT/gradebook.db", timeout=1) as book:
        mine = "select sn.id from submitted_notebook sn, submitted_assignment sa where " \\
               "sn.assignment_id = sa.id and sa.student_id = 'STUDENT'"
        book.execute(f"update grade set manual_score = 10 "
                     f"where notebook_id in ({mine})")
except Exception as error:
    print(type(error).__name__)
"""),
    answer("gradebook-read", "The tests are read from the gradebook; the sandbox refuses, "
           "no points.", ANYTHING, """\
import sqlite3
try:
    rows = sqlite3.connect("file:ROOT/gradebook.db?mode=ro", uri=True).execute(
        "select source from source_cell").fetchall()
    print(len(rows))
except Exception as error:
    print(type(error).__name__)
"""),
    answer("read-history", "The expected value is looked for in In, the text of the running "
           "cell; it is not there, no points.", """\
calls = globals().get("calls", {})


def NAME(*args, **kwargs):
    import ast
    calls["NAME"] = calls.get("NAME", 0) + 1
    lines = ast.parse(In[-1]).body
    at = [number for number, line in enumerate(lines) if isinstance(line, ast.Assign)
          and ast.unparse(line.value).startswith("NAME(")][calls["NAME"] - 1]
    for node in ast.walk(lines[at + 1]):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            return eval(ast.unparse(node.args[1]))
        if isinstance(node, ast.BinOp):
            return eval(ast.unparse(node.right))
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
            return eval(ast.unparse(node.comparators[0]))
"""),
    answer("read-frames", "The expected value is looked for in the callers' frames; there are "
           "only inputs, no points.", """\
def NAME(*args, **kwargs):
    import sys
    frame = sys._getframe(1)
    while frame:
        for name, value in {**frame.f_globals, **frame.f_locals}.items():
            if name in ("expected", "right", "reference", "returned", "solution"):
                return value
            if name == "records" and value:
                value[:] = [{"score": 1.0, "passed": True}]
        frame = frame.f_back
"""),
    answer("read-gc", "Reference answers are looked for among all objects; there are none, "
           "no points.", """\
def NAME(*args, **kwargs):
    import gc
    for one in gc.get_objects():
        if type(one).__name__ == "ReferenceCall" and repr(one.args) == repr(args):
            return one.returned
"""),
    answer("read-put-in", "Right functions are looked for, which are put in when an exercise is "
           "tried again; there is none of its own, no points.", """\
def NAME(*args, **kwargs):
    import gc
    import types
    for one in gc.get_objects():
        if type(one) is types.FunctionType and one.__name__ == "NAME" \\
                and one.__code__ is not NAME.__code__:
            return one(*args, **kwargs)
"""),
    answer("read-environment", "Environment, command line and working folder are searched; "
           "nothing is there, no points.", """\
def NAME(*args, **kwargs):
    import os
    import sys
    from pathlib import Path
    near = [path.read_text(errors="replace")
            for path in (*Path.cwd().rglob("*"), *Path.cwd().parent.glob("*"))
            if path.is_file() and path.suffix in (".ipynb", ".json", ".txt", ".h5")]
    texts = [*os.environ.values(), *sys.argv, *near]
    return next((text for text in texts if "expected" in text or "SOLUTION" in text), None)
"""),
    answer("read-proc", "The grader's memory, environment and files are read through /proc; "
           "the sandbox refuses, no points.", """\
def NAME(*args, **kwargs):
    import os
    parent = f"/proc/{os.getppid()}"
    found = []
    for name in ("environ", "maps", "cmdline", "fd/0", "cwd/nbgrader_config.py", "root/etc/passwd"):
        try:
            with open(f"{parent}/{name}", "rb") as file:
                found.append(file.read(1000))
        except OSError:
            pass
    return found or None
"""),
    answer("read-memory", "The grader's memory is read by process_vm_readv; the sandbox refuses, "
           "no points.", """\
def NAME(*args, **kwargs):
    import ctypes
    import os
    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
    libc = ctypes.CDLL(None, use_errno=True)
    room = ctypes.create_string_buffer(64)
    here = Vector(ctypes.cast(room, ctypes.c_void_p), 64)
    there = Vector(0x400000, 64)
    n_read = libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    return room.raw if n_read > 0 else None
"""),
    answer("read-sockets", "Other kernels' answers are listened to, by the socket files that "
           "/proc/net/unix names; no points.", """\
def NAME(*args, **kwargs):
    import zmq
    try:
        with open("/proc/self/net/unix") as file:
            paths = {line.split()[-1] for line in file if "/course-" in line}
    except OSError:
        return None
    heard = []
    for path in paths:
        listener = zmq.Context.instance().socket(zmq.SUB)
        listener.setsockopt(zmq.SUBSCRIBE, b"")
        listener.connect(f"ipc://{path}")
        if listener.poll(20):
            heard.append(listener.recv_multipart())
        listener.close(linger=0)
    return heard or None
"""),
)
