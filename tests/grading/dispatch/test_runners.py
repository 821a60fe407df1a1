import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from grading.dispatch.process_pool import CallLimits, ProcessPool
from grading.dispatch.runners import (
    DEATHS,
    InProcessExecutor,
    Runner,
    Task,
    TaskResult,
    WorkerDiedError,
    cluster,
    local,
    processes,
    run_tasks,
)
from grading.dispatch.worker_cache import MAX_ITEMS, digest_of, load
from grading.errors import CourseError
from grading.sandbox.limits import MB
from tests.patience import PATIENCE_S
from tests.this_course import COURSE


def echo(text):
    return text.encode()


def fail(text):
    raise ValueError(text)


def end_process(_text):
    os.kill(os.getpid(), signal.SIGKILL)


def shared(_text):
    return load(digest_of(b"for all"))


def tasks(function, *names):
    return [Task(name, function, (name,)) for name in names]


def test_here_gives_each_result_before_it_begins_the_next():
    begun = []

    def function(name):
        begun.append(name)
        return b""

    found = run_tasks(Runner(InProcessExecutor()), tasks(function, "a", "b"))
    assert next(found) == TaskResult("a", b"")
    assert begun == ["a"]
    assert [one.name for one in found] == ["b"]


def test_a_call_that_raises_is_a_problem_and_does_not_stop_the_rest():
    mixed = [*tasks(fail, "a"), *tasks(echo, "b")]
    assert list(run_tasks(Runner(InProcessExecutor()), mixed)) == [
        TaskResult("a", problem="ValueError: a"), TaskResult("b", b"b")]


def test_no_more_tasks_are_read_than_are_worked_on():
    n_read = 0

    def many():
        nonlocal n_read
        for number in range(100):
            n_read += 1
            yield Task(str(number), echo, (str(number),))

    with ThreadPoolExecutor(2) as threads:
        for n_done, _ in enumerate(run_tasks(Runner(threads, 3), many())):
            assert n_read <= n_done + 1 + 3 + 3  # one batch may end while another is given out
    assert n_done == 99


def test_one_that_shared_a_worker_with_the_guilty_is_tried_again_alone():
    at_work = []
    lock = threading.Lock()

    def on_one_worker(name):
        """The guilty ends the worker of all who are there."""
        with lock:
            at_work.append(name)
        time.sleep(0.05)
        with lock:
            company = set(at_work)
        time.sleep(0.05)
        with lock:
            at_work.remove(name)
        if "guilty" in company:
            raise WorkerDiedError
        return b""

    with ThreadPoolExecutor(3) as threads:
        found = list(run_tasks(Runner(threads, 3), tasks(on_one_worker, "a", "guilty", "b")))
    assert {one.name: one.returned for one in found} == {"a": b"", "b": b"", "guilty": None}


def test_a_pool_survives_what_kills_its_processes_and_gives_up_on_it_alone():
    with local(1) as runner:
        found = list(run_tasks(runner, [*tasks(end_process, "k"), *tasks(echo, "a", "b"),
                                       *tasks(fail, "f")]))
        assert runner.deaths == DEATHS
    assert found == [TaskResult("a", b"a"), TaskResult("b", b"b"),
                     TaskResult("f", problem="RuntimeError: ValueError: f"), TaskResult("k")]


def leak(_text):
    """Keep more and more, in small steps, as a leak does."""
    kept = []
    while True:
        kept.append(bytearray(MB))


def ask_for_much(_text):
    return bytes(bytearray(3_000 * MB))


def hide_an_error(_text):
    """Take too much behind code that goes on after any exception."""
    kept = []
    while True:
        with contextlib.suppress(Exception):
            kept.append(bytearray(MB))


def compute(_text):
    while True:
        pass


def compute_in_c(_text):
    return str(re.match("(a|a)*b", 40 * "a")).encode()


def sleep(_text):
    time.sleep(600)


@pytest.mark.parametrize(("function", "limits", "said"), [
    pytest.param(leak, CallLimits(memory_mb=600), "it took more than 600 MB of memory",
                 marks=pytest.mark.slow),
    (ask_for_much, CallLimits(memory_mb=600), "it took more than 600 MB of memory"),
    (hide_an_error, CallLimits(memory_mb=600), "it took more than 600 MB of memory"),
    (compute, CallLimits(cpu_s=0.5), "it took more than 0.5 s of processor time"),
    (compute_in_c, CallLimits(cpu_s=0.5), "it took more than 0.5 s of processor time"),
    pytest.param(sleep, CallLimits(wall_s=10), "it took longer than 10 s",
                 marks=pytest.mark.slow)])
