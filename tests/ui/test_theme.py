"""The look: contrast, fonts, icons, the sheet."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QImage, QPainter, QRawFont

from art_desktop.domain.vocabulary import Verdict
from art_desktop.locations import RESOURCES
from art_desktop.ui.theme.apply import (
    FONT_FILES,
    Look,
    font,
    load_fonts,
    palette,
    style_sheet,
    tokens,
)
from art_desktop.ui.theme.icons import icon, icon_names, paint_icon
from art_desktop.ui.theme.signs import SIGN_WORDS, Due, Sign, due_ink, paint_sign, sign_ink
from art_desktop.ui.theme.tokens import DARK, LIGHT, PAIRS, TOKENS, Scheme, contrast, luminance


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("ink", "on", "least"), PAIRS)
def test_every_pair_reaches_its_contrast(scheme: Scheme, ink: str, on: str, least: float) -> None:
    t = asdict(TOKENS[scheme])
    assert contrast(t[ink], t[on]) >= least


def test_contrast_as_published() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert luminance("#ffffff") == pytest.approx(1.0)


def test_every_token_is_a_colour_and_no_pair_is_forgotten() -> None:
    used = {name for ink, on, _ in PAIRS for name in (ink, on)}
    fields = asdict(LIGHT)
    assert all(QColor(value).isValid() and len(value) == 7 for value in fields.values())
    # What only separates or is switched off carries no meaning of its own.
    assert set(fields) - used == {"line", "disabled"}
    assert set(asdict(DARK)) == set(fields)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_signs_differ_without_colour(scheme: Scheme, look: Look) -> None:
    look.force(scheme)
    seen: dict[bytes, Sign] = {}
    for sign in Sign:
        image = QImage(32, 32, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        paint_sign(painter, QRectF(2, 2, 28, 28), sign, "#ffffff")
        painter.end()
        drawn = bytes(image.constBits())
        assert drawn not in seen, (sign, seen.get(drawn))
        seen[drawn] = sign


def test_every_verdict_has_a_sign_with_words_and_ink() -> None:
    assert {str(verdict) for verdict in Verdict} | {"excluded"} == {str(sign) for sign in Sign}
    assert set(SIGN_WORDS) == set(Sign)
    assert len({sign_ink(sign, LIGHT) for sign in Sign}) >= 5
    assert all(due_ink(due, DARK).startswith("#") for due in Due)


def test_fonts_are_shipped_and_hold_the_letters() -> None:
    assert load_fonts() == ()
    needed = "ŁódźȘșİıŵŷŴŶşğñøΑθήναКиїв£€–—…·½"
    for name in FONT_FILES[:4]:
        face = QRawFont(str(RESOURCES / "fonts" / name), 14)
        assert all(face.supportsCharacter(ord(letter)) for letter in needed), name
    fallback = QRawFont(str(RESOURCES / "fonts" / FONT_FILES[4]), 14)
    assert all(fallback.supportsCharacter(ord(letter)) for letter in "✓☐→●◐○עب")
    assert "Noto Sans" in QFontDatabase.families()


def test_figures_are_all_of_one_width() -> None:
    for weight in (400, 600, 700):
        metrics = QFontMetrics(font(14, weight))
        assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_sheet_has_no_token_left_and_the_palette_follows(scheme: Scheme) -> None:
    sheet = style_sheet(scheme)
    assert "$" not in sheet
    assert "::item" not in sheet.split("QTableView")[1].split("QHeaderView")[0]
    assert palette(TOKENS[scheme]).window().color().name() == TOKENS[scheme].canvas


def test_forcing_a_scheme_changes_what_is_drawn(look: Look) -> None:
    look.force(Scheme.DARK)
    assert tokens() is DARK
    look.force(Scheme.LIGHT)
    assert tokens() is LIGHT


def test_every_icon_draws_something_in_the_colour_asked() -> None:
    assert len(icon_names()) >= 31
    for name in icon_names():
        image = QImage(40, 40, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_icon(painter, name, QRectF(0, 0, 40, 40), "#ff0000")
        painter.end()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(40)
            for y in range(40)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks == {"#ff0000"}, name
        assert not icon(name).isNull()


@pytest.mark.parametrize(
    "name",
    "today requests children households providers panels placements duty reports settings search back "
    "forward lock add print phone check warning close filter sort chevron person home calendar document "
    "history compare eye import backup".split(),
)
def test_the_icons_that_pages_ask_for_are_there(name: str) -> None:
    assert name in icon_names()
