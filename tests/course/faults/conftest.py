"""A class graded in peace, to compare with; PostgreSQL."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text

from tests.course.faults.processes import grade, run
from tests.course.faults.small import CLASS, configure, left_of, made_course, prepare
from tests.needed import needed
from tests.once import made_once
from tests.patience import PATIENCE_S


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A course with the small class, to be copied."""
    return made_once(tmp_path_factory, "small-class", made_course)


@pytest.fixture(scope="session")
def undisturbed(made, tmp_path_factory):
    """Return the results of the small class when grading is not disturbed."""
    def grade_in_peace(folder):
        status, said = run(copy(made, folder / "course"))
        assert status == 0, said

    return left_of(made_once(tmp_path_factory, "undisturbed", grade_in_peace) / "course")


@pytest.fixture
def root(made, tmp_path):
    """A course with the small class, not graded yet."""
    return copy(made, tmp_path / "course")


@pytest.fixture(scope="session")
def graded(made, tmp_path_factory):
    """Graded once, to be copied."""
    def grade_all(folder):
        assert grade(copy(made, folder / "course")) == list(CLASS)

    return made_once(tmp_path_factory, "graded", grade_all) / "course"


@pytest.fixture
def again(graded, tmp_path):
    """A graded course of the test's own."""
    return copy(graded, tmp_path / "course")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def either(request, root):
    """The same with a gradebook of either kind."""
    if request.param == "postgresql":
        configure(root, request.getfixturevalue("new_database")())
    return root


def copy(made, folder):
    """A course of its own."""
    shutil.copytree(made, folder)
    configure(folder)
    return folder


@pytest.fixture(scope="session")
def new_database(made, tmp_path_factory):
    """Makes gradebooks on a PostgreSQL server that is started for the tests; their addresses."""
    with TemporaryDirectory() as folder:  # pytest's own are private, and root's
        yield from _served_databases(Path(folder), made, tmp_path_factory)


def _served_databases(folder, made, tmp_path_factory):
    programs = _postgresql()
    _, user = _unprivileged()
    if os.getuid() == 0:
        shutil.chown(folder, user)
    data, socket = folder / "data", folder
    _as_user(programs / "initdb", "--no-sync", "--auth=trust", "--username=course",
             "--encoding=UTF8", "--pgdata", data)
    settings = f"-c listen_addresses='' -c unix_socket_directories='{socket}' -c fsync=off"
    _as_user(programs / "pg_ctl", "--pgdata", data, "--wait", f"--timeout={PATIENCE_S}",
             "--options", settings, "--log", folder / "log", "start")
    address = f"postgresql+psycopg://course@/%s?host={socket}"
    server = create_engine(address % "postgres", isolation_level="AUTOCOMMIT")
    numbers = iter(range(1000))

    def create(template="released"):
        name = f"course{next(numbers)}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return address % name

    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE released"))
    root = copy(made, tmp_path_factory.mktemp("released") / "course")
    configure(root, address % "released")
    prepare(root)
    yield create
    server.dispose()
    _as_user(programs / "pg_ctl", "--pgdata", data, "--mode=immediate", "stop")


def _postgresql():
    """The folder of PostgreSQL's own programs, which Debian does not put on the PATH."""
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return found[-1] if found else needed("PostgreSQL (Debian's package postgresql)")


def _unprivileged():
    """PostgreSQL refuses to be run by root: the command before its own, and the user's name."""
    if os.getuid():
        return [], pwd.getpwuid(os.getuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}",
            "--clear-groups"], user


def _as_user(*command):
    before, _ = _unprivileged()
    done = subprocess.run([*before, *map(str, command)], cwd="/", text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
