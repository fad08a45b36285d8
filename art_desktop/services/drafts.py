"""Keeps what somebody is typing, so that nothing typed is lost (product.md §9)."""

from __future__ import annotations

from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.work import Draft
from art_desktop.services.base import BaseService, permitted


class DraftService(BaseService):
    """One draft for each person and form, kept in the encrypted record."""

    @permitted(Permission.SIGN_IN)
    def keep(self, actor: Actor, form: str, body: str) -> None:
        """Keep what has been typed in a form, over what was kept before."""
        with self._store.writing(actor) as uow:
            draft = uow.find(Draft, user_id=actor.user_id, form=form)
            if draft is None:
                uow.add(
                    Draft(user_id=actor.user_id, form=form, body=body, saved_at=self._context.now())
                )
            else:
                draft.body, draft.saved_at = body, self._context.now()
            uow.commit()

    @permitted(Permission.SIGN_IN)
    def kept(self, actor: Actor, form: str) -> str | None:
        """Return what this person had typed in a form and not saved."""
        with self._store.reading(actor) as uow:
            draft = uow.find(Draft, user_id=actor.user_id, form=form)
            return draft.body if draft else None

    @permitted(Permission.SIGN_IN)
    def discard(self, actor: Actor, form: str) -> None:
        """Forget what was typed in a form, after it was saved or given up."""
        with self._store.writing(actor) as uow:
            draft = uow.find(Draft, user_id=actor.user_id, form=form)
            if draft is not None:
                uow.remove(draft)
                uow.commit()
