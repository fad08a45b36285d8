"""Identifiers: distinct types over int, so that one is never taken for another."""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", int)
ChildId = NewType("ChildId", int)
FamilyId = NewType("FamilyId", int)
HouseholdId = NewType("HouseholdId", int)
CarerId = NewType("CarerId", int)
ProviderId = NewType("ProviderId", int)
HomeId = NewType("HomeId", int)
RequestId = NewType("RequestId", int)
NeedsProfileId = NewType("NeedsProfileId", int)
SearchId = NewType("SearchId", int)
OptionId = NewType("OptionId", int)
ApproachId = NewType("ApproachId", int)
OfferId = NewType("OfferId", int)
AuthorisationId = NewType("AuthorisationId", int)
ViewId = NewType("ViewId", int)
MatchId = NewType("MatchId", int)
PlacementId = NewType("PlacementId", int)
EpisodeId = NewType("EpisodeId", int)
TaskId = NewType("TaskId", int)
DocumentId = NewType("DocumentId", int)
ImportId = NewType("ImportId", int)
PolicyId = NewType("PolicyId", int)
AuditSeq = NewType("AuditSeq", int)
Pence = NewType("Pence", int)
