"""Unpacking what programs for one file have packed, in one part or several."""

import bz2
import gzip
import lzma

import pytest

from grading.hand_ins import compressed
from grading.hand_ins.compressed import unpacked

PROGRAMS = [gzip.compress, bz2.compress, lzma.compress]
FIRST, SECOND = b"first " * 40_000, bytes(range(256)) * 300
MUCH = 10**6


@pytest.fixture(params=PROGRAMS)
def pack(request):
    return request.param


@pytest.mark.parametrize("padding", [b"", bytes(4), bytes(40_000)])
def test_all_parts_are_unpacked_whatever_pads_them(pack, padding):
    content = padding.join([pack(FIRST), pack(b""), pack(SECOND), b""])
    assert unpacked(content, MUCH) == FIRST + SECOND


@pytest.mark.parametrize("tail", [b"what is no part", b"\n"])
def test_what_is_behind_them_is_left_out(pack, tail):
    assert unpacked(pack(FIRST) + tail, MUCH) == FIRST


def test_a_later_part_that_is_damaged_or_cut_off_costs_no_more_than_itself(pack):
    second = pack(SECOND)
    damaged = second[:6] + bytes(40) + second[46:]
    assert unpacked(pack(FIRST) + damaged, MUCH).startswith(FIRST)
    assert unpacked(pack(FIRST) + second[:-20], MUCH).startswith(FIRST)


def test_no_more_is_unpacked_than_is_asked_for(pack):
    content = pack(FIRST) + pack(SECOND)
    for n_bytes in (0, 1, len(FIRST), len(FIRST) + 1):
        assert unpacked(content, n_bytes) == (FIRST + SECOND)[:n_bytes]


def test_of_very_many_parts_some_are_left_out(pack, monkeypatch):
    monkeypatch.setattr(compressed, "MAX_STREAMS", 10)
    assert unpacked(pack(b"a") * 30, MUCH) == b"a" * 10


def test_what_is_not_packed_is_left_as_it_is():
    assert unpacked(b'{"cells": []}', MUCH) == b'{"cells": []}'
