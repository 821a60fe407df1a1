"""Disks that are full: the scratch folder of a kernel, the grader's own, the course's."""

import os
import shutil
import subprocess

import pytest

from tests.course.faults.processes import grade_in_fork, run
from tests.course.faults.small import (
    CLASS,
    configure,
    hand_in,
    left_of,
    recorded,
    scores,
    sheet,
)
from tests.needed import needed

FILL = """for number in range(100):
    try:
        with open(f"{number}", "wb") as file:
            for _ in range(50):
                file.write(bytes(2**20))
    except OSError as error:
        print(error.strerror)
        break"""


@pytest.fixture
def mounted(tmp_path):
    """Mounts small file systems; they go with the test."""
    places = []

    def mount(place, size):
        place.mkdir(exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place],
                              capture_output=True, check=False) if os.getuid() == 0 else None
        if not done or done.returncode:
            needed("the right to mount a small file system")
        places.append(place)

    yield mount
    for place in places:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_submission_that_fills_its_scratch_folder_harms_nobody(root, undisturbed):
    paper = sheet(root)
    paper.insert(FILL, at=1)
    hand_in(root, "glutton", paper)
    status, said = run(root)
    assert status == 0, said
    assert left_of(root, without=["glutton"]) == undisturbed
    assert scores(root)["glutton"] == scores(root)["ada"]


@pytest.mark.slow
def test_when_the_graders_own_temporary_folder_is_full_nothing_is_recorded_wrongly(
        root, undisturbed, mounted, tmp_path):
    temporary = tmp_path / "tmp"
    mounted(temporary, "16k")
    status, said = run(root, TMPDIR=str(temporary))
    assert status == 1
    assert "No space left on device" in said
    subprocess.run(["mount", "-o", "remount,size=64m", temporary], check=True)
    status, said = run(root, TMPDIR=str(temporary))
    assert status == 0, said
    assert left_of(root) == undisturbed
    assert recorded(root) == list(CLASS)
    assert [path.name for path in temporary.iterdir() if path.name.startswith("course-")] == []


@pytest.mark.slow
@pytest.mark.parametrize("room_kb", [60, 140])
def test_when_the_disk_of_the_course_is_full_the_class_stops_with_one_line_and_goes_on_later(
        root, undisturbed, mounted, tmp_path, room_kb):
    full = tmp_path / "full"
    mounted(full, "32m")
    course = full / "course"
    shutil.copytree(root, course)
    configure(course)
    ballast = full / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(full).free - room_kb * 1024))
    status, said = run(course)
    assert status == 1
    assert "Traceback" not in said
    assert len(recorded(course)) < len(CLASS)
    ballast.unlink()
    assert grade_in_fork(course) == 0
    assert left_of(course) == undisturbed
    assert recorded(course) == list(CLASS)
