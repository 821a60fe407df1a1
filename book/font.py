"""`python -m book.font`: make the Chinese font of figures anew, in helpers/fonts/.

The whole font has 30,000 characters and 10 MB. Ours has the most frequent characters (level 1 of
GB 2312), those of our own texts, and the signs that stand in labels.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset

from book.npm import NpmPackage, PackageMissingError

COURSE = Path(__file__).parents[1]
FOLDER = COURSE / "helpers" / "fonts"
NOTO_SANS_SC = NpmPackage(
    "@expo-google-fonts/noto-sans-sc", "0.4.3",
    "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
    title="Noto Sans SC", needed_by="Figures in Chinese")
FILES = {"400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC.ttf",
         "LICENSE_FONT": "NotoSansSC.LICENSE"}
# Blocks of Unicode, both ends included. The font lacks some of the signs in them.
SIGNS = [(0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3C9), (0x2010, 0x2040), (0x2070, 0x209F),
         (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x2713, 0x2717),
         (0x3000, 0x301F), (0xFF01, 0xFF5E), (0xFFE5, 0xFFE5)]


def gb_2312_level_1() -> Iterator[str]:
    """The 3,755 most frequent characters, in rows 16 to 55 of the standard."""
    for row in range(0xB0, 0xD8):
        for column in range(0xA1, 0xFF):
            character = bytes([row, column]).decode("gb2312", errors="ignore")
            if character:
                yield character


def our_texts() -> Iterator[str]:
    """The catalogues of translations, and the glossary, which has Chinese terms in English too."""
    for path in [*COURSE.glob("locale/zh_CN/**/*.po"), COURSE / "notebooks" / "glossary.ipynb"]:
        yield path.read_text(encoding="utf-8")


def cut(font: Path, characters: set[str]) -> None:
    """Leave these characters alone in the font, and no rules for setting text vertically."""
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True,
        drop_tables=[*subset.Options().drop_tables, "BASE", "GDEF", "GPOS", "GSUB", "STAT",
                     "gasp", "prep", "vhea", "vmtx"])
    whole = subset.load_font(font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(whole)
    subset.save_font(whole, font, options)


def main() -> int:
    """Fetch the whole font and write ours, with its licence beside it."""
    characters = {*gb_2312_level_1(), *"".join(our_texts()),
                  *(chr(code) for first, last in SIGNS for code in range(first, last + 1))}
    with TemporaryDirectory() as folder:
        try:
            NOTO_SANS_SC.unpack(COURSE / "build" / "npm", Path(folder), FILES.get)
        except PackageMissingError as error:
            print(error, file=sys.stderr)
            return 1
        cut(Path(folder, "NotoSansSC.ttf"), characters)
        FOLDER.mkdir(exist_ok=True)
        for name in FILES.values():
            (FOLDER / name).write_bytes(Path(folder, name).read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
