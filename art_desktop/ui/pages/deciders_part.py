"""Settings, Who decides: who holds the posts, who is away and who covers. An absence is entered in a few keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from art_desktop.domain.authority_views import (
    AbsenceLine,
    AuthorityView,
    HolderLine,
    SaveAbsence,
    SaveHolder,
    short_post,
)
from art_desktop.domain.clock import local_day
from art_desktop.domain.permissions import Permission
from art_desktop.domain.vocabulary import Post
from art_desktop.domain.wording import listed
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace, capital, in_row
from art_desktop.ui.pages.settings_asking import AskingPart, any_problem, refusing, topped
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, Tone, clear_layout, scrolled
from art_desktop.ui.widgets.choices import Check, ChoiceField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, TextField
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Ink, Label, muted, strong
from art_desktop.ui.words import day


class DecidersPart(AskingPart):
    """The holders of posts. Who records decisions may enter an absence; who edits policy, the holders."""

    def __init__(
        self, calls: Calls, tell: Callable[[Banner], object], say: Callable[[], object]
    ) -> None:
        super().__init__(calls, tell, say)
        self._may_edit = calls.may(Permission.EDIT_POLICY)
        self._may_absent = calls.may(Permission.RECORD_AUTHORISATION)
        self.view: AuthorityView | None = None
        self.vacant = Label("", ink=Ink.DUE_TODAY, wrap=True)
        self.vacant.hide()
        self.column.addWidget(self.vacant)
        self.table = self._table()
        self.column.addWidget(self.table, 3)
        self.card = Card()
        self.card.setAccessibleName("The chosen holder's absences")
        self.column.addWidget(scrolled(topped(self.card)), 1)

    def _table(self) -> DataTable[HolderLine]:
        columns: tuple[Column[HolderLine], ...] = (
            Column("Post", lambda r: capital(short_post(r.post)), width=192, kind=CellKind.STRONG),
            Column("Who", _who, width=272),
            Column("Telephone", lambda r: r.phone, width=128, hide_below=820),
            Column("Today", lambda r: capital(r.today), width=0),
            Column(
                "Since", lambda r: day(r.starts_on), lambda r: r.starts_on, 136, hide_below=1100
            ),
        )
        empty = EmptyState(
            "person",
            "Nobody is on record",
            "Put the holders of the posts here, and refusals name them.",
        )
        table: DataTable[HolderLine] = DataTable(
            "Who decides", columns, lambda r: r.id, empty=empty
        )
        self.past = Check("Past ones too")
        self.past.clicked.connect(lambda _on: self._show_rows())
        table.tools.addWidget(self.past)
        if self._may_edit:
            table.tools.addWidget(Button("Add holder …", self.ask_new, compact=True))
            table.tools.addWidget(Button("Change …", self.ask_change, compact=True))
        if self._may_absent:
            away = Button("Away …", self.ask_absence, kind=Kind.PRIMARY, compact=True)
            table.tools.addWidget(away)
            table.row_opened.connect(lambda _row: self.ask_absence())
        table.row_selected.connect(self._show_holder)
        return table

    @override
    def read_again(self) -> None:
        """Read the holders anew."""
        self.calls.read("deciders", lambda s, who: s.authority.view(who), self._show)

    def _show(self, view: AuthorityView) -> None:
        self.view = view
        posts = listed([post.words for post in view.vacant])
        self.vacant.setText(f"Nobody is on record as {posts}." if posts else "")
        self.vacant.setVisible(bool(posts) and bool(view.holders))
        self._show_rows()

    def _show_rows(self) -> None:
        if self.view is None:
            return
        every = self.past.isChecked()
        rows = [line for line in self.view.holders if every or not line.past]
        self.table.set_rows(rows)
        if self.table.current() is None and rows:
            self.table.select(rows[0].id)
        self._show_holder(self.table.current())

    def _show_holder(self, row: HolderLine | None) -> None:
        clear_layout(self.card.body)
        if row is None:
            return
        self.card.add(strong(f"{row.name}, {short_post(row.post)}: days away", wrap=True))
        if not row.absences:
            self.card.add(muted("None on record."))
        if row.email:
            self.card.add(muted(row.email))
        for absence in row.absences:
            self.card.add(self._absence(row, absence))

    def _absence(self, row: HolderLine, absence: AbsenceLine) -> QWidget:
        box = QWidget()
        words = absence.words + (f" · {absence.reason}" if absence.reason else "")
        label = Label(words, wrap=True)
        label.setMinimumWidth(240)
        line = in_row(label)
        line.setStretch(0, 1)
        if self._may_absent:
            change = Button("Change …", lambda: self.ask_absence(absence), compact=True)
            away = Button("Take away", lambda: self._take_away(absence), compact=True)
            for button in (change, away):
                button.setAccessibleName(f"{button.text()}: {row.name}, {absence.words}")
                line.addWidget(button)
        box.setLayout(line)
        return box

    # What is done.

    def ask_new(self) -> None:
        """Ask who holds a post."""
        self._ask_holder(None)

    def ask_change(self) -> None:
        """Ask what changes about the chosen holder; a last day ends it."""
        row = self.table.current()
        if row is None:
            self.tell(Banner(Tone.INFO, "Choose the holder first."))
            return
        self._ask_holder(row)

    def _ask_holder(self, row: HolderLine | None) -> None:
        posts = tuple((post, capital(post.words)) for post in Post)
        post = ChoiceField("post", "Post", posts, required=True, not_known=False, width=480)
        name = TextField("name", "Name", required=True)
        area = TextField("area", "For what", "Where several hold the post: their service.")
        phone, email = TextField("phone", "Telephone"), TextField("email", "E-mail")
        starts = DateField("starts_on", "From", required=True)
        ends = DateField("ends_on", "To", "The last day; empty while it goes on.")
        starts.set_value(local_day(self.calls.context.clock.now()))
        if row is not None:
            for field, value in (
                (post, row.post),
                (name, row.name),
                (area, row.area),
                (phone, row.phone),
                (email, row.email),
                (starts, row.starts_on),
                (ends, row.ends_on),
            ):
                field.set_value(value)
        fields = (post, name, area, phone, email, starts, ends)

        def command() -> SaveHolder | None:
            chosen, first = post.value(), starts.value()
            if not isinstance(chosen, Post) or first is None:
                return None
            return SaveHolder(
                holder_id=None if row is None else row.id,
                version=0 if row is None else row.version,
                post=chosen,
                name=name.text(),
                area=area.text(),
                phone=phone.text(),
                email=email.text(),
                starts_on=first,
                ends_on=ends.value(),
            )

        def save() -> None:
            given = None if any_problem(fields) else command()
            if given is None:
                return
            panel.do_button.setEnabled(False)
            self.calls.write(
                lambda s, who: s.authority.save_holder(who, given),
                self.done,
                refusing(panel, fields),
            )

        title = "Who holds a post" if row is None else f"{row.name}: {row.post.words}"
        panel = InPlace(title, "Save", save, self.close_panel)
        self._ask(panel, fields, fields[0] if row is None else name)

    def ask_absence(self, absence: AbsenceLine | None = None) -> None:
        """Ask from when to when the chosen holder is away, and who covers."""
        row = self.table.current()
        if row is None:
            self.tell(Banner(Tone.INFO, "Choose the holder first."))
            return
        today = local_day(self.calls.context.clock.now())
        starts = DateField("starts_on", "First day away", required=True)
        ends = DateField("ends_on", "Last day away", required=True)
        cover = TextField("covered_by", "Who covers", "Empty where nobody does.")
        phone = TextField("cover_phone", "Their telephone")
        reason = TextField("reason", "Note", "Leave, training; no more than is needed.")
        starts.set_value(absence.starts_on if absence else today)
        ends.set_value(absence.ends_on if absence else today)
        if absence is not None:
            cover.set_value(absence.covered_by)
            phone.set_value(absence.cover_phone)
            reason.set_value(absence.reason)
        fields = (starts, ends, cover, phone, reason)

        def save() -> None:
            first, last = starts.value(), ends.value()
            if any_problem(fields) or first is None or last is None:
                return
            given = SaveAbsence(
                absence_id=None if absence is None else absence.id,
                version=0 if absence is None else absence.version,
                holder_id=row.id,
                starts_on=first,
                ends_on=last,
                covered_by=cover.text(),
                cover_phone=phone.text(),
                reason=reason.text(),
            )
            panel.do_button.setEnabled(False)
            self.calls.write(
                lambda s, who: s.authority.save_absence(who, given),
                self.done,
                refusing(panel, fields),
            )

        panel = InPlace(
            f"{row.name}, {short_post(row.post)}, is away", "Save", save, self.close_panel
        )
        self._ask(panel, fields, ends)

    def _take_away(self, absence: AbsenceLine) -> None:
        self.calls.write(
            lambda s, who: s.authority.remove_absence(who, absence.id, absence.version), self.done
        )

    def _ask(self, panel: InPlace, fields: tuple[Field, ...], first: Field) -> None:
        for field in fields:
            panel.body.addWidget(field)
        self.asked = {field.name: field for field in fields}
        self.open_panel(panel, first)

    @override
    def focus_reading(self) -> None:
        """Give the keyboard back to the table."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _who(row: HolderLine) -> str:
    return f"{row.name}, {row.area}" if row.area else row.name
