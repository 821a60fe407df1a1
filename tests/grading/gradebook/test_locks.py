import multiprocessing
import os
import signal

import pytest

from grading.gradebook.locks import AdvisoryLocks, FileLocks, locks_for
from tests.patience import PATIENCE_S

SPAWN = multiprocessing.get_context("spawn")


def hold(folder, name, pipe):
    """Another grader: it tells whether it got the lock, and keeps it until it is killed."""
    locks = FileLocks(folder)
    pipe.send(locks.acquire(name))
    signal.pause()


@pytest.fixture
def other(tmp_path):
    """A process that has claimed "week/ada"."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=hold, args=(tmp_path, "week/ada", theirs))
    process.start()
    assert ours.poll(PATIENCE_S)
    assert ours.recv() is True
    yield process
    process.kill()
    process.join(PATIENCE_S)


def test_what_another_grader_has_cannot_be_taken_and_other_names_can(tmp_path, other):
    locks = FileLocks(tmp_path)
    assert not locks.acquire("week/ada")
    assert locks.acquire("week/bela")
    locks.close()


def test_a_claim_ends_with_the_process_that_holds_it_however_that_ends(tmp_path, other):
    os.kill(other.pid, signal.SIGKILL)
    other.join(PATIENCE_S)
    locks = FileLocks(tmp_path)
    assert locks.acquire("week/ada")
    locks.close()


def test_what_is_given_back_can_be_taken_again(tmp_path):
    one, two = FileLocks(tmp_path), FileLocks(tmp_path)
    assert one.acquire("a")
    assert not two.acquire("a")
    one.release("a")
    assert two.acquire("a")
    two.release("never taken")
    two.close()
    assert one.acquire("a")
    one.close()


def test_names_of_any_letters_are_claimed(tmp_path):
    locks = FileLocks(tmp_path)
    assert locks.acquire("week/../../ß \n" + 300 * "x")
    locks.close()
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_a_gradebook_in_a_file_has_claims_beside_it(tmp_path):
    locks = locks_for("sqlite:///x.db", tmp_path)
    assert isinstance(locks, FileLocks)
    assert not isinstance(locks, AdvisoryLocks)
