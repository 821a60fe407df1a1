"""MathJax for the book: fetched once from the npm registry, checked, and laid beside the pages."""

import base64
import hashlib
import subprocess
import tarfile
from pathlib import Path

VERSION = "3.2.2"
# Digest of mathjax-3.2.2.tgz from the npm registry (npm view mathjax@3.2.2 dist.integrity).
SHA512 = "Bt+SSVU8eBG27zChVewOicYs7Xsdt40qm4+UpHyX7k0/O9NliPc+x77k1/FEsPsjKPZGJvtRZM1vO+geW0OhGw=="
# One script with all of TeX, so that it loads no other, and its fonts.
SCRIPT = "tex-chtml-full.js"
FONTS = "output/chtml/fonts/woff-v2"
INSIDE = "package/es5/"


class MathJaxMissingError(RuntimeError):
    """There is no MathJax for the book's formulas; the message says why and what helps."""


def vendor_mathjax(cache: Path, static: Path) -> None:
    """Lay MathJax into `static`/mathjax, from `cache` or, the first time, from the registry.

    Raises
    ------
    MathJaxMissingError
        If it is neither in the cache nor to be had, or is not the package that is pinned here.
    """
    package = cache / f"mathjax-{VERSION}.tgz"
    if not package.exists():
        fetch(cache)
    check(package)
    unpack(package, static / "mathjax")


def fetch(cache: Path) -> None:
    """Have npm put the package into `cache`."""
    cache.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", f"mathjax@{VERSION}", f"--pack-destination={cache}",
               "--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
               "--loglevel=error"]
    need = f"The book's formulas need MathJax {VERSION}, which is not in {cache} yet"
    try:
        done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise MathJaxMissingError(
            f"{need}, and npm, which fetches it, is not installed (Debian: apt install npm)."
        ) from None
    if done.returncode != 0:
        raise MathJaxMissingError(
            f"{need}, and npm could not fetch it. Once fetched it stays there, and later builds "
            f"need no network. npm says:\n{done.stderr.strip()}")


def check(package: Path) -> None:
    """Refuse, and remove, a package that is not the pinned one."""
    found = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != SHA512:
        package.unlink()
        raise MathJaxMissingError(
            f"{package} was not MathJax {VERSION}: its SHA-512 is {found}, not {SHA512}. "
            "It is removed; build again to fetch it anew.")


def unpack(package: Path, folder: Path) -> None:
    """The script and the fonts of the package, and nothing else of it, in `folder`."""
    with tarfile.open(package) as archive:
        for member in archive.getmembers():
            name = member.name.removeprefix(INSIDE)
            if member.isfile() and (name == SCRIPT or name.startswith(FONTS + "/")):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(member).read())
