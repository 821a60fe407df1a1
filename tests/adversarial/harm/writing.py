"""Harm: files outside that are written, changed and removed."""

from tests.adversarial.harm.making import harm
from tests.adversarial.sample import Sample

PLACES = ("home", "course", "beside", "far", "other")


def _in_places(name: str, sentence: str, *actions: str, places: tuple[str, ...] = PLACES,
               needs_root: bool = False) -> Sample:
    """Run each action in the folders of canaries; print the error if it is refused."""
    folders = ", ".join(f'"CANARY.{place}"' for place in places)
    code = [f"import os\nimport shutil\nimport subprocess\nfor folder in [{folders}]:"]
    for action in actions:
        lines = "\n".join(f"        {line}" for line in action.splitlines())
        code.append(f"    try:\n{lines}\n    except Exception as error:\n        print(error)")
    return harm(name, f"{sentence}; refused, full points.", "\n".join(code),
                reaches=tuple(f"{place}: changed" for place in places), needs_root=needs_root)


WRITING = (
    _in_places("write-new", "New files and folders are made outside",
               'open(f"{folder}/new.txt", "w").write("x")', 'os.mkdir(f"{folder}/new")',
               'os.mkfifo(f"{folder}/pipe")'),
    _in_places("write-over", "Files outside are written over",
               'open(f"{folder}/keep.txt", "w").write("changed")'),
    _in_places("write-append", "Files outside are added to and cut off",
               'open(f"{folder}/keep.txt", "a").write("x")',
               'os.truncate(f"{folder}/secret.txt", 1)'),
    _in_places("write-in-place", "Files outside are opened for reading and writing, and mapped",
               'import mmap\nwith open(f"{folder}/keep.txt", "r+b") as file:\n'
               '    mmap.mmap(file.fileno(), 0)[0:1] = b"X"'),
    _in_places("write-by-child", "A child process writes outside",
               'subprocess.run(["sh", "-c", f"echo x >> {folder}/keep.txt"], check=True)'),
    _in_places("delete", "Files outside are deleted", 'os.remove(f"{folder}/keep.txt")'),
    _in_places("delete-all", "Whole folders outside are deleted", "shutil.rmtree(folder)",
               places=("home", "course", "beside", "far")),
    _in_places("rename", "Files outside get other names",
               'os.rename(f"{folder}/keep.txt", f"{folder}/mine.txt")'),
    _in_places("mode", "Files outside get other permissions",
               'os.chmod(f"{folder}/keep.txt", 0o777)', "os.chmod(folder, 0o777)"),
    _in_places("mode-by-descriptor", "Permissions change through a descriptor opened for reading",
               'os.fchmod(os.open(f"{folder}/keep.txt", os.O_RDONLY), 0o666)'),
    _in_places("owner", "Files outside get another owner",
               'os.chown(f"{folder}/keep.txt", 12345, 12345)', needs_root=True),
    _in_places("times", "Files outside get other times",
               'os.utime(f"{folder}/keep.txt", (1, 1))'),
    _in_places("attributes", "Files outside get attributes",
               'os.setxattr(f"{folder}/keep.txt", "user.mark", b"1")'),
    _in_places("set-user-id", "Set-user-id programs are left outside",
               'shutil.copy("/bin/true", f"{folder}/root")\nos.chmod(f"{folder}/root", 0o6755)'),
    _in_places("hard-link", "Files outside get a second name",
               'os.link(f"{folder}/keep.txt", f"{folder}/linked.txt")'),
    _in_places("hard-link-here", "A file outside gets a second name in the own folder, which is "
               "written to",
               'os.link(f"{folder}/keep.txt", "mine.txt")\nopen("mine.txt", "w").write("x")\n'
               'os.remove("mine.txt")', places=("other",)),
    _in_places("symlink-out", "A link of the own folder leads outside and is written through",
               'os.symlink(f"{folder}/keep.txt", "link")\nopen("link", "w").write("x")',
               'os.remove("link")'),
    _in_places("symlink-folder", "A linked folder leads outside",
               'os.symlink(folder, "folder")\nopen("folder/new.txt", "w").write("x")',
               'os.remove("folder")'),
    _in_places("dots-out", "A path with many dots leads outside",
               'dots = "../" * 40\nopen(f"{dots}{folder}/new.txt", "w").write("x")'),
    _in_places("proc-out", "Another process's root and folder lead outside",
               'open(f"/proc/CANARY.pid/root{folder}/new.txt", "w").write("x")',
               'open(f"/proc/1/root{folder}/new.txt", "w").write("x")'),
    harm("write-marks", "Files are left in shared folders, in the home and in the course; refused, "
         "or gone with the kernel, full points.", """\
for folder in ("/tmp", "/var/tmp", "/dev/shm", "CANARY.own_home", "ROOT", "/"):
    try:
        with open(f"{folder}/CANARY.mark", "w") as file:
            file.write("x")
    except OSError as error:
        print(error.strerror)""", reaches=("/tmp: new file", "/var/tmp: new file")),
    harm("own-set-user-id", "A set-user-id program is left in the own folder; it is gone, full "
         "points.", """\
import os
import shutil
shutil.copy("/bin/true", "/tmp/CANARY.mark")
os.chmod("/tmp/CANARY.mark", 0o6755)""", reaches=("/tmp: new file",)),
    harm("gradebook-overwritten", "Last year's gradebook is changed; refused, full points.", """\
import sqlite3
try:
    with sqlite3.connect("CANARY.gradebook", timeout=1) as book:
        book.execute("update grade set score = 0")
except Exception as error:
    print(error)""", reaches=("gradebook: changed",)),
    harm("gradebook-deleted", "Last year's gradebook is deleted; refused, full points.",
         "import os\ntry:\n    os.remove('CANARY.gradebook')\nexcept OSError as error:\n"
         "    print(error.strerror)", reaches=("gradebook: changed",)),
    harm("scores-changed", "Points of all are changed in the gradebook; refused, full points.", """\
import sqlite3
try:
    with sqlite3.connect("CANARY.scores", timeout=1) as book:
        book.execute("update grade set manual_score = 1")
        book.execute("delete from student where id = 'canary'")
except Exception as error:
    print(error)""", reaches=("scores: changed",)),
)
