"""Typed answers: a line, several lines, a date, money, a whole number, a postcode."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.words import day, money, parse_day

_WIDTHS = {"short": 128, "medium": 320, "long": 560}
_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")


class TextField(Field):
    """One line. `value()` is the text without outer spaces, `None` where it is empty.

    Args: width: "short", "medium", "long", or "full" for all there is. secret: shown as dots.
    """

    def __init__(
        self,
        name: str,
        label: str,
        help_words: str = "",
        *,
        required: bool = False,
        width: str = "medium",
        placeholder: str = "",
        secret: bool = False,
        longest: int = 500,
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(longest)
        if width in _WIDTHS:
            self.line.setFixedWidth(_WIDTHS[width])
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textEdited.connect(self._on_typed)
        self._place(self.line, beside=width in _WIDTHS)

    def _on_typed(self, _text: str) -> None:
        self.changed.emit()

    @override
    def value(self) -> object:
        return self.line.text().strip() or None

    def text(self) -> str:
        """Return the text without outer spaces."""
        return self.line.text().strip()

    @override
    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))


class TextArea(Field):
    """Several lines of plain text. `value()` is `None` where it is empty."""

    def __init__(
        self,
        name: str,
        label: str,
        help_words: str = "",
        *,
        required: bool = False,
        lines: int = 3,
        placeholder: str = "",
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        self.area = QPlainTextEdit()
        self.area.setPlaceholderText(placeholder)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * lines + 24)
        self.area.setMaximumWidth(760)
        self.area.textChanged.connect(self.changed)
        self._place(self.area, beside=False)

    @override
    def value(self) -> object:
        return self.area.toPlainText().strip() or None

    @override
    def set_value(self, value: object) -> None:
        with self._quietly():
            self.area.setPlainText("" if value is None else str(value))


class DateField(TextField):
    """A day, typed: "24 Nov 2026", "24/11/2026", "24.11.26". `value()` is a `date` or `None`."""

    def __init__(
        self, name: str, label: str, help_words: str = "", *, required: bool = False
    ) -> None:
        super().__init__(
            name, label, help_words, required=required, width="short", placeholder="24 Nov 2026"
        )
        self.line.setFixedWidth(168)
        self.line.editingFinished.connect(self._on_left)

    def _on_left(self) -> None:
        found = self.value()
        if found is not None:
            self.line.setText(day(found))
        self.set_problem("" if found is not None or not self.text() else self.own_problem())

    @override
    def value(self) -> date | None:
        return parse_day(self.text())

    @override
    def set_value(self, value: object) -> None:
        self.line.setText(day(value) if isinstance(value, date) else "")

    @override
    def own_problem(self) -> str:
        if self.text() and self.value() is None:
            return f"“{self.text()}” is not a day. Type it like 24 Nov 2026 or 24/11/2026."
        return super().own_problem()

    @override
    def summary(self) -> str:
        return self.line.text()


class MoneyField(TextField):
    """An amount in pounds, typed: "1,234.56". `value()` is whole pence or `None`.

    Args: per: what follows the amount in the help, as "a week".
    """

    def __init__(
        self, name: str, label: str, help_words: str = "", *, required: bool = False, per: str = ""
    ) -> None:
        words = help_words or (f"Pounds {per}" if per else "")
        super().__init__(name, label, words, required=required, width="short", placeholder="£0.00")
        self._per = per
        self.line.editingFinished.connect(self._on_left)

    def _on_left(self) -> None:
        pence = self.value()
        if isinstance(pence, int):
            self.line.setText(money(pence))
        self.set_problem("" if pence is not None or not self.text() else self.own_problem())

    @override
    def value(self) -> int | None:
        typed = self.text().replace("£", "").replace(",", "").replace(" ", "")
        try:
            pounds = Decimal(typed)
        except InvalidOperation:
            return None
        pence = pounds * 100
        if not pounds.is_finite() or pence != pence.to_integral_value() or not 0 <= pence < 10**10:
            return None
        return int(pence)

    @override
    def set_value(self, value: object) -> None:
        self.line.setText(money(value) if isinstance(value, int) else "")

    @override
    def own_problem(self) -> str:
        if self.text() and self.value() is None:
            return f"“{self.text()}” is not an amount. Type pounds and pence, like 1,234.56."
        return super().own_problem()

    @override
    def summary(self) -> str:
        pence = self.value()
        return "" if pence is None else f"{money(pence)} {self._per}".strip()


class NumberField(TextField):
    """A whole number between two bounds. `value()` is an int or `None`."""

    def __init__(
        self,
        name: str,
        label: str,
        help_words: str = "",
        *,
        required: bool = False,
        least: int = 0,
        most: int = 999,
    ) -> None:
        super().__init__(name, label, help_words, required=required, width="short")
        self.line.setFixedWidth(88)
        self._least, self._most = least, most
        self.line.editingFinished.connect(lambda: self.set_problem(self.own_problem()))

    @override
    def value(self) -> int | None:
        typed = self.text()
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            return None
        number = int(typed)
        return number if self._least <= number <= self._most else None

    @override
    def own_problem(self) -> str:
        if self.text() and self.value() is None:
            return f"Type a whole number from {self._least} to {self._most}."
        return super().own_problem() if not self.text() and self._required else ""


class PostcodeField(TextField):
    """A postcode. `value()` is "PE4 6AB", or `None` while it is not whole.

    Args: look_up: called with a whole postcode a moment after it is typed; what it returns ("Peterborough ·
        4.3 miles from school") is shown under the field. Return "" where nothing is known of it.
    """

    def __init__(
        self,
        name: str,
        label: str,
        help_words: str = "",
        *,
        required: bool = False,
        look_up: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(
            name,
            label,
            help_words,
            required=required,
            width="short",
            placeholder="PE1 1HX",
            longest=10,
        )
        self._look_up = look_up
        self._plain_help = help_words
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(200)
        self._wait.timeout.connect(self.show_place)
        self.line.textEdited.connect(lambda _text: self._wait.start())
        self.line.editingFinished.connect(self._on_left)

    def _on_left(self) -> None:
        whole = self.value()
        if whole is not None:
            self.line.setText(whole)
        self.set_problem(self.own_problem() if self.text() else "")

    def show_place(self) -> None:
        """Show the line under the field, now."""
        whole = self.value()
        line = self._look_up(whole) if whole and self._look_up else ""
        self.set_help(line or self._plain_help)

    @override
    def value(self) -> str | None:
        found = _POSTCODE.match(re.sub(r"\s", "", self.text()).upper())
        return f"{found[1]} {found[2]}" if found else None

    @override
    def set_value(self, value: object) -> None:
        super().set_value(value)
        self.show_place()

    @override
    def own_problem(self) -> str:
        if self.text() and self.value() is None:
            return f"“{self.text()}” is not a whole postcode. Type it like PE1 1HX."
        return super().own_problem()


def stretchy(widget: QWidget) -> QWidget:
    """Let a widget take the width there is."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
    return widget
