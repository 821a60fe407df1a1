"""Locks on submissions, so that of several graders at work on a class only one grades each.

A lock ends with the process that holds it, however that ends.
"""

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, text


class SubmissionLocks(Protocol):
    """Locks by the name of a submission."""

    def acquire(self, name: str) -> bool:
        """Lock a submission; return False if another grader holds its lock."""

    def release(self, name: str) -> None:
        """Unlock a submission."""

    def close(self) -> None:
        """Unlock all of them."""


class FileLocks:
    """File locks, for a gradebook in a file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._held: dict[str, FileLock] = {}

    def acquire(self, name: str) -> bool:
        """Lock a submission; return False if another grader holds its lock."""
        lock = FileLock(self._folder / f"{_number(name)}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        self._held[name] = lock
        return True

    def release(self, name: str) -> None:
        """Unlock a submission."""
        lock = self._held.pop(name, None)
        if lock:
            lock.release()

    def close(self) -> None:
        """Unlock all of them."""
        for name in list(self._held):
            self.release(name)


class AdvisoryLocks:
    """PostgreSQL's advisory locks, for a gradebook that several machines write to."""

    def __init__(self, db_url: str) -> None:
        self._engine = create_engine(db_url, isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()

    def acquire(self, name: str) -> bool:
        """Lock a submission; return False if another grader holds its lock."""
        return bool(self._run("SELECT pg_try_advisory_lock(:number)", name))

    def release(self, name: str) -> None:
        """Unlock a submission."""
        self._run("SELECT pg_advisory_unlock(:number)", name)

    def close(self) -> None:
        """Unlock all of them."""
        with contextlib.suppress(Exception):  # the database may be gone, and the locks with it
            self._connection.close()
        self._engine.dispose()

    def _run(self, query: str, name: str) -> object:
        return self._connection.execute(text(query), {"number": _number(name)}).scalar()


def locks_for(db_url: str, folder: Path) -> SubmissionLocks:
    """Return the locks that go with a gradebook; `folder` is where file locks are kept."""
    return FileLocks(folder) if db_url.startswith("sqlite") else AdvisoryLocks(db_url)


def _number(name: str) -> int:
    """Hash a name to a signed 64-bit integer, which is what PostgreSQL locks."""
    return int.from_bytes(hashlib.sha256(os.fsencode(name)).digest()[:8], "big", signed=True)
