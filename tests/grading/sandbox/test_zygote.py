"""Nothing of one submission reaches the next."""

import psutil

from grading.sandbox.client import zygote_client
from tests.patience import until


def test_the_scratch_folder_is_gone_with_its_kernel(start):
    write = "for place in ('/tmp/x', '/dev/shm/x', 'x'): open(place, 'w').write('left')"
    start().run(write)
    other = start()
    assert other.run("import os; print([p for p in ('/tmp/x', '/dev/shm/x', 'x') "
                     "if os.path.exists(p)])") == "[]\n"


def test_what_one_kernel_changes_in_a_library_the_next_does_not_see(start):
    start().run("import numpy, helpers; numpy.add = None; helpers.left = 1")
    said = start().run("import numpy, helpers; print(numpy.add, hasattr(helpers, 'left'))")
    assert said == "<ufunc 'add'> False\n"


def test_random_numbers_differ(start):
    draw = ("import numpy as np, random; print(np.random.rand(), np.random.default_rng().random(), "
            "random.random())")
    assert not set(start().run(draw).split()) & set(start().run(draw).split())


def test_no_descriptor_is_shared(start):
    own = start().run("import os\nfor fd in range(1000):\n    try: print(os.readlink("
                      "f'/proc/self/fd/{fd}').split(':')[0])\n    except OSError: pass")
    assert set(own.split()) <= {"/dev/null", "pipe", "anon_inode", "socket"}


def test_what_goes_to_the_standard_error_of_the_process_is_not_readable(start):
    start().run("import os, ctypes; [os.write(fd, b'secret') for fd in (0, 1, 2) "
                "if os.readlink(f'/proc/self/fd/{fd}') != '/dev/null']")
    said = start().run("import os\nfor fd in (0, 1, 2):\n    try: print(os.pread(fd, 100, 0))\n"
                       "    except OSError: print('nothing')")
    assert "secret" not in said


SEARCH = """
found = 0
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', buffering=0) as memory:
    for line in maps:
        area, rights = line.split()[:2]
        if 'rw' not in rights: continue
        first, last = (int(end, 16) for end in area.split('-'))
        try:
            memory.seek(first)
            found += memory.read(last - first).count(bytes(reversed(b'yzzyx')) * 4)
        except (OSError, ValueError, OverflowError): pass
print(found)
"""  # the text is spelt backwards, so that the search does not find itself


def test_the_memory_that_a_kernel_begins_with_holds_no_other_request(start, tmp_path):
    folder = tmp_path / ("xyzzy" * 4)
    folder.mkdir()
    assert int(start(folder).run(SEARCH)) > 0  # its own is there
    assert int(start().run(SEARCH)) == 0


def test_the_environment_shows_nothing_of_the_instructor(kernel, monkeypatch):
    names = kernel.run("import os; print(sorted(os.environ))")
    assert "HOME" in names
    assert not [name for name in ("SSH_AUTH_SOCK", "USER", "PWD", "VIRTUAL_ENV") if name in names]


def test_kernels_that_ended_leave_no_process_and_no_descriptor(start):
    start().close()
    process = psutil.Process()
    before = process.num_fds()
    for _ in range(3):
        start().close()
    until(lambda: not _children(), "the end of all kernels")
    assert process.num_fds() <= before


def _children():
    return psutil.Process(zygote_client().process.pid).children()
