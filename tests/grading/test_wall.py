"""The wall, from inside: a real process behind it tries what a submission may not."""

import json
import os
import resource
import socket
import subprocess
import sys

import pytest

from grading.kernel import wall
from grading.kernel.provisioner import read_paths
from grading.kernel.syscalls import ALLOW, AUDIT_ARCH, RETURN, known_here, program

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


needs_filter = pytest.mark.skipif(
    not known_here(), reason="the numbers of this machine's system calls are not known")


@pytest.mark.skipif(0 < wall.abi() < 4 and not known_here(),
                    reason="Landlock guards TCP since version 4")
def test_behind_the_wall_no_server_can_be_reached_and_none_be_opened(place):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        connect = attempt(f"socket.create_connection({server.getsockname()!r}, 10)")
        assert run(connect, walled=False, cwd=place).stdout == "done\n"
        server.accept()[0].close()
        assert run(connect, cwd=place).stdout.startswith("refused")
    listen = attempt("socket.create_server(('127.0.0.1', 0))")
    assert run(listen, cwd=place).stdout.startswith("refused")


@pytest.mark.skipif(0 < wall.abi() < 6, reason="Landlock guards signals since version 6")
def test_behind_the_wall_the_process_that_started_it_cannot_be_signalled(place):
    signal = attempt(f"os.kill({os.getpid()}, 0)")
    assert run(signal, walled=False, cwd=place).stdout == "done\n"
    assert run(signal, cwd=place).stdout == "refused Operation not permitted\n"


def test_a_child_process_stands_behind_the_same_wall(place):
    inner = attempt("open('../outside/file.txt')")
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    assert run(code, cwd=place).stdout == "refused Permission denied\n"


@needs_filter
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_behind_the_wall_no_datagram_can_be_sent(family, place):
    address = {"AF_INET": "127.0.0.1", "AF_INET6": "::1"}[family]
    with socket.socket(getattr(socket, family), socket.SOCK_DGRAM) as receiver:
        receiver.bind((address, 0))
        receiver.settimeout(30)
        send = attempt(f"socket.socket(socket.{family}, socket.SOCK_DGRAM).sendto("
                       f"b'secret', {receiver.getsockname()[:2]!r})")
        assert run(send, walled=False, cwd=place).stdout == "done\n"
        assert receiver.recv(100) == b"secret"
        assert run(send, cwd=place).stdout.startswith("refused")


@needs_filter
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_behind_the_wall_no_unix_socket_outside_can_be_reached(kind, place, monkeypatch):
    monkeypatch.chdir(place / "outside")  # a socket's path may be short only
    with socket.socket(socket.AF_UNIX, getattr(socket, kind)) as server:
        server.bind("s")
        if kind == "SOCK_STREAM":
            server.listen()
        connect = attempt(f"socket.socket(socket.AF_UNIX, socket.{kind}).connect('../outside/s')")
        assert run(connect, walled=False, cwd=place).stdout == "done\n"
        assert run(connect, cwd=place).stdout.startswith("refused")


PAST_THE_WALL = {
    "mode": "os.chmod('../outside/file.txt', 0o777)",
    "times": "os.utime('../outside/file.txt', (1, 1))",
    "own mode": "open('s', 'w'); os.chmod('s', 0o4777); assert not os.stat('s').st_mode & 0o4000",
    "owner": "os.chown('../outside/file.txt', 12345, 12345)",
    "attribute": "os.setxattr('../outside/file.txt', 'user.a', b'1')",
}


@needs_filter
@pytest.mark.parametrize("action", PAST_THE_WALL.values(), ids=PAST_THE_WALL)
def test_behind_the_wall_no_files_mode_owner_or_time_changes(action, place):
    path = place / "outside" / "file.txt"
    before = path.stat()
    result = run(attempt(action), cwd=place)
    after = path.stat()
    assert "Error" not in result.stderr
    assert (after.st_mode, after.st_uid, after.st_gid, after.st_mtime_ns) == (
        before.st_mode, before.st_uid, before.st_gid, before.st_mtime_ns)
    assert os.listxattr(path) == []


@needs_filter
def test_behind_the_wall_other_processes_keep_their_limits_and_priority(place):
    limits, priority = resource.getrlimit(resource.RLIMIT_NOFILE), os.getpriority(
        os.PRIO_PROCESS, os.getpid())
    for action in ("os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
                   "from resource import *; prlimit(os.getppid(), RLIMIT_NOFILE, (99, 99))"):
        assert run(attempt(action), cwd=place).stderr == ""
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == limits
    assert os.getpriority(os.PRIO_PROCESS, os.getpid()) == priority


@needs_filter
def test_behind_the_wall_a_process_can_lower_its_own_limits(place):
    own = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))"
    assert run(attempt(own), cwd=place).stdout == "done\n"


@pytest.mark.parametrize("machine", AUDIT_ARCH)
def test_every_jump_of_the_filter_lands_within_it_and_its_end_is_a_return(machine):
    lines = program(machine)
    assert len(lines) <= 4096
    for at, (_, if_true, if_false, _) in enumerate(lines):
        assert at + 1 + max(if_true, if_false) < len(lines) + (at == len(lines) - 1)
    assert lines[-1] == (RETURN, 0, 0, ALLOW)


def test_a_command_that_does_not_exist_is_an_error_and_not_run_without_the_wall(place):
    spec = json.dumps({"read": [], "write": []})
    result = subprocess.run([sys.executable, "-I", "-S", wall.__file__, spec, "/no/such/program"],
                            capture_output=True, text=True, timeout=60)
    assert result.returncode != 0
