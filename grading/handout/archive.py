"""Zip files that are the same, byte for byte, whenever they are made from the same files."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
UNIX = 3  # the system that knows about rights
FILE_MODE = 0o100644  # a plain file, which its owner may write and everybody read


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files, given by their path in the archive, in the order of their paths."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            member = ZipInfo(name, DATE)
            member.create_system, member.external_attr = UNIX, FILE_MODE << 16
            archive.writestr(member, content, ZIP_DEFLATED)
    return whole.getvalue()
