"""Running the commands that are compared, as an instructor types them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection, create_server

PROGRAMS = Path(sys.executable).parent
# Numerical libraries would otherwise use both cores for one submission, here as with stock.
ENVIRONMENT = {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
               "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
DASK_CONFIG = str(Path(__file__).parents[1] / "grading" / "dispatch" / "dask.yaml")
PATIENCE_S = 60


def seconds(folder: Path, *command: str) -> float:
    """Time a command in a course's folder.

    Raises
    ------
    RuntimeError
        If it fails; the text is what it said.
    """
    began = time.perf_counter()
    done = subprocess.run([PROGRAMS / command[0], *command[1:]], cwd=folder, env=ENVIRONMENT,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - began


def output(*command: str) -> str:
    """Run a command and return its output."""
    return subprocess.run(command, cwd=Path(__file__).parents[1], env=ENVIRONMENT, text=True,
                          capture_output=True, check=True).stdout


@dataclass(frozen=True)
class Use:
    """Return what a command's own process used, without its children."""

    memory_mb: float
    processor_s: float


def use(folder: Path, *command: str) -> Use:
    """Run a command of the course's, and see what it used."""
    code = ("import resource, sys\n"
            f"sys.argv = {[command[0], *command[1:]]!r}\n"
            "try:\n    from grading.cli.main import main; main()\n"
            "except SystemExit as end:\n    assert not end.code, end\n"
            "own = resource.getrusage(resource.RUSAGE_SELF)\n"
            "sys.stderr.write(f'\\n{own.ru_maxrss} {own.ru_utime + own.ru_stime}')")
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=ENVIRONMENT, check=True,
                          capture_output=True, text=True)
    memory_kb, processor_s = done.stderr.split()[-2:]
    return Use(int(memory_kb) / 1024, float(processor_s))


@contextmanager
def dask_cluster(n_workers: int) -> Iterator[str]:
    """A Dask scheduler and its workers, by Dask's own commands; the scheduler's address."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = [["dask", "scheduler", "--host", "127.0.0.1", "--port", str(port),
                 "--no-dashboard"],
                ["dask", "worker", address, "--nworkers", str(n_workers), "--nthreads", "1",
                 "--no-dashboard"]]
    started = []
    try:
        for command in commands:
            started.append(subprocess.Popen(
                [PROGRAMS / command[0], *command[1:]],
                env={**ENVIRONMENT, "DASK_CONFIG": DASK_CONFIG},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            _wait_for(port)
        _wait_for_workers(address, n_workers)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the Dask scheduler does not answer")


def _wait_for_workers(address: str, n_workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(n_workers, timeout=PATIENCE_S)
