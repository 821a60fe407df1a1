"""The files a kernel sees: the system's, its own, and no others."""

import sys
from pathlib import Path

import pytest

from tests.grading.attempts import attempt, outside
from tests.this_course import COURSE


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    """A file of the instructor's that everybody may read and write."""
    folder = tmp_path_factory.mktemp("instructor")
    for place in (folder, folder.parent, folder.parent.parent):
        place.chmod(0o777)
    path = folder / "gradebook.db"
    path.write_text("marks")
    path.chmod(0o666)
    return path


FORBIDDEN = {
    "read": "open({0!r}).read()", "list": "os.listdir(os.path.dirname({0!r}))",
    "write": "open({0!r}, 'w')", "remove": "os.remove({0!r})",
    "make beside": "open({0!r} + '.new', 'w')", "link": "os.link({0!r}, '/tmp/work/l')",
    "symbolic link": "os.symlink({0!r}, '/tmp/work/s'); open('/tmp/work/s').read()",
    "by the root of init": "open('/proc/1/root' + {0!r})",
    "mode": "os.stat({0!r}); os.chmod({0!r}, 0o600)", "size": "os.truncate({0!r}, 0)",
}


@pytest.mark.parametrize("action", FORBIDDEN.values(), ids=FORBIDDEN)
def test_no_file_outside_is_read_or_changed(action, shared, canary):
    assert shared.run(attempt(action.format(str(canary)))).startswith("refused")
    assert canary.read_text() == "marks"
    assert [path.name for path in canary.parent.iterdir()] == ["gradebook.db"]


@pytest.mark.parametrize("name", ["read", "list", "make beside"])
def test_without_the_sandbox_it_would_be(name, canary):
    assert outside(FORBIDDEN[name].format(str(canary))) == "done\n"
    for path in canary.parent.glob("*.new"):
        path.unlink()


@pytest.mark.parametrize("path", [
    COURSE / "grading", COURSE / "source", COURSE / "gradebook.db", COURSE / ".git", "/home",
    "/etc/shadow", "/var", "/run", "/sys/fs/cgroup", "/dev/mem", "/dev/zero"], ids=str)
def test_what_is_not_for_submissions_is_not_there(path, shared):
    assert shared.run(f"import os; print(os.path.exists({str(path)!r}))") == "False\n"


def test_of_the_course_it_sees_the_packages_for_students_alone(shared):
    python = {Path(sys.prefix).relative_to(COURSE).parts[0]} if (
        Path(sys.prefix).is_relative_to(COURSE)) else set()
    seen = shared.run(f"import os; print(*os.listdir({str(COURSE)!r}))").split()
    assert set(seen) == {"helpers", "answercheck"} | python
    assert "ModuleNotFoundError" in shared.run("import grading")


@pytest.mark.parametrize("folder", [
    "/", "/dev", "/etc", "/usr", "/sockets", str(COURSE / "helpers"), sys.prefix,
    "/proc/sys/kernel"])
def test_what_is_there_for_all_cannot_be_written_to(folder, shared):
    assert shared.run(attempt(f"open({folder!r} + '/new', 'w')")).startswith("refused")


def test_its_scratch_folder_is_its_own_to_write(shared):
    action = ("os.makedirs('a/b'); open('a/b/c', 'w').write('x'); os.rename('a', 'd'); "
              "shutil.rmtree('d'); open('/tmp/x', 'w').write('y'); os.remove('/tmp/x')")
    assert shared.run(attempt(action)) == "done\n"


def test_the_files_handed_in_lie_in_its_folder_and_links_do_not(start, tmp_path, canary):
    (tmp_path / "own.ipynb").write_text("{}")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "fox.png").write_text("not really")
    (tmp_path / "mine.py").write_text("answer = 42")
    (tmp_path / "stolen.txt").symlink_to(canary)
    kernel = start(tmp_path)
    assert kernel.run("import os; print(sorted(os.listdir('.')), os.listdir('pictures'))") == (
        "['mine.py', 'pictures'] ['fox.png']\n")
    assert kernel.run("import mine; print(mine.answer)") == "42\n"
    kernel.run("open('mine.py', 'w').write('')")
    assert (tmp_path / "mine.py").read_text() == "answer = 42"


def test_no_file_handed_in_runs_before_the_first_cell(start, tmp_path):
    (tmp_path / "marker.py").write_text("")
    for name in ("sitecustomize.py", "usercustomize.py", "ipykernel_launcher.py", "comm.py",
                 "ipython_config.py", "ipython_kernel_config.py", "startup.py", "storemagic.py",
                 "debugpy.py", "sqlite3.py", ".ipython/profile_default/startup/00.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("import os; os.remove('/tmp/work/marker.py')")
    kernel = start(tmp_path)
    assert kernel.run("import os; print(os.path.exists('marker.py'))") == "True\n"


def test_more_than_fits_into_the_scratch_folder_is_left_out(start, tmp_path):
    (tmp_path / "big").write_bytes(b"x" * 9 * 2**20)
    (tmp_path / "small").write_text("x")
    kernel = start(tmp_path, scratch_mb=8)
    assert kernel.run("import os; print(os.listdir('.'))") == "['small']\n"
