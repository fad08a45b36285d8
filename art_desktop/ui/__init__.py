"""The window: PySide6 over services and domain.

The parts, and how pages use them. Everything draws from `theme.tokens`; run `python -m art_desktop.ui.gallery DIR`
to see it all.

Start      `look = apply_look(app)` (theme.apply) once; `shell = Shell()` (shell); `shell.register("requests",
           factory)`, `shell.set_nav([Section("requests", "Requests", "requests"), ...])`,
           `shell.go(Route("requests"))`. `shell.cover(CentredCard("Sign in"))` (centred) hides everything else
           until `shell.uncover()`.
Page       Subclass `ListPage` (full width) or `ReadingPage` (scrolls, 1,100 px; both have `.column`) or `Page`
           (page): `open(key)` each time it is gone to; emit `go_requested(Route(name, key))`,
           `banner_requested(Banner)`, `said("Saved 14:02")`; `view_state`/`restore_view_state` for Back;
           `may_leave`. A page named "requests.one" marks "requests" on the rail.
Words      `Label(text, ink=Ink.MUTED, px=, weight=, wrap=)`, `OneLine` (cut with …), `page_title`,
           `section_title`, `strong`, `muted`, `small` (widgets.text). Never QLabel: these are plain text always.
           `words`: `day`, `money`, `moment`, `age`, `counted`, `parse_day`; the rest is in `domain.wording`.
Buttons    `Button("Ask this household", on_click, kind=Kind.PRIMARY, icon_name="phone", compact=)`,
           `IconButton(icon, name, on_click)`, `LinkButton` (widgets.buttons).
Surfaces   `Card("Title")` with `.body`/`.add`, `.tools`; `Panel`; `SidePane`; `EmptyState(icon, title, words,
           action=)`; `Divider`; `ToolRow`; `scrolled(widget)`; `clear_layout` (widgets.cards). `FlowLayout`
           (widgets.flow) wraps chips.
Messages   `Banner(Tone.SUCCESS, what, why, next, action="Show it", on_action=...)`, `Banner.refusal(error, action,
           on_action)` (widgets.cards). `Messages(shell.show_banner, say=shell.say)` (messages): `.report(error)`
           for any error, `.report_in(form, error)` for a form's, `.tell(words)`.
Shows      `VerdictChip(verdict, "school 1.2 mi")`, `StageBar([Step("Referred", StepState.DONE), ...])`,
           `ScoreRange(74, 88)`, `KeyValue([(name, value)])` + `.add(name, widget)`, `Tag("urgent")`,
           `DueText(Due.TODAY, words)` (widgets.show); `Tabs().add(name, words, page, "n")` with `.set_count`
           (widgets.tabs); `ProgressStrip(on_cancel)` (widgets.progress).
Fields     All take (name, label, help_words, required=): `TextField`, `TextArea`, `DateField`, `MoneyField(per="a
           week")`, `NumberField`, `PostcodeField(look_up=)` (widgets.fields); `SegmentedField(name, label,
           options)`, `YesNoField`, `ChoiceField`, `CheckList`, `CheckField`, options from `options_of(Level)`
           (widgets.choices). Each has `value()` (None = not known), `set_value`, `set_problem(words)`, signal
           `changed`. Pence are ints, days `date`.
Form       `form = Form()` (widgets.form); `g = form.add_group("Who the child is", "w")`; `form.add(field, g)`;
           `form.fill({...})`, `form.values()`, `form.check()`, `form.show_problems(error.problems)`,
           `form.settled()`; signals `save_requested` (Ctrl+Enter), `draft_due`, `changed`.
Lists      `DataTable("Requests", [Column("Child", lambda r: r.child, width=0, kind=CellKind.STRONG), ...],
           key=lambda r: r.id)` (widgets.table; Column, CellKind from models.table_model): `.set_rows(rows)`,
           `.row_opened(row)`, `.row_selected(row)`, `.left()`, `.select(id)`, `.state()`/`.restore()`, `.tools`
           for buttons.
Work       `runner.submit(lambda ctx: service.search(actor, id), on_success=..., group=(self, "search"))` (tasks);
           `writes=True` for changes; `ImmediateRunner()` in tests and pictures. In long work
           `ctx.checkpoint(Progress(3, 10, "Reading"))` (work).
Traps      Never `setVisible(True)` or `show()` a widget before it has its place in a layout: it flashes up as a
           window and takes the focus. Tooltips through `plain_tooltip`. Verdict shapes by `VerdictChip` or
           `CellKind.VERDICT`, never as letters.
Pictures   `picture(widget, path, look=look, size=(1280, 800), scale=2, scheme=Scheme.DARK)` (pictures).
"""
