"""About: the version, whose record it is, and the licences of what comes with the application."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop import __version__
from art_desktop.domain.read_models import ServiceView
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.text import Label

ATTRIBUTIONS = (
    "Contains OS data © Crown copyright and database right 2025.",
    "Contains Royal Mail data © Royal Mail copyright and database right 2025.",
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    "Code lists: Department for Education. List of providers, where it is brought in: Ofsted. The same licence.",
)
FONTS = (
    "Noto Sans 2.004, SIL Open Font License 1.1.",
    "DejaVu Sans 2.37, Bitstream Vera and Arev licences.",
)


class AboutPart(QWidget):
    """Facts and licences."""

    def __init__(self, service: ServiceView) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        what = Card("ART Desktop")
        what.add(
            KeyValue(
                [
                    ("Version", __version__),
                    ("Council", f"{service.council} ({service.area_code})"),
                    ("Team", service.team_name),
                    ("Telephone", service.phone),
                    ("Out of hours", service.out_of_hours_phone),
                ]
            )
        )
        if service.demonstration:
            what.add(Label("This is the demonstration: everybody in it is invented.", wrap=True))
        column.addWidget(what)
        column.addWidget(_lines("Postcodes and code lists", ATTRIBUTIONS))
        column.addWidget(_lines("Fonts", FONTS))
        column.addWidget(
            _lines(
                "Licences",
                (
                    "ART Desktop is under the MIT licence.",
                    "Qt and PySide6 are used under the LGPL v3, SQLCipher under its BSD-style licence.",
                    "The licence of every library is installed beside it.",
                ),
            )
        )
        column.addStretch(1)


def _lines(title: str, lines: tuple[str, ...]) -> Card:
    card = Card(title)
    for words in lines:
        card.add(Label(words, wrap=True))
    return card
