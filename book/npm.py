"""Packages of the npm registry: fetched once, checked against the digest that is pinned here."""

import base64
import hashlib
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


class PackageMissingError(RuntimeError):
    """A package is neither here nor to be had; the message says why and what helps."""


@dataclass(frozen=True)
class NpmPackage:
    """A package in the version that is used.

    name, version : as the registry knows them
    sha512 : digest of the package, in base 64 (npm view NAME@VERSION dist.integrity)
    title : what people call it
    needed_by : the subject of the sentence "... need TITLE"
    """

    name: str
    version: str
    sha512: str
    title: str
    needed_by: str

    @property
    def _file_name(self) -> str:
        # As npm names it: a scope, @SCOPE/NAME, is joined to the name.
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    def unpack(self, cache: Path, folder: Path, target: Callable[[str], str | None]) -> None:
        """Write files of the package, which is taken from `cache` or, the first time, fetched.

        Parameters
        ----------
        cache : where the package is kept as it was fetched
        folder : where the files go
        target : gives the path in `folder` of a file of the package; None leaves it out

        Raises
        ------
        PackageMissingError
            If it is neither in the cache nor to be had, or is not the package that is pinned.
        """
        package = cache / self._file_name
        if not package.exists():
            self._fetch(cache)
        self._check(package)
        with tarfile.open(package) as archive:
            for member in archive.getmembers():
                name = target(member.name.removeprefix("package/"))
                if member.isfile() and name is not None:
                    path = folder / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(archive.extractfile(member).read())

    def _fetch(self, cache: Path) -> None:
        """Have npm make the package, and put it into `cache` when it is whole."""
        cache.mkdir(parents=True, exist_ok=True)
        need = f"{self.needed_by} need {self.title} {self.version}, which is not in {cache} yet"
        with TemporaryDirectory(dir=cache) as folder:
            command = ["npm", "pack", f"{self.name}@{self.version}", f"--pack-destination={folder}",
                       "--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
                       "--loglevel=error"]
            try:
                done = subprocess.run(command, cwd=cache, capture_output=True, text=True,
                                      check=False)
            except FileNotFoundError:
                raise PackageMissingError(
                    f"{need}, and npm, which fetches it, is not installed (Debian: apt install "
                    "npm).") from None
            if done.returncode != 0:
                raise PackageMissingError(
                    f"{need}, and npm could not fetch it. Once fetched it stays there, and later "
                    f"builds need no network. npm says:\n{done.stderr.strip()}")
            Path(folder, self._file_name).replace(cache / self._file_name)

    def _check(self, package: Path) -> None:
        """Refuse, and remove, a package that is not the pinned one."""
        found = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        if found != self.sha512:
            package.unlink()
            raise PackageMissingError(
                f"{package} was not {self.title} {self.version}: its SHA-512 is {found}, not "
                f"{self.sha512}. It is removed; build again to fetch it anew.")
