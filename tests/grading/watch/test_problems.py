"""When a problem is told, and when what it stopped is tried again."""

from grading.watch.events import Event, Kind
from grading.watch.problems import Backoff, Problems


def test_a_problem_is_told_once_until_it_is_another_one_or_is_solved():
    said = []
    problems = Problems(said.append)
    for problem in ("no room", "no room", "no rights", "no room"):
        problems.tell("ana", problem, "ps1", "ana")
    problems.tell("bela", "no room", "ps1", "bela")
    problems.solved("ana")
    problems.tell("ana", "no room", "ps1", "ana")
    problems.tell("bela", "no room", "ps1", "bela")
    assert said == [Event(Kind.PROBLEM, "ps1", student, detail=problem) for student, problem in (
        ("ana", "no room"), ("ana", "no rights"), ("ana", "no room"), ("bela", "no room"),
        ("ana", "no room"))]


def test_what_fails_is_tried_again_ever_later_up_to_a_bound_and_each_on_its_own():
    backoff = Backoff(60, 300)
    assert [backoff.failed("ana") for _ in range(5)] == [60, 120, 240, 300, 300]
    assert backoff.failed("bela") == 60
    backoff.reset("ana")
    assert [backoff.failed("ana"), backoff.failed("bela")] == [60, 120]
