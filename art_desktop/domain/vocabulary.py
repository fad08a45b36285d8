"""The field's words as closed lists (product.md §2 and §3). Each member has a code and the words shown.

The code is what is stored and never changes; the words are what people read. The statutory code lists change by
collection year and are data, not enums: see `db/seed/dfe_codes.csv`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A code with its words: `SHORT_TERM = "short_term", "Short term"`."""

    words: str

    def __new__(cls, code: str, words: str = "") -> Self:
        """Make a member out of its code and its words."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        return member


class Sex(Coded):
    """Sex as recorded; gender in the person's own words is a field of its own."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"

    @property
    def child_word(self) -> str:
        """Return "Girl" or "Boy"."""
        return "Girl" if self is Sex.FEMALE else "Boy"


class RequestKind(Coded):
    """Kinds of request (product.md §3; S003 §7, §6.1.5, §10.1; S004 2.2.11)."""

    FIRST_TIME = "first_time", "Becoming looked after for the first time"
    CHANGE = "change", "Change of placement"
    SHORT_BREAK = "short_break", "Short break with a Link carer"
    PARENT_CHILD = "parent_child", "Parent and child"
    REMAND = "remand", "Remand, or alternative to remand"
    SECURE = "secure", "Welfare secure"
    SECURE_STEP_DOWN = "secure_step_down", "Step-down from secure"
    SUPPORTED = "supported", "Supported accommodation, 16 and over"
    LODGINGS = "lodgings", "Supported lodgings"
    STAYING_PUT = "staying_put", "Staying put"
    PERMANENT = "permanent", "Permanent match with the current carer"
    FOSTER_TO_ADOPT = "foster_to_adopt", "Fostering for adoption"
    RETURN_HOME = "return_home", "Return home"
    NRPF = "nrpf", "Accommodation at 18 and over, no recourse to public funds"
    ASSESSMENT = "assessment", "Specialist assessment"
    CRISIS = "crisis", "Crisis support that keeps a child at home"

    @property
    def seeks_home(self) -> bool:
        """Say whether this kind looks for a home; the last two are resources, no placement."""
        return self not in {RequestKind.ASSESSMENT, RequestKind.CRISIS}


class Urgency(Coded):
    """How the request came: which route of authorisation it may take (product.md §3.1)."""

    PLANNED = "planned", "Planned"
    URGENT = "urgent", "Urgent, in hours"
    OUT_OF_HOURS = "out_of_hours", "Out of hours"


class Stage(Coded):
    """Where a request has got to (product.md §3)."""

    DRAFT = "draft", "Draft"
    REFERRED = "referred", "Referred"
    AUTHORISED = "authorised", "Authorised"
    SEARCHING = "searching", "Searching"
    OFFERS_IN = "offers_in", "Offers in"
    WITH_SOCIAL_WORKER = "with_social_worker", "With social worker"
    AGREED = "agreed", "Agreed"
    PLACED = "placed", "Placed"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def is_open(self) -> bool:
        """Say whether work remains to be done."""
        return self not in {Stage.PLACED, Stage.CLOSED, Stage.WITHDRAWN}


class Tier(Coded):
    """The order in which resources are opened (product.md §3.3)."""

    CONNECTED = "connected", "Connected person"
    IN_HOUSE = "in_house", "In-house"
    IFA = "ifa", "Independent fostering agency"
    RESIDENTIAL = "residential", "Residential and other"


class Level(Coded):
    """How much of a need there is; "not known" is None."""

    NONE = "none", "None"
    SOME = "some", "Some"
    SIGNIFICANT = "significant", "Significant"
    COMPLEX = "complex", "Complex"

    @property
    def rank(self) -> int:
        """Return 0 for none, to 3 for complex."""
        return list(Level).index(self)


class NeedCode(Coded):
    """The needs that are asked about, each with a level and words (product.md §3.2)."""

    ATTACHMENT = "attachment", "Attachment and trauma"
    EMOTIONAL = "emotional", "Emotional and mental health"
    SELF_HARM = "self_harm", "Self-harm"
    BEHAVIOUR = "behaviour", "Behaviour at home"
    MISSING = "missing", "Going missing"
    OFFENDING = "offending", "Offending"
    SEXUAL_BEHAVIOUR = "sexual_behaviour", "Sexually harmful behaviour"
    SEXUAL_EXPLOITATION = "sexual_exploitation", "Sexual exploitation"
    CRIMINAL_EXPLOITATION = "criminal_exploitation", "Criminal exploitation"
    SUBSTANCE = "substance", "Substance misuse"
    VIOLENCE = "violence", "Violence to others"
    FIRE = "fire", "Fire-setting"
    EATING = "eating", "Eating disorder"
    ANIMALS = "animals", "Harm to animals"
    EXPLOITS = "exploits", "Criminal exploitation of others"
    HEALTH = "health", "Physical health and personal care"
    LEARNING = "learning", "Learning disability"
    AUTISM = "autism", "Autism"
    SENSORY = "sensory", "Sensory and mobility"
    EDUCATION = "education", "Education support"
    PARENTING = "parenting", "Parenting assessment"
    INDEPENDENCE = "independence", "Preparation for independence"
    IDENTITY = "identity", "Identity, culture and faith"
    LANGUAGE = "language", "Language"