def test_a_call_that_takes_too_much_costs_itself_alone_and_is_told(function, limits, said):
    with processes(1, limits) as runner:
        found = list(run_tasks(runner, [*tasks(echo, "a"), *tasks(function, "greedy"),
                                       *tasks(echo, "b")]))
    assert sorted(found, key=lambda one: one.name) == [
        TaskResult("a", b"a"), TaskResult("b", b"b"), TaskResult("greedy", problem=said)]


_leaked = []


def leak_a_little(text):
    """Nothing that one call takes is too much; what all before it left behind is."""
    _leaked.append(bytearray(150 * MB))
    return text.encode()


def test_what_earlier_calls_have_leaked_is_nobodys_fault_and_ends_with_the_process():
    names = [f"s{number}" for number in range(8)]
    with processes(1, CallLimits(memory_mb=700)) as runner:
        found = list(run_tasks(runner, tasks(leak_a_little, *names)))
    assert {one.name: one.returned for one in found} == {name: name.encode() for name in names}


def test_a_call_that_a_cluster_does_not_end_is_given_up_and_the_others_have_their_results():
    has_ended = threading.Event()

    def wait(name):
        if name == "endless":
            has_ended.wait(PATIENCE_S)
        return name.encode()

    with ThreadPoolExecutor(2) as threads:
        try:
            runner = Runner(threads, 2, wall_s=0.3)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("grading.dispatch.runners.LOOK_S", 0.1)
                found = list(run_tasks(runner, tasks(wait, "endless", "a", "b")))
        finally:
            has_ended.set()
    assert {one.name: one.returned for one in found} == {
        "a": b"a", "b": b"b", "endless": None}
    assert {one.problem for one in found} == {"", "it took longer than 0.3 s"}


SHARED_ZYGOTE = """
import os, signal
from grading.dispatch.runners import Task, local, run_tasks
from grading.sandbox.client import zygote_client

def zygote(_):
    return str(os.fstat(zygote_client().requests.fileno()).st_ino).encode()

if __name__ == "__main__":
    with local(2) as runner:
        for pid in runner.executor.process_ids():
            os.kill(pid, signal.SIGKILL)
        found = run_tasks(runner, [Task(name, zygote, (name,)) for name in "abcd"])
        print({one.returned for one in found} == {zygote("")})
"""


def test_all_processes_share_one_zygote_also_one_that_replaces_another(tmp_path):
    # In a process of its own, whose server of forks no other test has prepared.
    (tmp_path / "program.py").write_text(SHARED_ZYGOTE)
    done = subprocess.run([sys.executable, tmp_path / "program.py"], capture_output=True, text=True,
                          check=True)
    assert done.stdout == "True\n"


FORKING = """
import os, psutil
from grading.dispatch.process_pool import ProcessPool
from grading.dispatch.runners import Runner, Task, run_tasks

def parents():
    return {psutil.Process(pid).ppid() for pid in pool.process_ids()}

with ProcessPool(2, by_fork=True) as pool:
    print(len(pool.process_ids()), parents() == {os.getpid()})
    killing = [Task("k", os._exit, (1,)), Task("a", str.encode, ("a",))]
    print(sorted((one.name, one.returned) for one in run_tasks(Runner(pool, 1), killing)))
    print(parents() == {os.getpid()})
"""


def test_processes_are_forked_from_a_process_without_threads_and_replaced_in_another_way():
    done = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, text=True,
                          check=True)
    assert done.stdout.splitlines() == ["2 True", "[('a', b'a'), ('k', None)]", "False"]


def test_a_process_that_was_killed_while_idle_is_replaced():
    with local(1) as runner:
        assert runner.executor.submit(echo, "a").result() == b"a"
        pid, = runner.executor.process_ids()
        os.kill(pid, signal.SIGKILL)
        found = list(run_tasks(runner, tasks(echo, "b")))
        assert found == [TaskResult("b", b"b")]
        assert runner.executor.process_ids() != [pid]


def test_a_lost_runner_still_gives_what_is_done():
    def function(name):
        if name == "lost":
            raise CourseError("lost")
        return b""

    found = run_tasks(Runner(InProcessExecutor()), tasks(function, "a", "lost", "b"))
    assert next(found).name == "a"
    with pytest.raises(CourseError, match="lost"):
        list(found)


