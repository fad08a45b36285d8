"""Invented agreements with providers: a short one, and one with everything in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from art_desktop.domain.agreements import (
    TELLINGS,
    AgreedCheck,
    AgreedChild,
    AgreedLine,
    AgreedOutcome,
    Agreement,
    Party,
    Telling,
)
from art_desktop.domain.ids import Pence

SHORT = Agreement(
    reference="R-2026-0143",
    council=Party(name="Peterborough City Council", address="Access to Resources Team", phone="01733 000 143"),
    provider=Party(name="Quillfeather Fostering", address="Ely, CB7 4LT", phone="01353 000 100",
                   email="care@example.org"),
    bought_on="Eastern IFA framework: families near Peterborough",
    spot=False,
    contract_words="QF-17 · framework contract · signed Mon 2 Mar 2026",
    children=(AgreedChild("Tobias Wrenfield-Łódź", "C-00012", date(2017, 6, 3)),),
    home="Family 12",
    starts_on=date(2026, 11, 27),
    planned_end=None,
    review_on=date(2026, 12, 24),
    sign_by=date(2026, 11, 27),
    urgent=False,
    price=(AgreedLine("For all the children of the request", Pence(94_500)),),
    weekly_pence=Pence(94_500),
    yearly_pence=Pence(4_927_500),
    to_end_pence=None,
    price_source="the provider's offer of Tue 24 Nov 2026",
    parts=(AgreedLine("Children's social care", Pence(94_500)),),
    tells=TELLINGS,
    checks=(
        AgreedCheck("Registration and inspection", "Active · URN SC000123 · Good, Tue 3 Mar 2026", True),
        AgreedCheck("Insurance", "in order until Wed 31 Mar 2027", True),
        AgreedCheck("Safeguarding and safer recruitment", "in order until Wed 31 Mar 2027", True),
        AgreedCheck("References of other councils", "in order until Wed 31 Mar 2027", True),
        AgreedCheck("Financial standing", "in order until Wed 31 Mar 2027", True),
        AgreedCheck("Data protection", "in order until Wed 31 Mar 2027", True),
    ),
    worker="Ottoline Frayne",
    worker_phone="01632 960777",
    night_phone="01733 000 999",
)  # fmt: skip

LONG = replace(
    SHORT,
    provider=Party(
        name="Saltmarsh House (Residential and Education) Limited", address="Wisbech, PE13 1AA",
        phone="01945 000 200", email="placements@saltmarsh.example.org", signs="Zebedee Marchbanks",
        post="Responsible individual",
    ),
    council=replace(SHORT.council, signs="Ysolde Quenby", post="Head of Commissioning"),
    bought_on="No home on the framework can teach her and keep her near her sister; agreed by the Commissioning Lead.",
    spot=True,
    urgent=True,
    home="Saltmarsh House",
    children=(
        AgreedChild("Ottilie Larkmoor-Quenby", "C-00031", date(2011, 1, 18)),
        AgreedChild("Ingibjörg Larkmoor-Quenby", "C-00032", date(2012, 3, 5)),
    ),
    planned_end=date(2029, 7, 27),
    sign_by=date(2026, 12, 4),
    price=(
        AgreedLine("Care and accommodation", Pence(404_100)),
        AgreedLine("Education", Pence(157_150)),
    ),
    weekly_pence=Pence(561_250),
    yearly_pence=Pence(29_265_179),
    to_end_pence=Pence(78_093_929),
    parts=(
        AgreedLine("Children's social care", Pence(157_150)),
        AgreedLine("Education (Dedicated Schools Grant)", Pence(404_100)),
    ),
    proposed=True,
    supports=(
        AgreedLine("Psychological consultation", Pence(12_000), "for 2 children"),
        AgreedLine("24-hour telephone line", None),
    ),
    support_words="The psychologist meets the staff every second week until Easter.",
    included=("Food, clothes, savings and pocket money", "Two hours of therapy a week", "Transport to school") * 4,
    excluded=("Holidays abroad: the team manager agrees before they are booked", "School trips over £100"),
    conditions="A second waking night is kept on for the first four weeks, and looked at again then.",
    outcomes=tuple(
        AgreedOutcome(f"At school every day ({place})", "The register, read with her each month.", date(2027, 2, 1))
        for place in range(9)
    ),
    tells=(*TELLINGS, Telling("She is seen with anybody named in the risk plan", "at once", "The police, then us")),
    notice_words="In the first six weeks 14 days, by either side.",
    checks=(*SHORT.checks[:1], AgreedCheck("Insurance", "lapsed Sat 31 Oct 2026", False), *SHORT.checks[2:]),
)  # fmt: skip
