"""A class graded on a Dask cluster, whose parts die."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grading.cli.main import main
from grading.course.course import Course
from tests.course.faults.dask_cluster import Cluster, can_hide
from tests.course.faults.processes import (
    below,
    end_of,
    grade_in_fork,
    kill,
    run,
    start,
    workers_at_work,
)
from tests.course.faults.small import (
    CLASS,
    WEEK,
    graded_notebook,
    left_of,
    recorded,
    scores,
)
from tests.course.faults.test_deaths import Fate, hand_in_killer
from tests.course.faults.test_stops import n_graded
from tests.patience import PATIENCE_S, until

# Dask itself tries again so often; its own default is 3.
ALLOWED = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two workers, one with three threads; they see no course of the tests."""
    hidden = tmp_path_factory.getbasetemp() if can_hide() else None
    with TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder), hidden, **ALLOWED)
        cluster.add_worker("--nthreads", "1")
        cluster.add_worker("--nthreads", "3")
        yield cluster.until_ready()
        cluster.close()


@pytest.mark.slow
def test_workers_that_share_no_disk_grade_as_one_machine_does(cluster, root, undisturbed):
    for worker in cluster.workers:
        seen = subprocess.run(["nsenter", f"--mount=/proc/{worker.pid}/ns/mnt", "ls", root],
                              capture_output=True, check=False) if can_hide() else None
        assert seen is None or seen.returncode != 0
    status, said = run(root, "--scheduler", cluster.address)
    assert status == 0, said
    assert left_of(root) == undisturbed
    assert recorded(root) == list(CLASS)


@pytest.mark.slow
def test_feedback_pages_made_by_a_cluster_are_those_that_one_machine_makes(
        cluster, root, monkeypatch, capsys):
    assert run(root)[0] == 0
    course = Course(root)
    pages = [course.folder("feedback", name, WEEK) for name in CLASS]
    monkeypatch.chdir(root)

    def written(*options):
        """The pages that the command writes, by path."""
        monkeypatch.setattr("sys.argv", ["course", "feedback", WEEK, *options])
        with pytest.raises(SystemExit) as end:
            main()
        assert not end.value.code
        found = {path: path.read_bytes() for folder in pages for path in folder.glob("*.html")}
        return found, "".join(capsys.readouterr())

    here, said = written("--force", "--workers", "1")
    assert len(here) == len(CLASS)
    assert f"written: {len(CLASS)} pages" in said
    for path in here:
        path.unlink()
    there, said = written("--scheduler", cluster.address)
    assert there == here
    assert f"written: {len(CLASS)} pages" in said
    again, said = written("--scheduler", cluster.address)
    assert again == here
    assert f"written: 0 pages, {len(CLASS)} were as they should be" in said


@pytest.mark.slow
def test_a_submission_that_kills_workers_of_the_cluster_is_a_zero_and_the_others_are_not(
        cluster, root, undisturbed):
    hand_in_killer(root)
    fate = Fate(*(worker.pid for worker in cluster.workers))
    status, said = run(root, "--scheduler", cluster.address)
    assert len(fate.end()) >= 2
    assert status == 0, said
    assert left_of(root, without=["killer"]) == undisturbed
    assert recorded(root) == [*CLASS, "killer"]
    assert scores(root)["killer"] == 0
    assert "it ended every process that graded it" in graded_notebook(root, "killer")


@pytest.mark.slow
def test_workers_that_are_killed_take_no_submission_with_them(cluster, root, undisturbed):
    grader = start(root, "--scheduler", cluster.address)
    for nanny in cluster.workers:
        kill(until(lambda nanny=nanny: workers_at_work(below(nanny.pid)), "a worker at work",
                   every_s=0.05)[0])
    status, said = end_of(grader)
    assert status == 0, said
    assert left_of(root) == undisturbed
    assert recorded(root) == list(CLASS)


@pytest.mark.slow
def test_when_the_scheduler_dies_the_grader_says_so_and_can_go_on_without_it(
        root, undisturbed, tmp_path):
    cluster = Cluster(tmp_path)
    try:
        cluster.add_worker("--nthreads", "1")
        cluster.until_ready()
        grader = start(root, "--scheduler", cluster.address)
        until(lambda: n_graded(root), "a graded notebook")
        kill(cluster.scheduler)
        status, said = end_of(grader)
    finally:
        cluster.close()
    assert status == 1
    assert len(said.strip().splitlines()) == 1
    assert "the cluster is lost" in said
    assert len(recorded(root)) >= 1
    status, said = run(root, "--scheduler", cluster.address)
    assert status == 1
    assert f"no Dask scheduler answers at {cluster.address}" in said
    assert grade_in_fork(root) == 0
    assert left_of(root) == undisturbed
    assert recorded(root) == list(CLASS)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """An authority and a certificate of its own, as files, made with openssl."""
    folder = tmp_path_factory.mktemp("certificates")
    ca, key, own = folder / "ca.pem", folder / "key.pem", folder / "own.pem"
    for command in (
            f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=course-ca "
            f"-keyout {folder}/ca.key -out {ca}",
            f"openssl req -newkey rsa:2048 -nodes -subj /CN=course -keyout {key} "
            f"-out {folder}/own.csr",
            f"openssl x509 -req -days 2 -in {folder}/own.csr -CA {ca} -CAkey {folder}/ca.key "
            f"-CAcreateserial -out {own}"):
        subprocess.run(command.split(), check=True, capture_output=True)
    return {"ca": ca, "key": key, "own": own}


@pytest.mark.slow
def test_with_tls_those_who_have_the_certificate_work_together_and_others_are_refused(
        certificates, root, undisturbed, tmp_path):
    ca, key, own = certificates.values()
    trusted = ("--protocol", "tls", "--tls-ca-file", ca, "--tls-cert", own, "--tls-key", key)
    cluster = Cluster(tmp_path, security=trusted)
    try:
        assert cluster.address.startswith("tls://")
        cluster.add_worker("--no-nanny", "--nthreads", "1")
        cluster.until_ready()
        stranger = cluster.add_worker("--no-nanny", "--death-timeout", "1", security=())
        status, said = run(root, "--scheduler", cluster.address)
        assert status == 1
        assert "no Dask scheduler answers" in said
        assert recorded(root) == []
        tls = "DASK_DISTRIBUTED__COMM__TLS__"
        status, said = run(root, "--scheduler", cluster.address, **{
            f"{tls}CA_FILE": str(ca), f"{tls}CLIENT__CERT": str(own),
            f"{tls}CLIENT__KEY": str(key)})
        assert status == 0, said
        assert stranger.wait(PATIENCE_S) != 0
        assert "Registered to" not in cluster.log(stranger)
    finally:
        cluster.close()
    assert left_of(root) == undisturbed
