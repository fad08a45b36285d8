"""The closed lists of deciding: panels, funding, escalation, providers' frameworks, resources (product.md §3, §4).

As in `vocabulary`, the code is stored and never changes; the words are what people read.
"""

from __future__ import annotations

from art_desktop.domain.vocabulary import Coded


class PanelKind(Coded):
    """Panels that meet (product.md §4; S003 §7, §17)."""

    PASP = "pasp", "PASP"
    JASP = "jasp", "JASP"
    SECURE = "secure", "Secure accommodation panel"
    FOSTERING = "fostering", "Fostering panel"
    STABILITY = "stability", "Placement stability meeting"
    GOVERNANCE = "governance", "Joint Governance Board"

    @property
    def long_words(self) -> str:
        """The name written out."""
        return _LONG.get(self, self.words)


_LONG = {
    PanelKind.PASP: "Peterborough Access to Support Panel",
    PanelKind.JASP: "Joint Agency Support Panel",
}


class PanelRhythm(Coded):
    """How often a panel meets by itself."""

    WEEKLY = "weekly", "Every week"
    LAST_OF_MONTH = "last_of_month", "In the last week of each month"
    BY_HAND = "by_hand", "When it is called"


class MeetingState(Coded):
    """Where a meeting has got to. Once closed, its papers are no longer open to the panel's members."""

    PLANNED = "planned", "Planned"
    CANCELLED = "cancelled", "Cancelled"
    UNDER_WAY = "under_way", "Under way"
    CLOSED = "closed", "Closed"


class MeetingPart(Coded):
    """What somebody is to a meeting."""

    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    ATTENDEE = "attendee", "In attendance"
    MINUTES = "minutes", "Minutes"


class MeetingReply(Coded):
    """Whether somebody comes, and whether they came."""

    NOT_ASKED = "not_asked", "Not invited yet"
    INVITED = "invited", "Invited"
    COMING = "coming", "Coming"
    APOLOGIES = "apologies", "Apologies"
    PRESENT = "present", "Present"


class AgendaState(Coded):
    """What became of an item of an agenda."""

    WAITING = "waiting", "To be heard"
    HEARD = "heard", "Heard"
    NOT_REACHED = "not_reached", "Not reached"
    TAKEN_OFF = "taken_off", "Taken off"


class Funder(Coded):
    """Who pays a share (product.md §4; S003 §15)."""

    SOCIAL_CARE = "social_care", "Children's social care"
    EDUCATION = "education", "Education (Dedicated Schools Grant)"
    HEALTH = "health", "Health"


class SplitBasis(Coded):
    """How a joint funding split was agreed."""

    SHARES = "shares", "By shares"
    AMOUNTS = "amounts", "By amounts a week"


class Rung(Coded):
    """The ladder of a disagreement, lowest first (product.md §3.4; S003 §17)."""

    PRACTITIONERS = "practitioners", "Practitioners, between themselves"
    LINE_MANAGERS = "line_managers", "Line managers"
    HEADS = (
        "heads",
        "Head of Service (Council) and Service Manager, with the lead commissioner",
    )
    ASSISTANT_DIRECTOR = "assistant_director", "Assistant Director for Children's Social Care"
    CHIEF_EXECUTIVE = (
        "chief_executive",
        "Provider's Chief Executive with the Service Director",
    )
    DIRECTOR = "director", "Director of Children's Services"

    @property
    def rank(self) -> int:
        """Return 0 for the lowest rung, to 5."""
        return list(Rung).index(self)

    @property
    def goes_to_board(self) -> bool:
        """Say whether what came this far is on the next Joint Governance Board's list."""
        return self.rank >= Rung.ASSISTANT_DIRECTOR.rank


class RungResult(Coded):
    """What one step of an escalation came to."""

    GOES_AHEAD = "goes_ahead", "The home is used"
    WITH_SUPPORT = "with_support", "The home is used, with added support"
    NOT_USED = "not_used", "The home is not used"
    NOT_SETTLED = "not_settled", "Not settled: it goes up"

    @property
    def settles(self) -> bool:
        """Say whether the disagreement is over."""
        return self is not RungResult.NOT_SETTLED

    @property
    def permits(self) -> bool:
        """Say whether the match may be made."""
        return self in {RungResult.GOES_AHEAD, RungResult.WITH_SUPPORT}