def test_a_cluster_that_is_not_there_is_reported_in_one_line(monkeypatch):
    monkeypatch.setattr("grading.dispatch.runners.CONNECT_S", 1)
    with pytest.raises(CourseError, match="no Dask scheduler answers"), \
            cluster("tcp://127.0.0.1:1"):
        pass


def test_what_is_shared_is_in_every_process_also_in_one_that_replaces_another():
    with local(1, unsafe=True) as runner:
        assert [one.problem for one in run_tasks(runner, tasks(shared, "before"))] == [
            "RuntimeError: LookupError: this worker does not have the assignment's definition; "
            "grade again"]
        runner.share(b"for all")
        found = run_tasks(runner, [*tasks(shared, "a"), *tasks(end_process, "b"),
                                  *tasks(shared, "c")])
        assert {one.name: one.returned for one in found} == {
            "a": b"for all", "b": None, "c": b"for all"}


def test_what_is_shared_again_is_not_crowded_out_by_what_was_shared_since():
    with local(1, unsafe=True) as runner:
        for content in (b"for all", *(b"%d" % number for number in range(MAX_ITEMS - 1)),
                        b"for all", b"for others"):
            runner.share(content)
        found, = run_tasks(runner, tasks(shared, "a"))
        assert found.returned == b"for all"


def note(path, text):
    with Path(path).open("a") as file:
        file.write(f"{text}\n")


@pytest.mark.parametrize(("asked", "made"), [
    (["the same"] * 3 * MAX_ITEMS, ["the same"]),
    (["first", "second", "first"], ["second", "first"]),
    ([str(n) for n in range(3 * MAX_ITEMS)], [str(n) for n in range(2 * MAX_ITEMS, 3 * MAX_ITEMS)]),
])
def test_a_process_that_replaces_another_makes_no_more_calls_than_it_needs(tmp_path, asked, made):
    with ProcessPool(1) as pool:
        for text in asked:
            pool.call_in_each(note, tmp_path / "called", text)
        with pytest.raises(WorkerDiedError):
            pool.submit(end_process, "").result()
        (tmp_path / "called").unlink()
        assert pool.submit(echo, "a").result() == b"a"
    assert (tmp_path / "called").read_text().split("\n")[:-1] == made


def leaves(settings, *above):
    if not isinstance(settings, dict):
        return {above: settings}
    return {path: value for name, below in settings.items()
            for path, value in leaves(below, *above, name).items()}


def test_our_settings_of_dask_are_settings_that_it_has_and_has_otherwise():
    ours, theirs = (leaves(yaml.safe_load(path.read_text())) for path in (
        COURSE / "grading" / "dispatch" / "dask.yaml",
        Path(find_spec("distributed").origin).with_name("distributed.yaml")))
    assert ours
    for path, value in ours.items():
        assert theirs[path] != value, path


def test_tasks_may_come_over_time_and_results_are_given_while_there_is_none():
    done = []

    def coming():
        yield from tasks(echo, "ana")
        while not done:
            yield None
        yield None
        yield from tasks(echo, "bela")

    for runner in (Runner(InProcessExecutor()), Runner(ThreadPoolExecutor(2), width=3)):
        done.clear()
        for result in run_tasks(runner, coming()):
            done.append(result.name)
        assert done == ["ana", "bela"]


def test_while_all_workers_are_at_work_they_are_looked_at_no_more_often_than_at_the_end():
    looks = []

    def work(name):
        time.sleep(0.5)
        return name.encode()

    with ThreadPoolExecutor(1) as threads:
        runner = Runner(threads, check_alive=lambda: looks.append(time.monotonic()))
        assert len(list(run_tasks(runner, tasks(work, "ana", "bela")))) == 2
    assert not looks


INTERRUPTED = """
import signal
if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    from grading.dispatch.process_pool import ProcessPool
    with ProcessPool(1) as pool:
        print("starting", flush=True)
        pool.submit(str).result()
    print("done", flush=True)
"""


def test_ctrl_c_while_processes_are_starting_reaches_this_process_alone(tmp_path):
    (tmp_path / "program.py").write_text(INTERRUPTED)
    process = subprocess.Popen([sys.executable, tmp_path / "program.py"], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               env={**os.environ, "PYTHONPATH": str(COURSE)},
                               start_new_session=True)
    assert process.stdout.readline() == "starting\n"
    while process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
    assert process.stdout.read() == "done\n"