RISK_NEEDS = frozenset(
    {
        NeedCode.SELF_HARM,
        NeedCode.MISSING,
        NeedCode.OFFENDING,
        NeedCode.SEXUAL_BEHAVIOUR,
        NeedCode.SEXUAL_EXPLOITATION,
        NeedCode.CRIMINAL_EXPLOITATION,
        NeedCode.SUBSTANCE,
        NeedCode.VIOLENCE,
        NeedCode.FIRE,
        NeedCode.EATING,
        NeedCode.ANIMALS,
        NeedCode.EXPLOITS,
    }
)
"""The needs that are also risks, to the child or to others."""


class Plan(Coded):
    """What the placement is for."""

    SHORT_TERM = "short_term", "Short-term"
    LONG_TERM = "long_term", "Long-term"
    RETURN_HOME = "return_home", "Return home"
    ADOPTION = "adoption", "Adoption"
    INDEPENDENCE = "independence", "Independence"


class Together(Coded):
    """Whether brothers and sisters are to be placed together."""

    TOGETHER = "together", "Together"
    TOGETHER_IF_POSSIBLE = "if_possible", "Together if possible"
    APART = "apart", "Apart"


class CarersWanted(Coded):
    """Who the carers must be, where the child's safety or wishes need it."""

    ANY = "any", "Any"
    WOMEN_ONLY = "women_only", "Women only"
    MEN_ONLY = "men_only", "Men only"


class Suitability(Coded):
    """How well a kind of setting suits the child (Placements Data Standard v2, PlacementRecommendation)."""

    PREFERRED = "preferred", "Preferred"
    SUITABLE = "suitable", "Suitable, not preferred"
    UNSUITABLE = "unsuitable", "Unsuitable"


class Communication(Coded):
    """How carers must be able to communicate (Placements Data Standard v2, PlacementRequirements)."""

    ESOL = "esol", "English as an additional language"
    BSL = "bsl", "British Sign Language"
    MAKATON = "makaton", "Makaton"
    OTHER = "other", "Another way, in words"


class CulturalNeed(Coded):
    """Whether a cultural need, such as a place of worship, has to be met (Placements Data Standard v2)."""

    REQUIRED = "required", "Required"
    NOT_REQUIRED = "not_required", "Not required"
    OTHER = "other", "Another, in words"


class SupportWanted(Coded):
    """Support that the placement is to come with (Placements Data Standard v2, PlacementRequirements)."""

    SUPERVISION = "supervision", "Additional supervision"
    THERAPEUTIC = "therapeutic", "Therapeutic support"
    RESPITE = "respite", "A worker for respite"
    TAXIS = "taxis", "Taxis to school"
    OTHER = "other", "Another, in words"


class ApprovalKind(Coded):
    """Kinds of care a household is approved for."""

    SHORT_TERM = "short_term", "Short-term"
    LONG_TERM = "long_term", "Long-term"
    EMERGENCY = "emergency", "Emergency and duty"
    SHORT_BREAK = "short_break", "Short break (Link)"
    PARENT_CHILD = "parent_child", "Parent and child"
    REMAND = "remand", "Remand"
    FOSTER_TO_ADOPT = "foster_to_adopt", "Fostering for adoption"
    LODGINGS = "lodgings", "Supported lodgings"
    STAYING_PUT = "staying_put", "Staying put"
    CONNECTED = "connected", "Connected person, named child"


class SexApproved(Coded):
    """Which children a household is approved for."""

    ANY = "any", "Either"
    FEMALE = "female", "Girls"
    MALE = "male", "Boys"


class HouseholdStatus(Coded):
    """Whether a household is approved today."""

    ACTIVE = "active", "Active"
    ASSESSMENT = "assessment", "In assessment"
    ENDED = "ended", "Approval ended"


class HoldReason(Coded):
    """Why an active household cannot be asked for now."""

    BREAK = "break", "Taking a break"
    REVIEW_OVERDUE = "review_overdue", "Annual review overdue"
    ALLEGATION = "allegation", "Allegation being looked into"
    ILLNESS = "illness", "Illness or bereavement"
    RETAINER = "retainer", "Held for a named child"
    HOME_WORKS = "home_works", "Moving or building work"
    OTHER = "other", "Other"


