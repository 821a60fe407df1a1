"""Who grades what: several graders at work on one class take each submission once.

A claim ends with the process that holds it, however that ends.
"""

import contextlib
import hashlib
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, text


class Claims(Protocol):
    """Claims on submissions by name."""

    def take(self, name: str) -> bool:
        """Whether the submission is ours now; False if another grader has it."""

    def release(self, name: str) -> None:
        """Give it back."""

    def close(self) -> None:
        """Give all back."""


class FileClaims:
    """For a gradebook in a file: locks on files beside it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._held: dict[str, FileLock] = {}

    def take(self, name: str) -> bool:
        """Whether the submission is ours now; False if another grader has it."""
        lock = FileLock(self._folder / f"{_number(name)}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        self._held[name] = lock
        return True

    def release(self, name: str) -> None:
        """Give it back."""
        lock = self._held.pop(name, None)
        if lock:
            lock.release()

    def close(self) -> None:
        """Give all back."""
        for name in list(self._held):
            self.release(name)


class DatabaseClaims:
    """For PostgreSQL, which several machines may write to: its advisory locks."""

    def __init__(self, db_url: str) -> None:
        self._engine = create_engine(db_url, isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()

    def take(self, name: str) -> bool:
        """Whether the submission is ours now; False if another grader has it."""
        return bool(self._run("SELECT pg_try_advisory_lock(:number)", name))

    def release(self, name: str) -> None:
        """Give it back."""
        self._run("SELECT pg_advisory_unlock(:number)", name)

    def close(self) -> None:
        """Give all back."""
        with contextlib.suppress(Exception):  # the database may be gone, and the claims with it
            self._connection.close()
        self._engine.dispose()

    def _run(self, query: str, name: str) -> object:
        return self._connection.execute(text(query), {"number": _number(name)}).scalar()


def claims_for(db_url: str, folder: Path) -> Claims:
    """The claims that go with a gradebook; `folder` is where those of a file are kept."""
    return FileClaims(folder) if db_url.startswith("sqlite") else DatabaseClaims(db_url)


def _number(name: str) -> int:
    """A name as a signed number of 64 bits, which is what PostgreSQL locks."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
