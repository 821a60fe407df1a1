"""MathJax for the book, laid beside the pages."""

from pathlib import Path

from book.npm import NpmPackage

MATHJAX = NpmPackage(
    "mathjax", "3.2.2",
    "Bt+SSVU8eBG27zChVewOicYs7Xsdt40qm4+UpHyX7k0/O9NliPc+x77k1/FEsPsjKPZGJvtRZM1vO+geW0OhGw==",
    title="MathJax", needed_by="The book's formulas")
# One script with all of TeX, so that it loads no other, and its fonts.
SCRIPT = "tex-chtml-full.js"
FONTS = "output/chtml/fonts/woff-v2"
INSIDE = "es5/"


def vendor_mathjax(cache: Path, static: Path) -> None:
    """Lay the script and the fonts of MathJax, and nothing else of it, into `static`/mathjax.

    Raises
    ------
    PackageMissingError
        If it is neither in the cache nor to be had, or is not the package that is pinned here.
    """
    def target(name: str) -> str | None:
        name = name.removeprefix(INSIDE)
        return name if name == SCRIPT or name.startswith(f"{FONTS}/") else None

    MATHJAX.unpack(cache, static / "mathjax", target)
