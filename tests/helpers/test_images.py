"""A photo of a pencilled digit: any size and kind in, an image like the course's out."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw

from helpers import images
from helpers.data import odd_or_even
from helpers.images import (
    EmptyPageError,
    NotAnImageError,
    PhotoError,
    PhotoNotFoundError,
    PhotoTooLargeError,
    load_photo,
)

ROTATED_RIGHT = 6  # EXIF orientation: the camera was held on its side


def page(width=300, height=400, *, ink=40, paper=230):
    """A grey page with an L: a long stroke down on the left, a short one along the bottom."""
    picture = Image.new("L", (width, height), paper)
    draw = ImageDraw.Draw(picture)
    left, right = 0.35 * width, 0.6 * width
    top, bottom = 0.2 * height, 0.8 * height
    draw.line([(left, top), (left, bottom), (right, bottom)], fill=ink, width=max(2, width // 25))
    return picture


def saved(picture, path, **how):
    picture.save(path, **how)
    return path


def chunk(kind, content):
    """A piece of a PNG file."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def likeness(image, original):
    """Correlation of two images, one of them moved by at most a pixel."""
    moved = [np.roll(image, (down, right), axis=(0, 1)) for down in (-1, 0, 1)
             for right in (-1, 0, 1)]
    return max(np.corrcoef(one.ravel(), original.ravel())[0, 1] for one in moved)


def assert_is_an_upright_l(image):
    """28 × 28 bytes, ink within 20 × 20, strokes at the left and at the bottom only."""
    assert image.shape == (28, 28)
    assert image.dtype == np.uint8
    rows, columns = np.nonzero(image)
    assert np.ptp(rows) == 19
    assert np.ptp(columns) < 19
    inked = image[rows.min(): rows.max() + 1, columns.min(): columns.max() + 1] > 128
    assert inked[:, :2].any(axis=1).all()
    assert inked[-3:].any(axis=0).all()
    assert not inked[:10, 5:].any()


@pytest.mark.parametrize("size", [(30, 40), (300, 400), (900, 1200), (3000, 4000)])
def test_a_photo_of_any_size_becomes_28_by_28(tmp_path, size):
    assert_is_an_upright_l(load_photo(saved(page(*size), tmp_path / "l.png")))


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "CMYK", "P", "1", "I", "F", "YCbCr"])
def test_a_photo_of_any_mode_shows_the_same_digit(tmp_path, mode):
    ending = "tif" if mode in ("CMYK", "F", "I", "YCbCr") else "png"
    assert_is_an_upright_l(load_photo(saved(page().convert(mode), tmp_path / f"l.{ending}")))


def test_sixteen_bits_are_scaled_and_not_cut_off(tmp_path):
    levels = np.asarray(page()).astype(np.uint16) * 257
    assert_is_an_upright_l(load_photo(saved(Image.fromarray(levels), tmp_path / "l.png")))


def test_a_cmyk_jpeg_is_read(tmp_path):
    assert_is_an_upright_l(load_photo(saved(page().convert("CMYK"), tmp_path / "l.jpg")))


def test_a_photo_taken_sideways_is_turned_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = ROTATED_RIGHT
    stored = page().rotate(90, expand=True)  # as the sensor saw it; the note says: turn right
    assert_is_an_upright_l(load_photo(saved(stored, tmp_path / "l.jpg", exif=exif)))


def test_what_is_transparent_is_paper(tmp_path):
    ink = Image.new("RGBA", (300, 400), (0, 0, 0, 0))  # black where nothing is to be seen
    ink.putalpha(Image.eval(page(ink=0, paper=255), lambda grey: 255 - grey))
    assert_is_an_upright_l(load_photo(saved(ink, tmp_path / "l.png")))


def test_a_palette_with_a_transparent_colour_is_read(tmp_path):
    picture = page(ink=0, paper=255).convert("P")
    path = saved(picture, tmp_path / "l.gif", transparency=picture.getpixel((0, 0)))
    assert_is_an_upright_l(load_photo(path))


def test_white_on_black_is_understood_as_well(tmp_path):
    assert_is_an_upright_l(load_photo(saved(page(ink=250, paper=10), tmp_path / "l.png")))


def test_faint_pencil_comes_out_as_dark_as_ink(tmp_path):
    image = load_photo(saved(page(ink=150, paper=200), tmp_path / "l.png"))
    assert_is_an_upright_l(image)
    assert image.max() == 255


def test_a_shadow_over_the_page_is_not_ink(tmp_path):
    shadow = np.linspace(0, 90, 300)[None, :] + np.linspace(0, 30, 400)[:, None]
    grey = np.clip(np.asarray(page(ink=60)) - shadow, 0, 255).astype(np.uint8)
    assert_is_an_upright_l(load_photo(saved(Image.fromarray(grey), tmp_path / "l.png")))