class AvailabilityKind(Coded):
    """What a household has said it can be called on for, on which days."""

    DUTY = "duty", "Duty, out of hours"
    LINK = "link", "Link short breaks"
    EMERGENCY = "emergency", "Emergency, same day"


class PaymentLevel(Coded):
    """How a household is paid (S003 §6.1.3)."""

    LEVEL_1 = "level_1", "Level 1"
    LEVEL_2 = "level_2", "Level 2"
    LEVEL_3 = "level_3", "Level 3"
    AGENCY = "agency", "Transferred from an agency"
    LODGINGS = "lodgings", "Supported lodgings"
    SPECIAL = "special", "Special rate"


class Skill(Coded):
    """What carers have been trained in or are practised at."""

    THERAPEUTIC = "therapeutic", "Therapeutic parenting"
    ATTACHMENT = "attachment", "Attachment and trauma"
    MENTAL_HEALTH = "mental_health", "Young people's mental health"
    SELF_HARM = "self_harm", "Responding to self-harm"
    DE_ESCALATION = "de_escalation", "De-escalation"
    MISSING = "missing", "Children who go missing"
    EXPLOITATION = "exploitation", "Exploitation"
    SEXUAL_BEHAVIOUR = "sexual_behaviour", "Sexually harmful behaviour"
    SUBSTANCE = "substance", "Substance misuse"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    DISABILITY = "disability", "Disability and personal care"
    MEDICAL = "medical", "Medication and medical care"
    AUTISM = "autism", "Autism"
    LEARNING = "learning", "Learning disability"
    BABIES = "babies", "Babies and safe sleep"
    PARENTING = "parenting", "Observing parents"
    EDUCATION = "education", "Supporting education"
    INDEPENDENCE = "independence", "Preparing for independence"
    UASC = "uasc", "Children who arrived alone"
    SIGN = "sign", "Makaton or British Sign Language"


class SkillLevel(Coded):
    """How far a skill goes."""

    TRAINED = "trained", "Trained"
    EXPERIENCED = "experienced", "Trained and experienced"
    SPECIALIST = "specialist", "Specialist"

    @property
    def rank(self) -> int:
        """Return 1 for trained, to 3 for specialist."""
        return list(SkillLevel).index(self) + 1


class MemberRelation(Coded):
    """Who else lives in a household."""

    OWN_CHILD = "own_child", "Carers' own child"
    ADULT_CHILD = "adult_child", "Carers' grown-up child"
    RELATIVE = "relative", "Relative"
    LODGER = "lodger", "Lodger"
    ADOPTED = "adopted", "Adopted child"


class ProviderKind(Coded):
    """Outside organisations, and the settings they register."""

    IFA = "ifa", "Independent fostering agency"
    CHILDRENS_HOME = "childrens_home", "Children's home"
    SPECIAL_SCHOOL = "special_school", "Residential special school"
    SECURE = "secure", "Secure children's home"
    SUPPORTED = "supported", "Supported accommodation"
    ADOPTION = "adoption", "Voluntary adoption agency"
    FAMILY_CENTRE = "family_centre", "Residential family centre"
    DAY_SCHOOL = "day_school", "Independent special school, day places"
    TUITION = "tuition", "Out-of-school tuition"
    EXPERT = "expert", "Expert or support service"
    OTHER = "other", "Other"

    @property
    def takes_children(self) -> bool:
        """Say whether children live there, so that it is searched for a home."""
        return self not in {ProviderKind.DAY_SCHOOL, ProviderKind.TUITION, ProviderKind.EXPERT}

    @property
    def tier(self) -> Tier:
        """Return the tier in which this kind is searched."""
        return Tier.IFA if self is ProviderKind.IFA else Tier.RESIDENTIAL


