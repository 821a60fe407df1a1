import multiprocessing
import os
import signal

import pytest

from grading.gradebook.locks import DatabaseClaims, FileClaims, claims_for

SPAWN = multiprocessing.get_context("spawn")


def hold(folder, name, pipe):
    """Another grader: it tells whether it got the claim, and keeps it until it is killed."""
    claims = FileClaims(folder)
    pipe.send(claims.take(name))
    signal.pause()


@pytest.fixture
def other(tmp_path):
    """A process that has claimed "week/ada"."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=hold, args=(tmp_path, "week/ada", theirs))
    process.start()
    assert ours.recv() is True
    yield process
    process.kill()
    process.join()


def test_what_another_grader_has_cannot_be_taken_and_other_names_can(tmp_path, other):
    claims = FileClaims(tmp_path)
    assert not claims.take("week/ada")
    assert claims.take("week/bela")
    claims.close()


def test_a_claim_ends_with_the_process_that_holds_it_however_that_ends(tmp_path, other):
    os.kill(other.pid, signal.SIGKILL)
    other.join()
    claims = FileClaims(tmp_path)
    assert claims.take("week/ada")
    claims.close()


def test_what_is_given_back_can_be_taken_again(tmp_path):
    one, two = FileClaims(tmp_path), FileClaims(tmp_path)
    assert one.take("a")
    assert not two.take("a")
    one.release("a")
    assert two.take("a")
    two.release("never taken")
    two.close()
    assert one.take("a")
    one.close()


def test_names_of_any_letters_are_claimed(tmp_path):
    claims = FileClaims(tmp_path)
    assert claims.take("week/../../ß \n" + 300 * "x")
    claims.close()
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_a_gradebook_in_a_file_has_claims_beside_it(tmp_path):
    claims = claims_for("sqlite:///x.db", tmp_path)
    assert isinstance(claims, FileClaims)
    assert not isinstance(claims, DatabaseClaims)
