"""What an import is: fields and the columns that fill them, problems by row, what would be saved.

An import is all or nothing: one error stops the whole of it, warnings do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain.vocabulary import (
    ApprovalKind,
    Coded,
    Grade,
    HouseholdStatus,
    PaymentLevel,
    ProviderKind,
    Sex,
    SexApproved,
)

if TYPE_CHECKING:  # rapidfuzz, which they compare with, is not needed before an import
    from art_desktop.domain.duplicate_bodies import Body
    from art_desktop.domain.duplicates import Person

LONGEST_SHOWN = 30


class ImportKind(Coded):
    """What a file holds."""

    HOUSEHOLDS = "households", "Households and carers"
    PROVIDERS_OFSTED = "providers_ofsted", "Ofsted's list of providers"
    DFE_903 = "dfe_903", "DfE 903 Header and Episodes"


class Part(Coded):
    """Which of the files of an import: most have one."""

    MAIN = "main", "The file"
    HEADER = "header", "Header"
    EPISODES = "episodes", "Episodes"


class Severity(Coded):
    """Whether a problem stops the import."""

    ERROR = "error", "Must be put right"
    WARNING = "warning", "To be looked at"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something wrong at one place of a file.

    `row` is the number the spreadsheet shows (the heading is usually 1), or 0 for the whole file;
    `column` the file's own heading, or empty. `rule` is the code of a rule that was broken.
    """

    row: int
    column: str
    words: str
    severity: Severity = Severity.ERROR
    rule: str = ""
    part: Part = Part.MAIN


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file as text: `rows` have one cell for each of `columns`; `row_numbers` run beside them."""

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    sha256: str
    kind: str
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field an import can fill.

    `parse` turns a cell that is not empty into the field's value, or raises RuleBroken with words.
    `aliases` are headings that mean this field, in any case and punctuation.
    """

    name: str
    words: str
    required: bool
    parse: Callable[[str], object]
    help: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column fills which field: pairs of field name and heading, in order of field."""

    kind: ImportKind
    part: Part
    pairs: tuple[tuple[str, str], ...]
    unused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def column_of(self, name: str) -> str | None:
        """The heading that fills a field, or None."""
        return dict(self.pairs).get(name)

    def with_column(self, name: str, column: str | None) -> Mapping:
        """The mapping with one field filled from another column, or from none."""
        kept = [pair for pair in self.pairs if pair[0] != name and pair[1] != column]
        freed = {old for pair, old in self.pairs if pair == name} - {column}
        if column is not None:
            kept.append((name, column))
        unused = tuple(c for c in (*self.unused, *sorted(freed)) if c != column)
        taken_from = {pair for pair, old in self.pairs if old == column and pair != name}
        missing = tuple(m for m in self.missing if m != name or column is None)
        return Mapping(self.kind, self.part, tuple(kept), unused, (*missing, *sorted(taken_from)))


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A file and how its columns are to be read."""

    table: RawTable
    mapping: Mapping


# --- what is read -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CarerRecord:
    """One carer of a household. `ethnicity` is a DfE ETHNIC code."""

    forename: str
    surname: str
    born_on: date | None = None
    sex: Sex | None = None
    ethnicity: str | None = None
    religion: str = ""


@dataclass(frozen=True, slots=True)
class TermsRecord:
    """One term of approval. Ages are whole years, both ends included."""

    kind: ApprovalKind
    places: int
    age_from: int
    age_to: int
    sex: SexApproved
    starts_on: date


