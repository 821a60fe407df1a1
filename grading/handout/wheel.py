"""A wheel of pure Python, written without a build backend."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grading.handout.archive import zipped

VERSION_DIGITS = 12  # of the digest of what is inside


@dataclass(frozen=True)
class Wheel:
    """A wheel's name, as its files are called, and its content.

    version : differs whenever what is inside differs, so that pip installs it over an older one
    """

    name: str
    version: str
    content: bytes

    @property
    def file_name(self) -> str:
        """The name that pip reads what it is from."""
        return f"{self.name}-{self.version}-py3-none-any.whl"


def make_wheel(name: str, requires: Iterable[str], requires_python: str,
               packages: Mapping[str, bytes], data: Mapping[str, bytes],
               licences: Mapping[str, bytes]) -> Wheel:
    """Make a wheel.

    Parameters
    ----------
    name : letters, digits and underscores
    requires : the packages that pip installs with it
    packages : files for the environment's folder of packages, by path
    data : files for the environment's own folder, such as "share/…", by path
    licences : texts, by file name
    """
    requires = sorted(requires)
    digest = hashlib.sha256(repr([name, requires, requires_python]).encode())
    for path, content in sorted({**packages, **data, **licences}.items()):
        digest.update(path.encode() + hashlib.sha256(content).digest())
    version = f"1+{digest.hexdigest()[:VERSION_DIGITS]}"
    info, described = f"{name}-{version}.dist-info", [
        "Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}",
        *([f"Requires-Python: {requires_python}"] if requires_python else []),
        *(f"Requires-Dist: {one}" for one in requires)]
    files = {
        **packages,
        **{f"{name}-{version}.data/data/{path}": content for path, content in data.items()},
        **{f"{info}/licenses/{path}": content for path, content in licences.items()},
        f"{info}/METADATA": _lines(described),
        f"{info}/WHEEL": _lines(["Wheel-Version: 1.0", "Generator: course handout",
                                 "Root-Is-Purelib: true", "Tag: py3-none-any"])}
    record = [f"{path},sha256={_digest(content)},{len(content)}"
              for path, content in sorted(files.items())]
    files[f"{info}/RECORD"] = _lines([*record, f"{info}/RECORD,,"])
    return Wheel(name, version, zipped(files))


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
