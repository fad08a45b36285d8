"""Every service over one record, put together."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.invitations import CalendarWriter
from art_desktop.domain.picture_views import PictureDrawer
from art_desktop.domain.ports import Intake, Keeper, KeyRing, NameIndex
from art_desktop.services.agendas import AgendaService
from art_desktop.services.allocating import AllocationService
from art_desktop.services.approaching import ApproachService
from art_desktop.services.attendance import AttendanceService
from art_desktop.services.authorising import AuthorisationService
from art_desktop.services.authority import AuthorityService
from art_desktop.services.base import Context
from art_desktop.services.children import ChildService
from art_desktop.services.costing import CostService
from art_desktop.services.drafts import DraftService
from art_desktop.services.escalating import EscalationService
from art_desktop.services.finding import FindService
from art_desktop.services.frameworks import FrameworkService
from art_desktop.services.funding import FundingService
from art_desktop.services.households import HouseholdService
from art_desktop.services.importing import ImportService
from art_desktop.services.keeping import KeepingService
from art_desktop.services.lookalikes import LookalikesService
from art_desktop.services.needs import NeedsService
from art_desktop.services.offering import OfferService
from art_desktop.services.panel_cases import PanelCaseService
from art_desktop.services.panel_room import PanelRoomService
from art_desktop.services.panels import PanelService
from art_desktop.services.paper_forms import FormService
from art_desktop.services.paper_panels import PanelPaperService
from art_desktop.services.papers import Papers, PaperService
from art_desktop.services.pictures import PictureService
from art_desktop.services.placing import PlacingService
from art_desktop.services.policy import PolicyService
from art_desktop.services.providers import ProviderService
from art_desktop.services.reasons import ReasonsService
from art_desktop.services.releasing import ReleaseService
from art_desktop.services.requests import RequestService
from art_desktop.services.resourcing import ResourceService
from art_desktop.services.searching import SearchService
from art_desktop.services.sending import SendingService
from art_desktop.services.siblings import SiblingService
from art_desktop.services.spot_purchases import SpotPurchaseService
from art_desktop.services.tasks import TaskService
from art_desktop.services.users import UserService


@dataclass(frozen=True)
class Services:
    """Every service over one record."""

    requests: RequestService
    needs: NeedsService
    searching: SearchService
    siblings: SiblingService
    allocating: AllocationService
    authorising: AuthorisationService
    authority: AuthorityService
    approaching: ApproachService
    releasing: ReleaseService
    sending: SendingService
    offering: OfferService
    placing: PlacingService
    escalating: EscalationService
    papers: PaperService
    forms: FormService
    households: HouseholdService
    pictures: PictureService
    children: ChildService
    providers: ProviderService
    frameworks: FrameworkService
    spot_purchases: SpotPurchaseService
    tasks: TaskService
    finding: FindService
    lookalikes: LookalikesService
    drafts: DraftService
    users: UserService
    importing: ImportService
    keeping: KeepingService
    policy: PolicyService
    panels: PanelService
    agendas: AgendaService
    attendance: AttendanceService
    reasons: ReasonsService
    costing: CostService
    funding: FundingService
    resourcing: ResourceService
    panel_cases: PanelCaseService
    panel_room: PanelRoomService
    panel_papers: PanelPaperService


def build_services(
    context: Context,
    *,
    keys: KeyRing,
    keeper: Keeper,
    intake: Intake,
    papers: Papers,
    names: NameIndex,
    calendars: CalendarWriter,
    pictures: PictureDrawer,
) -> Services:
    """Return every service over one context."""
    finding = FindService(context, names)
    return Services(
        requests=RequestService(context),
        needs=NeedsService(context),
        searching=SearchService(context),
        siblings=SiblingService(context),
        allocating=AllocationService(context),
        authorising=AuthorisationService(context),
        authority=AuthorityService(context),
        approaching=ApproachService(context),
        releasing=ReleaseService(context, papers),
        sending=SendingService(context, papers),
        offering=OfferService(context),
        placing=PlacingService(context),
        escalating=EscalationService(context),
        papers=PaperService(context, papers),
        forms=FormService(context),
        households=HouseholdService(context),
        pictures=PictureService(context, pictures),
        children=ChildService(context),
        providers=ProviderService(context),
        frameworks=FrameworkService(context),
        spot_purchases=SpotPurchaseService(context),
        tasks=TaskService(context),
        finding=finding,
        lookalikes=LookalikesService(context, finding.names),
        drafts=DraftService(context),
        users=UserService(context, keys),
        importing=ImportService(context, intake),
        keeping=KeepingService(context, keeper),
        policy=PolicyService(context),
        panels=PanelService(context),
        agendas=AgendaService(context),
        attendance=AttendanceService(context, calendars),
        reasons=ReasonsService(context),
        costing=CostService(context),
        funding=FundingService(context),
        resourcing=ResourceService(context),
        panel_cases=PanelCaseService(context),
        panel_room=PanelRoomService(context),
        panel_papers=PanelPaperService(context),
    )
