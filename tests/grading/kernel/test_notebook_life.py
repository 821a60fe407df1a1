"""Ordinary actions of notebooks work in the sandbox as they do outside."""

import pytest

WORKS = {
    "processes": ("from multiprocessing import Pool, Lock\nwith Lock(), Pool(2) as pool: "
                  "print(pool.map(abs, [-1, 2]))", "[1, 2]\n"),
    "threads": ("import threading; t = threading.Thread(target=print, args=('hi',)); t.start(); "
                "t.join()", "hi\n"),
    "commands": ("import subprocess; print(subprocess.run(['echo', 'hi'], capture_output=True, "
                 "text=True).stdout.strip())", "hi\n"),
    "a line of shell": ("!echo hi", "hi\r\n"),
    "a cell of shell": ("%%bash\necho hi", "hi\n"),
    "shared memory by name": (
        "from multiprocessing.shared_memory import SharedMemory\n"
        "s = SharedMemory(create=True, size=9); s.buf[0] = 7; print(s.buf[0]); s.close(); "
        "s.unlink()", "7\n"),
    "a figure": ("import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
                 "image/png text/plain"),
    "data": ("import h5py, helpers, pathlib\nwith h5py.File(pathlib.Path(helpers.__file__).parent "
             "/ 'digits.h5') as file: print(len(file) > 0)", "True\n"),
    "a widget": ("import ipywidgets; ipywidgets.IntSlider()",
                 "application/vnd.jupyter.widget-view+json text/plain"),
    "files": ("open('x.txt', 'w').write('y'); print(open('x.txt').read())", "y\n"),
    "temporary files": ("import tempfile\nwith tempfile.NamedTemporaryFile() as f: "
                        "print(f.name.startswith('/tmp'))", "True\n"),
    "history": ("print(In[-1][:5])", "print\n"),
    "home": ("import os; print(os.path.expanduser('~') == os.getcwd())", "True\n"),
}


@pytest.mark.parametrize(("code", "expected"), WORKS.values(), ids=WORKS)
def test_it_works(code, expected, shared):
    assert shared.run(code) == expected


def test_a_cell_awaits_something(shared):
    assert shared.run("import asyncio; await asyncio.sleep(0); print('well')") == "well\n"


def test_input_is_refused_with_a_reason(shared):
    assert shared.run("input('name')").startswith("StdinNotImplementedError")
