"""A Jupyter server of a test's own, with nbgrader's formgrader or for a student."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE_S, until


@contextmanager
def served_formgrader(course: Path, *settings: str) -> Iterator[str]:
    """Serve the course in this folder; give the formgrader's address."""
    with served(course, Path(sys.executable).parent, *settings) as address:
        yield f"{address}/formgrader"


@contextmanager
def served(folder: Path, programs: Path, *settings: str) -> Iterator[str]:
    """Serve this folder by the Jupyter server among some programs; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [programs / "jupyter-server", "--no-browser", "--allow-root",
               "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
               "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", *settings]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            until(lambda: listens(port) or server.poll() is not None, "the server", every_s=0.2)
            assert server.poll() is None, (folder / "server.log").read_text()[-3000:]
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE_S)


def listens(port: int) -> bool:
    """Whether something on this machine takes connections at the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
