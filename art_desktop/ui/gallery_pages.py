"""The pages of the gallery: every part in its place, over invented rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.vocabulary import Level, RequestKind, Skill
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage, Page, ReadingPage
from art_desktop.ui.theme.icons import icon_names
from art_desktop.ui.theme.signs import Due, Sign
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind, LinkButton
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, SidePane, Tone, ToolRow
from art_desktop.ui.widgets.choices import (
    CheckField,
    CheckList,
    ChoiceField,
    SegmentedField,
    YesNoField,
    options_of,
)
from art_desktop.ui.widgets.fields import (
    DateField,
    MoneyField,
    NumberField,
    PostcodeField,
    TextArea,
    TextField,
)
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.progress import ProgressStrip
from art_desktop.ui.widgets.show import (
    DueText,
    KeyValue,
    ScoreRange,
    StageBar,
    Step,
    StepState,
    Tag,
    VerdictChip,
)
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.tabs import Tabs
from art_desktop.ui.widgets.text import display, muted, page_title, section_title, small, strong
from art_desktop.ui.work import Progress


@dataclass(frozen=True)
class _Line:
    number: str
    child: str
    due: Due
    left: str
    sign: Sign
    words: str
    score: tuple[int, int]
    cost: str


_LINES = (
    _Line(
        "R-2026-0143",
        "Boy, 9 · with brother, 6",
        Due.TODAY,
        "5 h left",
        Sign.MET,
        "2 free in-house",
        (82, 90),
        "£265.00",
    ),
    _Line(
        "R-2026-0139",
        "Girl, 14",
        Due.LATE,
        "3 h late",
        Sign.SUPPORT,
        "needs a 24/7 line",
        (61, 88),
        "£438.50",
    ),
    _Line(
        "R-2026-0138",
        "Girl, 3 m",
        Due.LATER,
        "2 d 6 h left",
        Sign.UNKNOWN,
        "school not known",
        (40, 92),
        "£196.00",
    ),
    _Line(
        "R-2026-0131",
        "Boy, 16",
        Due.LATER,
        "6 d left",
        Sign.NOT_MET,
        "no place on the date",
        (12, 30),
        "£1,120.00",
    ),
    _Line(
        "R-2026-0127",
        "Girl, 11 · unaccompanied",
        Due.DONE,
        "done",
        Sign.EXCLUDED,
        "approval under 5s",
        (55, 55),
        "£438.50",
    ),
    _Line(
        "R-2026-0120",
        "Boy, 5",
        Due.LATER,
        "9 d left",
        Sign.NOT_APPLICABLE,
        "no school yet",
        (77, 81),
        "£196.00",
    ),
)


def _requests_table() -> DataTable[_Line]:
    columns: tuple[Column[_Line], ...] = (
        Column("Request", lambda r: r.number, width=124, kind=CellKind.MUTED),
        Column("Child", lambda r: r.child, width=0, kind=CellKind.STRONG),
        Column("Time left", lambda r: r.left, width=140, kind=CellKind.DUE, value=lambda r: r.due),
        Column(
            "Best option",
            lambda r: r.words,
            width=208,
            kind=CellKind.VERDICT,
            value=lambda r: r.sign,
        ),
        Column(
            "Score",
            lambda r: f"{r.score[0]}–{r.score[1]}",
            sort=lambda r: r.score,
            width=176,
            kind=CellKind.SCORE,
            value=lambda r: r.score,
        ),
        Column("A week", lambda r: r.cost, width=112, kind=CellKind.NUMBER),
    )
    table: DataTable[_Line] = DataTable("Requests", columns, lambda r: r.number)
    table.set_rows(_LINES)
    return table


class ListGallery(ListPage):
    """A list with everything round it."""

    def __init__(self) -> None:
        super().__init__()
        head = ToolRow()
        head.left.addWidget(page_title("Requests"))
        head.right.addWidget(Button("Print", icon_name="print"))
        head.right.addWidget(Button("New request", kind=Kind.PRIMARY, icon_name="add"))
        self.column.addWidget(head)
        self.table = _requests_table()
        self.table.sort_by(2)
        self.table.select("R-2026-0139")
        self.column.addWidget(self.table, 1)


class RequestGallery(Page):
    """A decision: stage, tabs, options, the side pane."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 2)
        left.setSpacing(GRID * 2)
        row.addLayout(left, 1)
        head = ToolRow()
        head.left.addWidget(page_title("Boy, 9 · with brother, 6"))
        head.left.addWidget(Tag("indicative"))
        head.left.addWidget(Tag("urgent", "support", "warning_tint"))
        head.right.addWidget(DueText(Due.TODAY, "needed Fri 27 Nov 17:00 · 5 h left"))
        left.addWidget(muted("R-2026-0143"))
        left.addWidget(head)
        words = ("Referred", "Authorised", "Searching", "Social worker", "Agreed", "Placed")
        states = (StepState.DONE, StepState.DONE, StepState.CURRENT, *(StepState.WAITING,) * 3)
        left.addWidget(StageBar([Step(w, s) for w, s in zip(words, states, strict=True)]))
        left.addWidget(
            Banner(
                Tone.INFO,
                "Next: 2 in-house households still to answer.",
                "IFA opens when both are recorded.",
                action="Ask Hall",
                can_close=False,
            )
        )
        tabs = Tabs()
        for name, letter in (
            ("Needs", "n"),
            ("Shortlist", "s"),
            ("Approaches", "a"),
            ("Decision", "d"),
        ):
            page = QWidget()
            box = QVBoxLayout(page)
            box.setContentsMargins(0, GRID * 2, 0, 0)
            if name == "Shortlist":
                box.addWidget(_requests_table())
            tabs.add(name.lower(), name, page, letter)
        tabs.set_count("shortlist", 4)
        tabs.set_count("approaches", 2)
        tabs.show_tab("shortlist")
        left.addWidget(tabs, 1)
        row.addWidget(_side_pane())


