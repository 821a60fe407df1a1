"""When something was handed in is read right, or not at all."""

from datetime import datetime

import pytest

from grading.hand_ins.timestamps import read_timestamp

AT_SEVEN = datetime(2026, 3, 2, 7, 20)


@pytest.mark.parametrize("text", [
    "2026-03-02 07:20:00 UTC", "2026-03-02 07:20:00.000000 UTC", "2026-03-02 07:20",
    "20260302T072000Z",
    "2026-03-02 09:20:00 CEST", "2026-03-02 08:20:00 CET", "2026-03-02 00:20:00 PDT",
    "2026-03-01 23:20:00 PST", "2026-03-02 16:20:00 JST", "2026-03-02 08:20:00 BST",
    "2026-03-02 09:20:00 +0200", "2026-03-02 09:20:00+02:00", "2026-03-02 01:50:00 -0530",
    "2026-03-02T09:20:00+02:00", "2026-03-02 09:20:00 UTC+2", "2026-03-02 08:20:00 Europe/Berlin",
    "Mon Mar  2 09:20:00 CEST 2026", "Mon, 02 Mar 2026 09:20:00 +0200", "2026-03-02 07:20 AM",
    "Mon Mar 02 2026 09:20:00 GMT+0200 (Central European Summer Time)", "  2026-03-02 07:20:00\r\n",
])
def test_every_way_of_writing_a_moment_means_that_moment(text):
    assert read_timestamp(text.encode()) == AT_SEVEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32"])
def test_in_every_encoding(encoding):
    assert read_timestamp("2026-03-02 09:20:00 CEST\n".encode(encoding)) == AT_SEVEN


def test_the_afternoon_is_not_the_night():
    assert read_timestamp(b"2026-03-02 07:20 PM") == datetime(2026, 3, 2, 19, 20)


@pytest.mark.parametrize("text", [
    "2026-03-02 07:20:00 IST", "2026-03-02 07:20:00 XYZ", "2026-03-02 07:20:00 EST+5", "07:20",
    "2026-03", "March", "02/03/2026 07:20", "yesterday", "1 2 3 4", "9" * 500, "x" * 2000, "\xff",
    "2026-03-02 07:20:00 (CEST)", "2026-03-02 07:20:00 " + "9" * 30, "\xff\xfe", "\xef\xbb\xbf"])
def test_what_says_no_moment_or_two_is_refused(text):
    with pytest.raises((ValueError, OverflowError)):
        read_timestamp(text.encode("latin-1"))


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_one_says_nothing(text):
    assert read_timestamp(text.encode("utf-8")) is None
