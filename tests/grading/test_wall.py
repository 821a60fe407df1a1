"""The wall, from inside: a real process behind it tries what a submission may not."""

import json
import os
import socket
import subprocess
import sys

import pytest

from grading.kernel import wall
from grading.kernel.provisioner import read_paths

pytestmark = pytest.mark.skipif(
    not wall.abi(), reason="this system has no Landlock (Linux 5.13 or newer)")


@pytest.fixture
def place(tmp_path):
    """A folder the process may write to, one it may read, and one that is none of its business."""
    for name in ("own", "readable", "outside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file.txt").write_text(name)
    return tmp_path


def run(code, *, walled=True, cwd=None):
    """What a Python process prints and how it ends, behind the wall or not."""
    command = [sys.executable, "-c", code]
    if walled:
        spec = {"read": [*read_paths(), str(cwd / "readable"), "/no/such/path"],
                "write": [str(cwd / "own"), "/dev/null"]}
        command = [sys.executable, "-I", "-S", wall.__file__, json.dumps(spec), *command]
    return subprocess.run(command, cwd=cwd / "own", capture_output=True, text=True, timeout=60)


def attempt(action):
    """Code that does something and tells whether it was refused."""
    return (f"import os, shutil, socket, signal, subprocess\ntry:\n    {action}\n"
            "except OSError as error:\n    print('refused', error.strerror)\n"
            "else:\n    print('done')")


FORBIDDEN = {
    "read": "open('../outside/file.txt').read()", "list": "os.listdir('../outside')",
    "list above": "os.listdir('..')", "write": "open('../outside/new.txt', 'w')",
    "append": "open('../outside/file.txt', 'a')",
    "truncate": "os.truncate('../outside/file.txt', 0)",
    "remove": "os.remove('../outside/file.txt')", "rename": "os.rename('../outside', '../gone')",
    "take": "os.rename('../outside/file.txt', 'file.txt')",
    "make a folder": "os.mkdir('../outside/d')",
    "link there": "os.symlink('x', '../outside/link')",
    "hard link here": "os.link('../outside/file.txt', 'mine.txt')",
    "read by a link": "os.symlink('../outside/file.txt', 'l'); open('l').read()",
    "run a shell": "subprocess.run(['cat', '../outside/file.txt'], check=True)",
    "write to what is readable": "open('../readable/file.txt', 'w')",
    "the home folder": "os.listdir(os.path.expanduser('~'))",
    "passwords": "open('/etc/passwd')",
    "processes": "os.listdir('/proc')",
    "another's memory": "open(f'/proc/{os.getppid()}/mem', 'rb')",
    "another's environment": "open(f'/proc/{os.getppid()}/environ').read()",
    "a terminal": "open('/dev/tty', 'w')",
}


@pytest.mark.parametrize("action", FORBIDDEN.values(), ids=FORBIDDEN)
def test_behind_the_wall_nothing_outside_is_read_or_changed(action, place):
    before = sorted((path, path.is_file() and path.read_text())
                    for name in ("outside", "readable") for path in (place / name).rglob("*"))
    result = run(attempt(action), cwd=place)
    after = sorted((path, path.is_file() and path.read_text())
                   for name in ("outside", "readable") for path in (place / name).rglob("*"))
    assert after == before
    assert "done" not in result.stdout


def test_what_the_wall_forbids_is_possible_without_it(place):
    for action in ("open('../outside/file.txt').read()", "os.listdir('/proc')",
                   "open('/etc/passwd')", "open('../outside/new.txt', 'w')"):
        assert run(attempt(action), walled=False, cwd=place).stdout == "done\n"


ALLOWED = {
    "read what is readable": "assert open('../readable/file.txt').read() == 'readable'",
    "write its own": "open('new.txt', 'w').write('x'); assert open('new.txt').read() == 'x'",
    "folders": "os.makedirs('a/b'); os.rename('a', 'c'); shutil.rmtree('c')",
    "write to nowhere": "open('/dev/null', 'w').write('x')",
    "a socket of its own": "s = socket.socket(socket.AF_UNIX); s.bind('s'); s.listen()",
    "its own memory's map": "open('/proc/self/status').read()",
    "numpy": "import numpy as np; assert (np.ones((2, 3)) @ np.ones((3, 1))).shape == (2, 1)",
    "a process of its own": "assert subprocess.run(['true'], check=True).returncode == 0",
    "a signal to itself": "os.kill(os.getpid(), 0)",
}


@pytest.mark.parametrize("action", ALLOWED.values(), ids=ALLOWED)
def test_behind_the_wall_its_own_work_goes_on(action, place):
    result = run(attempt(action), cwd=place)
    assert (result.stdout, result.stderr) == ("done\n", "")


@pytest.mark.skipif(0 < wall.abi() < 4, reason="Landlock guards TCP since version 4")
def test_behind_the_wall_no_server_can_be_reached_and_none_be_opened(place):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        connect = attempt(f"socket.create_connection({server.getsockname()!r}, 10)")
        assert run(connect, walled=False, cwd=place).stdout == "done\n"
        server.accept()[0].close()
        assert run(connect, cwd=place).stdout == "refused Permission denied\n"
    listen = attempt("socket.create_server(('127.0.0.1', 0))")
    assert run(listen, cwd=place).stdout.startswith("refused Permission denied")


@pytest.mark.skipif(0 < wall.abi() < 6, reason="Landlock guards signals since version 6")
def test_behind_the_wall_the_process_that_started_it_cannot_be_signalled(place):
    signal = attempt(f"os.kill({os.getpid()}, 0)")
    assert run(signal, walled=False, cwd=place).stdout == "done\n"
    assert run(signal, cwd=place).stdout == "refused Operation not permitted\n"


def test_a_child_process_stands_behind_the_same_wall(place):
    inner = attempt("open('../outside/file.txt')")
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    assert run(code, cwd=place).stdout == "refused Permission denied\n"


def test_a_command_that_does_not_exist_is_an_error_and_not_run_without_the_wall(place):
    spec = json.dumps({"read": [], "write": []})
    result = subprocess.run([sys.executable, "-I", "-S", wall.__file__, spec, "/no/such/program"],
                            capture_output=True, text=True, timeout=60)
    assert result.returncode != 0