def _side_pane() -> SidePane:
    pane = SidePane("Hall, PE4", width=360)
    pane.body.addWidget(ScoreRange(82, 90))
    chips = QWidget()
    flow = FlowLayout(chips)
    for verdict, words in (
        (Sign.MET, "siblings together"),
        (Sign.MET, "school 1.2 mi"),
        (Sign.SUPPORT, "going missing"),
        (Sign.UNKNOWN, "pets"),
        (Sign.NOT_MET, "faith"),
        (Sign.NOT_APPLICABLE, "ground floor"),
        (Sign.EXCLUDED, "over approval"),
    ):
        flow.addWidget(VerdictChip(verdict, words))
    pane.body.addWidget(chips)
    pane.body.addWidget(
        KeyValue(
            (
                ("Lives there", "Two carers, daughter 17, a dog"),
                ("School", "1.2 miles"),
                ("Costs", "£265.00 a week"),
                ("Łódź, ŵ ŷ Ș İ ğ", "Αθήνα · Київ · עברית"),
            ),
            name_width=112,
        )
    )
    pane.body.addSpacing(GRID * 2)
    pane.body.addWidget(section_title("Why with support"))
    pane.body.addWidget(
        muted(
            "He has gone missing four times since June. A 24/7 line would close the gap.", wrap=True
        )
    )
    row = QHBoxLayout()
    pane.body.addSpacing(GRID)
    row.addWidget(Button("Ask this household", kind=Kind.PRIMARY, icon_name="phone"))
    row.addWidget(Button("Not used …"))
    row.addStretch(1)
    pane.body.addLayout(row)
    pane.body.addStretch(1)
    return pane


