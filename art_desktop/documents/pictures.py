"""Pictures drawn anew: what is seen is kept, what is hidden in the file (place, time, camera, owner) is not.

A picture is decoded to its points and the points alone are written as a new JPEG: nothing else is carried over.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps

from art_desktop.domain.errors import FileTrouble, RuleBroken
from art_desktop.domain.picture_views import LONGEST_SIDE_PX, SHORTEST_SIDE_PX, Redrawn
from art_desktop.files import disk_refusals

MOST_BYTES: Final = 40_000_000
MOST_POINTS: Final = 64_000_000
"""More than any telephone takes; a small file that unfolds to more is made to harm."""

_QUALITY: Final = 86
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_HEIF_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
)
_UNREADABLE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    struct.error,
)
"""What Pillow's readers raise where a file breaks off or says of itself what is not so."""

_WHAT: Final = "The picture was not added."
_OTHER_FILE: Final = "Choose a photograph as JPEG, PNG or WebP."


def redraw(path: Path) -> Redrawn:
    """Return the picture of a file: upright, at most 1,600 pixels long, sRGB, as a JPEG of points alone.

    Raises: FileTrouble: the disk refuses, or the file is damaged. RuleBroken: it is no picture, or too large, or small.
    """
    with disk_refusals(_WHAT):
        if not path.is_file():
            raise FileNotFoundError(path)
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
        data = path.read_bytes()
    return redraw_bytes(data)


def redraw_bytes(data: bytes) -> Redrawn:
    """Return a picture drawn anew. Raises: as `redraw`."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise RuleBroken(
            _WHAT,
            "It is in the format of newer telephones (HEIC), which is not read here.",
            "Open it on the telephone or the computer and save or share it as JPEG "
            "(on an iPhone: Settings, Camera, Formats, Most compatible).",
            rule="heic",
        )
    upright = _decode(data)
    if min(upright.size) < SHORTEST_SIDE_PX:
        raise RuleBroken(
            _WHAT,
            f"It is only {upright.width} by {upright.height} points; on paper nothing would be seen.",
            "Choose the photograph itself, not a small copy of it.",
            rule="small_picture",
        )
    upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.LANCZOS)
    # A new image knows nothing of the file: no Exif, no XMP, no comment, no profile.
    points = Image.new("RGB", upright.size)
    points.paste(upright)
    out = io.BytesIO()
    points.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Redrawn(out.getvalue(), points.width, points.height)


def _decode(data: bytes) -> Image.Image:
    """Return the points of a picture, upright, in RGB."""
    try:
        opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large("It unfolds to far more points than a photograph has.") from error
    except _UNREADABLE as error:
        raise RuleBroken(
            _WHAT, "It is not a picture that can be read here.", _OTHER_FILE, rule="no_picture"
        ) from error
    with opened:
        if opened.width * opened.height > MOST_POINTS:
            raise _too_large(f"It has {opened.width:,} by {opened.height:,} points.")
        try:
            opened.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
            opened.load()
            return _in_rgb(ImageOps.exif_transpose(opened))
        except _UNREADABLE as error:
            raise FileTrouble(
                _WHAT,
                "The file is damaged or breaks off in the middle.",
                "Copy it from the camera or the telephone again.",
            ) from error


def _in_rgb(image: Image.Image) -> Image.Image:
    """Return an image in sRGB, with white where it is transparent."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                image, found, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *_UNREADABLE):
            turned = None  # A profile that cannot be read says nothing of the colours.
        if turned is not None:
            return turned
    if image.mode.startswith(("I", "F")):
        image = image.convert("F").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(ground, over).convert("RGB")
    return image.convert("RGB")


def _too_large(why: str) -> RuleBroken:
    return RuleBroken(
        _WHAT, why, "Save a smaller copy of it and add that one.", rule="large_picture"
    )
