"""Pictures drawn anew: nothing hidden comes through, everything seen does, nothing harmful is taken."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from art_desktop.documents.pictures import MOST_BYTES, redraw, redraw_bytes
from art_desktop.domain.errors import FileTrouble, Refusal, RuleBroken

RED, BLUE, GREEN = (200, 20, 20), (20, 20, 200), (20, 160, 20)
SECRETS = (b"Larkspur", b"2026:11:24", b"SecretCam", b"GPS", b"Exif", b"adobe", b"ICC_PROFILE")


def halves(width: int = 400, height: int = 300) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def as_bytes(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def exif_of_a_telephone(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SecretCam"
    exif[ExifTags.Base.ImageDescription] = "7 Larkspur Row"
    exif[ExifTags.Base.DateTime] = "2026:11:24 09:00:00"
    exif[ExifTags.Base.Orientation] = orientation
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (52.0, 34.0, 12.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "W"
    place[ExifTags.GPS.GPSLongitude] = (0.0, 14.0, 30.0)
    return exif


def segments(jpeg: bytes) -> list[int]:
    """Return the markers of a JPEG up to its points."""
    found, at = [], 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int(struct.unpack(">H", jpeg[at + 2 : at + 4])[0])
    return found


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) < 25 for a, b in zip(found, wanted, strict=True))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_place_time_and_camera_are_gone() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = as_bytes(
        halves(),
        exif=exif_of_a_telephone(),
        icc_profile=profile,
        comment=b"7 Larkspur Row",
        xmp=b"<x:xmpmeta>adobe 7 Larkspur Row</x:xmpmeta>",
    )
    before = opened(sent)
    assert before.getexif().get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"
    assert b"Larkspur" in sent
    drawn = redraw_bytes(sent)
    after = opened(drawn.content)
    assert not after.getexif()
    assert not after.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [secret for secret in SECRETS if secret in drawn.content]
    # APP1 to APP15 and comments are where a JPEG hides things; only APP0, which says that it is one, is there.
    assert not [
        marker for marker in segments(drawn.content) if 0xE1 <= marker <= 0xEF or marker == 0xFE
    ]


def test_words_in_a_png_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Location", "7 Larkspur Row")
    words.add_itxt("XML:com.adobe.xmp", "7 Larkspur Row")
    sent = as_bytes(halves(), "PNG", pnginfo=words, exif=exif_of_a_telephone())
    assert b"Larkspur" in sent
    drawn = redraw_bytes(sent)
    assert not [secret for secret in SECRETS if secret in drawn.content]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_it_was_held(orientation: int) -> None:
    turns = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    seen = halves()
    seen.paste(GREEN, (0, 0, 200, 150))  # no side is like another
    turn = turns[orientation]
    held = seen.transpose(turn) if turn is not None else seen
    sent = as_bytes(held, exif=exif_of_a_telephone(orientation), quality=95)
    drawn = redraw_bytes(sent)
    assert (drawn.width, drawn.height) == (400, 300)
    image = opened(drawn.content)
    assert near(image.getpixel((50, 50)), GREEN)
    assert near(image.getpixel((50, 250)), RED)
    assert near(image.getpixel((350, 150)), BLUE)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [((4000, 3000), (1600, 1200)), ((1200, 4800), (400, 1600)), ((640, 480), (640, 480))],
)
def test_a_large_picture_is_made_smaller_and_a_small_one_is_left(
    size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    drawn = redraw_bytes(as_bytes(halves(*size)))
    assert (drawn.width, drawn.height) == wanted == opened(drawn.content).size


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG"),
     ("I;16", "PNG"), ("RGB", "WEBP"), ("RGBA", "WEBP")],
)  # fmt: skip
def test_every_kind_of_points_becomes_rgb(mode: str, kind: str) -> None:
    image = (
        Image.new("I;16", (200, 150), 60_000) if mode == "I;16" else halves(200, 150).convert(mode)
    )
    found = opened(redraw_bytes(as_bytes(image, kind)).content)
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (200, 150))
    if mode == "I;16":
        assert near(found.getpixel((9, 9)), (234, 234, 234))
    elif mode in ("CMYK", "RGBA", "RGB"):
        assert near(found.getpixel((20, 75)), RED)


def test_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert near(
        opened(redraw_bytes(as_bytes(image, "PNG")).content).getpixel((9, 9)), (255, 255, 255)
    )


def test_the_same_file_gives_the_same_bytes() -> None:
    sent = as_bytes(halves(), exif=exif_of_a_telephone())
    assert redraw_bytes(sent) == redraw_bytes(sent)


def _png_that_unfolds(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    points = zlib.compress(bytes(100_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9_000, 8_000), (11_000, 11_000), (50_000, 50_000)])
def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused_before_it_is_read(
    size: tuple[int, int],
) -> None:
    bomb = _png_that_unfolds(*size)
    assert len(bomb) < 1_000
    with pytest.raises(RuleBroken, match=r"was not added.*points.*Save a smaller copy"):
        redraw_bytes(bomb)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_breaks_off_is_refused(kind: str) -> None:
    whole = as_bytes(Image.effect_noise((300, 300), 90).convert("RGB"), kind)
    with pytest.raises(Refusal, match="was not added"):
        redraw_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"%PDF-1.7\n", b"PK\x03\x04", b"<svg xmlns='x'/>", b"words" * 99]
)
def test_what_is_no_photograph_is_refused(data: bytes) -> None:
    with pytest.raises(RuleBroken, match="Choose a photograph as JPEG, PNG or WebP"):
        redraw_bytes(data)


def test_a_telephones_own_format_is_refused_with_what_to_do() -> None:
    with pytest.raises(RuleBroken, match=r"HEIC.*save or share it as JPEG"):
        redraw_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200))


def test_a_stamp_of_a_picture_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"64 by 64 points.*Choose the photograph itself"):
        redraw_bytes(as_bytes(halves(64, 64)))


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # what it says of damaged files on the way
@given(st.binary(max_size=400), st.integers(0, 3_000), st.integers(1, 255))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_anything_in_it_is_drawn_or_refused(junk: bytes, at: int, turn: int) -> None:
    whole = bytearray(as_bytes(halves(160, 120), exif=exif_of_a_telephone()))
    whole[at % len(whole)] ^= turn
    for data in (bytes(whole), bytes(whole)[: at % len(whole)] + junk, junk):
        try:
            drawn = redraw_bytes(data)
        except Refusal:
            continue
        assert not [secret for secret in SECRETS if secret in drawn.content]


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="is not there"):
        redraw(tmp_path / "gone.jpg")
    with pytest.raises(FileTrouble):
        redraw(tmp_path)
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(RuleBroken, match="larger than 40 MB"):
        redraw(large)
    large.write_bytes(as_bytes(halves()))
    assert redraw(large).width == 400
