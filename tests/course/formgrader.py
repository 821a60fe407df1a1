"""A Jupyter server of a test's own, with nbgrader's formgrader or for a student."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE_S


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
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE_S)
