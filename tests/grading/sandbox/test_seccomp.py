"""The filter of system calls, as a program: no jump leads astray, and it answers as meant."""

import errno
import platform

import pytest

from grading.sandbox.seccomp import ALLOW, AUDIT_ARCH, ERRNO, KILL, RETURN, program

LOAD, EQUAL, AT_LEAST, AND = 0x20, 0x15, 0x35, 0x54
REFUSE, DONE, UNKNOWN = ERRNO | errno.EPERM, ERRNO, ERRNO | errno.ENOSYS


def answer(call, *args, machine="x86_64", one_group=False):
    """Return the filter's answer to a system call, by running its program step by step."""
    data = {0: call, 4: AUDIT_ARCH[machine],
            **{16 + 8 * i: value & 0xFFFFFFFF for i, value in enumerate([*args, 0, 0, 0, 0][:6])}}
    lines, at, held = program(machine, one_group), 0, 0
    while True:
        code, if_true, if_false, k = lines[at]
        at += 1
        if code == LOAD:
            held = data[k]
        elif code == AND:
            held &= k
        elif code == RETURN:
            return k
        else:
            at += if_true if (held == k if code == EQUAL else held >= k) else if_false


@pytest.mark.parametrize("machine", AUDIT_ARCH)
def test_every_jump_lands_within_the_program_and_its_end_is_a_return(machine):
    for one_group in (False, True):
        lines = program(machine, one_group)
        assert len(lines) <= 4096
        for at, (code, if_true, if_false, _) in enumerate(lines):
            assert max(if_true, if_false) <= 255
            assert code == RETURN or at + 1 + max(if_true, if_false) < len(lines)
        assert lines[-1] == (RETURN, 0, 0, ALLOW)


@pytest.mark.parametrize(("call", "args", "expected"), [
    (0, (), ALLOW), (39, (), ALLOW), (59, (), ALLOW), (466, (), REFUSE), (467, (), UNKNOWN),
    (2**31, (), UNKNOWN), (435, (), UNKNOWN),
    (56, (0x11,), ALLOW), (56, (0x3D0F00,), ALLOW), (56, (0x10000011,), REFUSE),
    (56, (0x40000000,), REFUSE), (9, (0, 4096, 3, 0x22), ALLOW), (9, (0, 4096, 3, 0x01), ALLOW),
    (9, (0, 4096, 3, 0x21), REFUSE), (9, (0, 4096, 3, 0x8021), REFUSE),
    (41, (1, 1), ERRNO | errno.EOPNOTSUPP), (53, (1, 1), ALLOW),
    (41, (2, 1), ERRNO | errno.EOPNOTSUPP), (54, (3, 1, 7), DONE), (54, (3, 1, 8), ALLOW),
    (302, (0, 7), ALLOW), (302, (1, 7), REFUSE), (16, (0, 0x5412), REFUSE),
    (16, (0, 0x5401), ALLOW), (90, (), DONE),
])
def test_its_answers(call, args, expected):
    assert answer(call, *args) == expected


def test_a_call_of_another_machine_ends_the_process():
    lines = program("x86_64")
    assert lines[:3] == [(LOAD, 0, 0, 4), (EQUAL, 1, 0, AUDIT_ARCH["x86_64"]), (RETURN, 0, 0, KILL)]


def test_leaving_the_group_of_processes_is_pretended_only_where_the_group_is_all_there_is():
    assert (answer(112), answer(112, one_group=True)) == (ALLOW, DONE)


def test_this_machine_is_known_or_the_tests_of_rights_are_skipped():
    assert platform.machine() in AUDIT_ARCH or platform.machine() != "x86_64"