class EscalationEnd(Coded):
    """Why a disagreement is over."""

    SETTLED = "settled", "Settled on the ladder"
    AGREED = "agreed", "The social worker came to agree"
    WITHDRAWN = "withdrawn", "The request was withdrawn"
    MATCHED = "matched", "Another home was matched"
    GONE = "gone", "The home is no longer offered"


class CheckKind(Coded):
    """Due-diligence checks on a provider (S004 2.2.7: "having undertaken all due diligence checks")."""

    REGISTRATION = "registration", "Registration and last inspection read"
    INSURANCE = "insurance", "Insurance"
    SAFEGUARDING = "safeguarding", "Safeguarding and safer recruitment"
    REFERENCES = "references", "References of other councils"
    FINANCE = "finance", "Financial standing"
    DATA = "data", "Data protection"


class CheckOutcome(Coded):
    """What a check found."""

    SATISFACTORY = "satisfactory", "Satisfactory"
    CONDITIONS = "conditions", "Satisfactory with conditions"
    NOT_SATISFACTORY = "not_satisfactory", "Not satisfactory"


class ContractKind(Coded):
    """On what a provider is paid."""

    FRAMEWORK = "framework", "Framework"
    BLOCK = "block", "Block"
    SPOT = "spot", "Spot"


class DeclineReason(Coded):
    """Why an outside provider declines a referral; counted, since they say what the market lacks."""

    NO_VACANCY = "no_vacancy", "No vacancy"
    NEEDS = "needs", "Cannot meet the needs"
    RISK = "risk", "Risk to or from the young people there"
    AGE = "age", "Age or sex outside what they offer"
    DISTANCE = "distance", "Too far from school or family"
    LENGTH = "length", "Not for this length of stay"
    TOO_SOON = "too_soon", "Cannot start in time"
    STAFFING = "staffing", "Staffing"
    REGISTRATION = "registration", "Outside the registration or statement of purpose"
    INFORMATION = "information", "Too little information"
    OTHER = "other", "Another reason, in words"


class ResourceKind(Coded):
    """Resources that are no placement: expert assessments, and support that keeps a child at home (product.md §3)."""

    PSYCHOLOGIST = "psychologist", "Psychologist's assessment"
    PSYCHIATRIST = "psychiatrist", "Psychiatrist's assessment"
    PARENTING = "parenting", "Parenting assessment"
    SOCIAL_WORK = "social_work", "Independent social worker's assessment"
    COGNITIVE = "cognitive", "Cognitive assessment of a parent"
    RISK = "risk", "Risk assessment"
    TESTING = "testing", "Drug, alcohol or DNA testing"
    FAMILY_CENTRE = "family_centre", "Residential assessment of parent and child"
    MEDICAL = "medical", "Paediatric or other medical report"
    OTHER_ASSESSMENT = "other_assessment", "Another assessment"
    FAMILY_SUPPORT = "family_support", "Intensive support in the family"
    NIGHT_SUPPORT = "night_support", "Support at night or at weekends"
    MENTORING = "mentoring", "Mentor or outreach worker"
    RESPITE = "respite", "Respite away from home"
    THERAPY = "therapy", "Therapy in the family"
    OTHER_SUPPORT = "other_support", "Other crisis support"

    @property
    def is_assessment(self) -> bool:
        """Say whether it answers a question, rather than keeping a child at home."""
        kinds = list(ResourceKind)
        return kinds.index(self) <= kinds.index(ResourceKind.OTHER_ASSESSMENT)


class PriceBasis(Coded):
    """What a quoted price is for."""

    FIXED = "fixed", "In all"
    WEEK = "week", "A week"
    DAY = "day", "A day"
    HOUR = "hour", "An hour"


class QuoteState(Coded):
    """What became of an enquiry for a resource."""

    ASKED = "asked", "Asked, no answer yet"
    QUOTED = "quoted", "Quoted"
    DECLINED = "declined", "Declined"
    CHOSEN = "chosen", "Chosen"
    NOT_CHOSEN = "not_chosen", "Not chosen"