@dataclass(frozen=True, slots=True)
class HouseholdRecord:
    """One household with its carers and terms. Yes/no answers are None when not known."""

    row: int
    reference: str
    name: str
    status: HouseholdStatus
    approved_on: date | None = None
    review_due_on: date | None = None
    checks_due_on: date | None = None
    payment_level: PaymentLevel | None = None
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    carers: tuple[CarerRecord, ...] = ()
    terms: tuple[TermsRecord, ...] = ()
    languages: tuple[str, ...] = ()
    spare_bedrooms: int | None = None
    pets: bool | None = None
    pets_note: str = ""
    smokers: bool | None = None
    someone_home: bool | None = None
    ground_floor_bedroom: bool | None = None
    own_children_ages: tuple[int, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """One organisation. `key` joins its homes to it; `urn` is empty unless itself registered."""

    row: int
    key: str
    name: str
    kind: ProviderKind
    urn: str = ""
    sector: str = ""
    local_authority: str = ""
    region: str = ""
    town: str = ""
    postcode: str = ""
    registration_status: str = ""
    registered_on: date | None = None
    grade: Grade | None = None
    inspected_on: date | None = None


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """One registered setting. Where Ofsted withholds its name, town and postcode they are empty."""

    row: int
    urn: str
    provider_key: str
    kind: ProviderKind
    name: str = ""
    registration_status: str = ""
    registered_on: date | None = None
    local_authority: str = ""
    region: str = ""
    town: str = ""
    postcode: str = ""
    places: int | None = None
    grade: Grade | None = None
    inspected_on: date | None = None
    short_break_only: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One line of the Header file. `case_number` is CHILD; there is no name in the return."""

    row: int
    case_number: str
    sex: Sex | None
    born_on: date
    ethnicity: str
    upn: str = ""
    is_mother: bool | None = None
    own_child_born_on: date | None = None


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """One line of the Episodes file, under the return's own names. Open while `dec` is None."""

    row: int
    case_number: str
    decom: date
    rne: str
    ls: str
    cin: str
    place: str
    place_provider: str = ""
    dec: date | None = None
    rec: str = ""
    reason_place_change: str = ""
    home_post: str = ""
    pl_post: str = ""
    urn: str = ""


@dataclass(frozen=True, slots=True)
class Existing:
    """What is on record already, to find duplicates in. Keys are the records' ids.

    `carers` are keyed by their household's id; `children` pair a case number with the child's id.
    """

    households: Sequence[Body] = ()
    carers: Sequence[Person] = ()
    providers: Sequence[Body] = ()
    homes: Sequence[Body] = ()
    children: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class ProposedDuplicate:
    """A row that may be on record already (`existing_id`), or twice in the file (`other_row`).

    `score` is 0 to 1; at 1 the references are the same. `what` is household, provider, home, child.
    """

    row: int
    what: str
    existing_id: int | None
    other_row: int | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """What a row of Ofsted's list changes of a record. `worse`: it takes away from where a child may be placed."""

    row: int
    title: str
    words: str
    worse: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be saved, and everything wrong with it."""

    kind: ImportKind
    rows_read: int
    sha256: tuple[str, ...]
    households: tuple[HouseholdRecord, ...] = ()
    providers: tuple[ProviderRecord, ...] = ()
    homes: tuple[HomeRecord, ...] = ()
    children: tuple[ChildRecord, ...] = ()
    episodes: tuple[EpisodeRecord, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    duplicates: tuple[ProposedDuplicate, ...] = ()
    changes: tuple[RegisterChange, ...] = ()

    @property
    def errors(self) -> tuple[RowProblem, ...]:
        """The problems that stop the import."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def blocked(self) -> bool:
        """Whether nothing may be saved."""
        return bool(self.errors)


@dataclass(slots=True)
class ProblemList:
    """Problems as they are found, up to a number that a person could still read."""

    part: Part = Part.MAIN
    most: int = 5_000
    found: list[RowProblem] = field(default_factory=list)

    def add(
        self, row: int, column: str, words: str, severity: Severity = Severity.ERROR, rule: str = ""
    ) -> None:
        """Keep a problem; past the most, only say that there are more."""
        if len(self.found) < self.most:
            self.found.append(RowProblem(row, column, words, severity, rule, self.part))
        elif len(self.found) == self.most:
            more = "There are more problems than are listed here."
            self.found.append(RowProblem(0, "", more, Severity.ERROR, "", self.part))


def shown(value: str) -> str:
    """A cell's value as it may be quoted in a problem: one line, cut short, in quotation marks."""
    plain = "".join(c if c.isprintable() else " " for c in value).strip()
    if len(plain) > LONGEST_SHOWN:
        plain = plain[:LONGEST_SHOWN].rstrip() + "…"
    return f"“{plain}”"