def test_the_grain_of_the_paper_and_a_speck_are_not_ink(tmp_path):
    grey = np.asarray(page(450, 600)).astype(float)
    grey += np.random.default_rng(0).normal(0, 6, grey.shape)
    grey[20, 30] = 0
    picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    assert_is_an_upright_l(load_photo(saved(picture, tmp_path / "l.png")))


def test_the_centre_of_mass_is_in_the_middle(tmp_path):
    image = load_photo(saved(page(), tmp_path / "l.png")).astype(float)
    weights = image / image.sum()
    assert weights.sum(axis=1) @ np.arange(28) == pytest.approx(13.5, abs=1.0)
    assert weights.sum(axis=0) @ np.arange(28) == pytest.approx(13.5, abs=1.0)


@pytest.mark.parametrize("corner", [(10, 10), (1200, 10), (10, 1100), (1200, 1100)])
def test_where_on_the_page_the_digit_stands_does_not_matter(tmp_path, corner):
    picture = Image.new("L", (1600, 1600), 230)
    picture.paste(page(), corner)
    assert_is_an_upright_l(load_photo(saved(picture, tmp_path / "l.png")))


def test_a_digit_of_the_course_blown_up_to_a_photo_comes_back(tmp_path):
    originals = odd_or_even(12, 1).train_images
    likenesses = []
    for number, original in enumerate(originals):
        large = Image.fromarray(255 - original).resize((560, 560), Image.Resampling.BICUBIC)
        image = load_photo(saved(large, tmp_path / f"{number}.png"))
        likenesses.append(likeness(image, original))
    others = [likeness(originals[0], other) for other in originals[1:]]
    assert min(likenesses) > max(others)
    assert np.mean(likenesses) > 0.85


def test_a_missing_photo_says_where_to_put_it(tmp_path):
    with pytest.raises(PhotoNotFoundError, match="put your photo"):
        load_photo(tmp_path / "my_digit.jpg")


def test_a_folder_is_not_a_photo(tmp_path):
    with pytest.raises(PhotoNotFoundError):
        load_photo(tmp_path)


@pytest.mark.parametrize("content", [b"", b"Dear teacher, here is my digit: 7",
                                     b"\x89PNG\r\n\x1a\n"])
def test_a_text_with_an_images_name_is_not_an_image(tmp_path, content):
    path = tmp_path / "digit.png"
    path.write_bytes(content)
    with pytest.raises(NotAnImageError, match="not an image"):
        load_photo(path)


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "bmp", "tif"])
def test_a_photo_cut_off_in_the_middle_is_reported_so(tmp_path, ending):
    grain = np.random.default_rng(0).integers(0, 60, (400, 300))
    picture = Image.fromarray((np.asarray(page()) - grain.clip(0, 40)).astype(np.uint8))
    whole = saved(picture, tmp_path / f"whole.{ending}").read_bytes()
    path = tmp_path / f"half.{ending}"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotAnImageError, match="only part"):
        load_photo(path)


@pytest.mark.parametrize("paper", [0, 128, 255])
def test_an_empty_page_shows_no_ink(tmp_path, paper):
    with pytest.raises(EmptyPageError, match="no ink"):
        load_photo(saved(Image.new("L", (300, 400), paper), tmp_path / "empty.png"))


def test_an_empty_page_with_grain_shows_no_ink(tmp_path):
    grey = np.random.default_rng(1).normal(200, 4, (400, 300)).astype(np.uint8)
    with pytest.raises(EmptyPageError):
        load_photo(saved(Image.fromarray(grey), tmp_path / "empty.png"))


def test_a_page_that_is_wholly_transparent_is_empty(tmp_path):
    with pytest.raises(EmptyPageError):
        load_photo(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), tmp_path / "empty.png"))


def test_a_photo_of_one_pixel_is_an_empty_page(tmp_path):
    with pytest.raises(EmptyPageError):
        load_photo(saved(Image.new("L", (1, 1), 0), tmp_path / "dot.png"))


def test_an_enormous_photo_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 10_000)
    with pytest.raises(PhotoTooLargeError, match=r"300 x 400.*smaller"):
        load_photo(saved(page(), tmp_path / "large.png"))


def test_a_file_that_promises_a_billion_pixels_is_refused(tmp_path):
    path = tmp_path / "bomb.png"
    size = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", bytes(100)))
    with pytest.raises(PhotoTooLargeError):
        load_photo(path)


def test_every_error_of_a_photo_can_be_caught_by_one_name():
    for error in (PhotoNotFoundError, NotAnImageError, EmptyPageError, PhotoTooLargeError):
        assert issubclass(error, PhotoError)