class FormGallery(ReadingPage):
    """Every kind of question."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(page_title("Needs of R-2026-0143"))
        form = Form()
        self.form = form
        who = form.add_group("Who the child is", "w")
        form.add(
            TextField("initials", "Initials", "As they stand on the referral", width="short"), who
        )
        form.add(DateField("born_on", "Birth date"), who)
        form.add(ChoiceField("kind", "Kind of request", options_of(RequestKind)), who)
        form.add(YesNoField("siblings", "Brothers or sisters to stay together with"), who)
        where = form.add_group("Where", "h")
        form.add(
            PostcodeField(
                "school",
                "School's postcode",
                look_up=lambda _p: "Peterborough · 4.3 miles from home",
            ),
            where,
        )
        form.add(MoneyField("fee", "Weekly price", per="a week"), where)
        form.add(NumberField("beds", "Beds", most=9), where)
        needs = form.add_group("Needs and risks", "r")
        form.add(
            SegmentedField("missing", "Going missing", options_of(Level), "In the last six months"),
            needs,
        )
        form.add(
            TextArea("words", "In words", lines=3, placeholder="What happens, and what works"),
            needs,
        )
        form.add(CheckList("skills", "Carers' skills wanted", options_of(Skill)[:6]), needs)
        form.add(CheckField("urgent", "This is urgent"), needs)
        person = form.add_group("The child as a person", "p", folded=True)
        form.add(TextField("likes", "Likes"), person)
        self.column.addWidget(form)
        self.column.addStretch(1)
        form.fill(
            {
                "initials": "T.M.",
                "born_on": date(2017, 3, 4),
                "school": "PE4 6AB",
                "siblings": True,
                "missing": tuple(Level)[2],
                "fee": 43850,
                "likes": "Drawing, trains, his brother",
                "urgent": True,
            }
        )
        form.show_problems(
            (
                FieldProblem("beds", "Beds: type a whole number from 0 to 9."),
                FieldProblem("born_on", "Birth date: it lies after the day he was referred."),
            )
        )


class PartsGallery(ReadingPage):
    """Buttons, banners, cards, icons."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(display("28 Display"))
        self.column.addWidget(page_title("20 Page title"))
        row = QHBoxLayout()
        for widget in (
            Button("Record the match", kind=Kind.PRIMARY),
            Button("Ask Hall", icon_name="phone"),
            Button("Quiet", kind=Kind.QUIET),
            Button("Withdraw", kind=Kind.DANGER),
            LinkButton("A link"),
            IconButton("print", "Print"),
            Button("Compact", compact=True),
        ):
            row.addWidget(widget)
        off = Button("Not now")
        off.setEnabled(False)
        row.addWidget(off)
        row.addStretch(1)
        self.column.addLayout(row)
        self._banners()
        strip = ProgressStrip(lambda: None)
        strip.start("Searching 141 households …")
        strip.show_progress(Progress(88, 141, "Searching: 88 of 141 households"))
        self.column.addWidget(strip)
        strip.stop()
        self.strip = strip
        self._cards()
        icons = QWidget()
        flow = FlowLayout(icons, GRID * 2, row_spacing=GRID * 2)
        for name in icon_names():
            flow.addWidget(Icon(name))
        self.column.addWidget(icons)
        self.column.addStretch(1)

    @override
    def open(self, key: object) -> None:
        """Show the strip without its wait."""
        self.strip.show()

    def _banners(self) -> None:
        self.column.addWidget(
            Banner(
                Tone.REFUSAL,
                "Hall was not asked.",
                "A change of placement needs the Head of Service's authorisation, and there is none.",
                "Record it, or ask the one covering.",
                action="Record authorisation",
            )
        )
        self.column.addWidget(
            Banner(Tone.SUCCESS, "The placement is recorded.", "Four tasks opened.")
        )
        self.column.addWidget(Banner(Tone.WARNING, "The decision expires on Fri 27 Nov 2026."))

    def _cards(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(GRID * 2)
        owed = Card("What do I owe")
        for due, words in (
            (Due.LATE, "Update the case system · 3 h late"),
            (Due.TODAY, "Tell finance · today"),
            (Due.LATER, "IHA · 12 d left"),
            (Due.DONE, "Contract signed"),
        ):
            owed.add(DueText(due, words))
        owed.add(small("Soonest first, late on top"))
        empty = Card("Who has no home tonight")
        empty.add(EmptyState("check", "Everyone has a home tonight", "A good day."))
        third = Card("What is coming")
        third.tools.addWidget(Button("Open", compact=True))
        third.add(strong("PASP, Tue 24 Nov 2026"))
        third.add(muted("7 cases, 2 papers still open", wrap=True))
        for at, card in enumerate((empty, owed, third)):
            card.body.addStretch(1)
            grid.addWidget(card, 0, at)
            grid.setColumnStretch(at, 1)
        self.column.addLayout(grid)