class Grade(Coded):
    """Ofsted's overall judgement."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement to be good"
    INADEQUATE = "inadequate", "Inadequate"


class Verdict(Coded):
    """What one criterion says of one candidate (product.md §3.3)."""

    MET = "met", "Met"
    SUPPORT = "met_with_support", "Met with support"
    NOT_MET = "not_met", "Not met"
    UNKNOWN = "not_known", "Not known"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class OptionState(Coded):
    """What became of an option."""

    OPEN = "open", "Not asked"
    NOT_USED = "not_used", "Not used, with a reason"
    ASKED = "asked", "Asked, no answer yet"
    DECLINED = "declined", "Said no"
    OFFERED = "offered", "Said yes"
    MATCHED = "matched", "Matched"


class NotUsedReason(Coded):
    """Why an in-house option that could serve will not be used; counted, since they say whom to recruit."""

    NO_PLACE = "no_place", "No free place on the date"
    SIBLINGS = "siblings", "Cannot take the brothers and sisters together"
    DISTANCE = "distance", "Too far from school, home or family"
    NEEDS = "needs", "Needs beyond the carers' skills, even with support"
    RISK = "risk", "Risk to or from a child who lives there"
    CULTURE = "culture", "Language, faith or culture could not be supported"
    MAKE_UP = "make_up", "Make-up of the household"
    LENGTH = "length", "Cannot care for as long as is needed"
    DECLINED = "declined", "The carers said no"
    NO_ANSWER = "no_answer", "The carers could not be reached in time"
    SOCIAL_WORKER = "social_worker", "The social worker disagreed, and it was upheld"
    OTHER = "other", "Another reason, in words"


class ApproachMeans(Coded):
    """How somebody was asked."""

    TELEPHONE = "telephone", "Telephone"
    VISIT = "visit", "In person"
    REFERRAL = "referral", "Referral sent"


class Answer(Coded):
    """What an approach brought."""

    WAITING = "waiting", "Waiting for an answer"
    YES = "yes", "Yes"
    NO = "no", "No"
    NO_ANSWER = "no_answer", "Could not be reached"


class WorkerView(Coded):
    """What the child's social worker says of the chosen option."""

    AGREE = "agree", "Agrees"
    AGREE_WITH_SUPPORT = "agree_with_support", "Agrees, with added support"
    DISAGREE = "disagree", "Disagrees"


class Decision(Coded):
    """What the person or panel asked decided (product.md §4)."""

    AGREED = "agreed", "Agreed"
    AGREED_CONDITIONS = "agreed_conditions", "Agreed with conditions"
    DEFERRED = "deferred", "Deferred"
    NOT_AGREED = "not_agreed", "Not agreed"

    @property
    def permits(self) -> bool:
        """Say whether the thing asked for may be done."""
        return self in {Decision.AGREED, Decision.AGREED_CONDITIONS}


class Post(Coded):
    """People and panels that may decide (product.md §3.1; S003 §7, §17)."""

    PASP = "pasp", "PASP"
    JASP = "jasp", "JASP"
    ASSISTANT_DIRECTOR = "assistant_director", "Assistant Director for Children's Social Care"
    SERVICE_DIRECTOR = "service_director", "Service Director for Children and Safeguarding"
    HEAD_OF_SERVICE = "head_of_service", "relevant Head of Service, or the one covering"
    HEAD_CHILDREN_IN_CARE = "head_children_in_care", "Head of Service for Children in Care"
    COMMISSIONING_LEAD = "commissioning_lead", "Commissioning Lead"
    ADM = "adm", "Council's Agency Decision Maker"
    SECURE_PANEL = "secure_panel", "Secure accommodation panel"
    ON_CALL = "on_call", "on-call senior manager, through EDS"
    EDS = "eds", "Emergency Duty Service"
    NOMINATED_OFFICER = "nominated_officer", "Nominated officer"
    DIRECTOR = "director", "Director of Children's Services"


class ApprovalTrigger(Coded):
    """What a match needs approved beside its authorisation: it excludes nobody, it adds a step (product.md §3.3)."""

    OUT_OF_AREA = "out_of_area", "Outside the council's area"
    AT_A_DISTANCE = "at_a_distance", "At a distance: outside the area and not adjoining it"
    KEY_STAGE_4 = "key_stage_4", "A change of school in Key Stage 4"
    OTHER_COUNCIL = "other_council", "Another council's child lives in the household"
    OUTSIDE_TERMS = "outside_terms", "Outside the terms of approval"
    TEMPORARY_APPROVAL = "temporary_approval", "Temporary approval of a connected person"
    LIBERTY = "liberty", "Deprivation of liberty"


class TaskKind(Coded):
    """Tasks with clocks (product.md §5; reference.md §2)."""

    CASE_SYSTEM = "case_system", "Update the council's case management system"
    IHA_NOTIFY = (
        "iha_notify",
        "Tell the Looked After Children's Health Team, with consent and papers",
    )
    IHA_DONE = "iha_done", "Initial Health Assessment done"
    CONTRACT = "contract", "Individual placement agreement signed"
    FINANCE = "finance", "Tell finance: start, rate, split"
    DUTY_MOVE = "duty_move", "Move to a substantive placement, or name the next duty carer"
    RETROSPECTIVE = "retrospective", "Retrospective authorisation"
    CONDITION = "condition", "Condition of a decision"
    FIRST_VISIT = "first_visit", "First visit to the child in the placement"
    CHASE = "chase", "Chase an answer"
    ESCALATION = "escalation", "Settle a disagreement about a home"
    PANEL_PAPERS = "panel_papers", "Papers for a panel"
    DEFERRED = "deferred", "What a panel asked for"
    OTHER = "other", "Other"
