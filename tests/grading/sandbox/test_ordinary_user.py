"""The sandbox of an instructor who is not root; when the tests run as root, of some other user."""

import os
import subprocess
import sys
import textwrap

import pytest

from tests.patience import PATIENCE_S

SOMEBODY = 54321
CODE = """
    import sys
    sys.path.insert(0, {course!r})
    from pathlib import Path
    from tests.grading.kernels import Kernel
    kernel = Kernel(Path({folder!r}), memory_mb=512, n_processes=64)
    print(kernel.run("import os; print(os.getuid(), open('/proc/self/status').read()"
                     ".count('CapEff:\\\\t0000000000000000'))"))
    print(kernel.run("open({secret!r})"))
    print(kernel.run("import socket; socket.create_connection(('127.0.0.1', 9), 1)"))
    print(kernel.run("open('/proc/1/environ')"))
    print(kernel.run("import os\\nn = 0\\ntry:\\n  while True:\\n    if os.fork() == 0:"
                     "os.execvp('sleep', ['sleep', '600'])\\n    n += 1\\n"
                     "except OSError: print(20 < n < 64)"))
    kernel.close()
    kernel = Kernel(Path({folder!r}), memory_mb=512)
    kernel.begin("import os\\n"
                 "for _ in range(4):\\n  if os.fork() == 0: x = b'x' * 150 * 2**20; break\\n"
                 "import time; time.sleep(600)")
    print(kernel.wait_for_end())
"""


def test_it_holds_as_well_without_root(tmp_path, request):
    user = os.getuid() or SOMEBODY
    secret = tmp_path / "gradebook.db"
    secret.write_text("marks")
    folder = tmp_path / "folder"
    folder.mkdir()
    for place in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        place.chmod(0o755)
    folder.chmod(0o777)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    command = {"user": user, "group": user, "extra_groups": []} if os.getuid() == 0 else {}
    try:
        subprocess.run([sys.executable, "-c", "import ipykernel"], env=environment,
                       cwd=folder, check=True, capture_output=True, **command)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("another user cannot run this Python")
    code = textwrap.dedent(CODE).format(course=str(request.config.rootpath), folder=str(folder),
                                        secret=str(secret))
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=folder,
                          capture_output=True, text=True, timeout=PATIENCE_S, **command)
    assert [line.split(":")[0] for line in done.stdout.splitlines() if line] == [
        f"{user} 1", "FileNotFoundError", "OSError", "PermissionError", "True",
        "it took more than 512 MB of memory"], done.stderr
