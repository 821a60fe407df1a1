"""The doctor tries each part for real, and says so where the system refuses one."""

import io
import json
import os
import subprocess
import sys

import pytest
from rich.console import Console

from grading.sandbox import doctor, linux

PROGRAM = """
import json, sys
from grading.sandbox import doctor
sys.stdout.write(json.dumps([[f.name, f.problem, f.hint] for f in doctor.examine()]))
"""
PR_CAPBSET_DROP, CAP_SYS_ADMIN = 24, 21


def examined(prepare):
    """Return the doctor's findings by part, in a process that was changed first."""
    done = subprocess.run([sys.executable, "-I", "-c", PROGRAM], preexec_fn=prepare,
                          capture_output=True, text=True, timeout=300, check=True)
    return {name: (problem, hint) for name, problem, hint in json.loads(done.stdout)}


def broken(findings):
    return {name for name, (problem, _) in findings.items() if problem}


def refusing(*calls, clone_flags=0):
    """A preparation that has these system calls refused, as a container's profile would.

    `clone_flags` are refused to the call that makes processes.
    """
    def prepare():
        import grading.sandbox.seccomp as filters

        lines = [(filters.LOAD, 0, 0, filters.NUMBER)]
        for call in calls:
            lines += [(filters.EQUAL, 0, 1, call), (filters.RETURN, 0, 0, filters.ERRNO | 1)]
        lines += [(filters.EQUAL, 0, 4, 56), (filters.LOAD, 0, 0, filters.ARGUMENTS),
                  (filters.AND, 0, 0, clone_flags), (filters.EQUAL, 1, 0, 0),
                  (filters.RETURN, 0, 0, filters.ERRNO | 1), (filters.RETURN, 0, 0, filters.ALLOW)]
        filters.program = lambda *args: lines
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
        filters.refuse_syscalls()
    return prepare


x86_64 = pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86_64")
as_root = pytest.mark.skipif(os.getuid() != 0, reason="takes rights away from root")


def test_here_nothing_is_missing():
    assert doctor.missing() == []


@x86_64
def test_without_landlock_it_says_what_is_not_protected_and_how_to_get_it():
    findings = examined(refusing(444))
    assert broken(findings) == {"Landlock", "a kernel in all of these"}
    assert "5.13" in findings["Landlock"][1]


@x86_64
def test_without_namespaces_it_names_the_parts_that_need_them():
    findings = examined(refusing(272, clone_flags=0x7E020000))
    assert broken(findings) == {"processes of its own", "a file system of its own",
                                "a network of its own", "users of its own",
                                "a kernel in all of these"}
    assert "not permitted" in findings["a network of its own"][0]


@x86_64
def test_without_seccomp_it_says_so():
    assert broken(examined(refusing(317))) == {"a filter of system calls",
                                               "a kernel in all of these"}


@x86_64
def test_without_new_kinds_of_mounts_it_says_so():
    assert broken(examined(refusing(428))) == {"a file system of its own",
                                               "a kernel in all of these"}


@as_root
def test_root_of_a_container_is_reported_which_right_it_needs():
    findings = examined(lambda: linux.prctl(PR_CAPBSET_DROP, CAP_SYS_ADMIN))
    assert "a kernel in all of these" in broken(findings)


@as_root
def test_files_that_only_their_owner_may_read_are_named(tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    (tmp_path / "strict").mkdir(mode=0o750)
    monkeypatch.setattr(doctor, "ANSWERCHECK", tmp_path)
    with pytest.raises(PermissionError, match="strict"):
        doctor._files_of_python()


@pytest.mark.parametrize("mask", [
    0o077, *(pytest.param(one, marks=pytest.mark.slow) for one in (0o007, 0o027))])
def test_a_strict_umask_breaks_no_part(mask):
    assert broken(examined(lambda: os.umask(mask))) == set()


@pytest.mark.parametrize(("system", "name"), [("Darwin", "macOS"), ("Windows", "Windows")])
def test_elsewhere_it_says_plainly_that_there_is_no_sandbox(system, name, monkeypatch):
    monkeypatch.setattr("platform.system", lambda: system)
    finding = doctor.examine()[0]
    assert finding.problem == f"this is {name}"
    assert "docker run" in finding.hint
    assert doctor.missing() == ["Linux"]


def test_the_table_shows_each_part_and_the_systems_own_words():
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(doctor.report([doctor.Finding("one", "all is lost"),
                                 doctor.Finding("other", "all", "[b] no such call", "newer")]))
    text = console.export_text()
    assert "✓" in text
    assert "[b] no such call" in text
