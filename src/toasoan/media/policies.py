"""Wagtail's photo and file choosers ask these who may see and add what."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Collection
from wagtail.permission_policies import BasePermissionPolicy

from toasoan.accounts.models import User
from toasoan.media.queries import USING_WORK, usable
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

_OPEN_ACTIONS = frozenset({"add", "choose", "view"})


class MediaPolicy(BasePermissionPolicy):  # type: ignore[misc]  # Wagtail ships no types
    """Adding and choosing for whoever writes or edits; nobody deletes or changes in place.

    Wagtail's collections are not used for rights: units are.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do this to some photo or file."""
        return action in _OPEN_ACTIONS and self._works(user)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Whether one of the actions is open to the person."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Nobody; Wagtail uses it for messages that are not sent here."""
        return User.objects.none()

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: models.Model
    ) -> bool:
        """Whether the person may do this to this photo or file."""
        if not self.user_has_permission(user, action):
            return False
        return bool(self._usable_by(user).filter(pk=instance.pk).exists())

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: models.Model
    ) -> bool:
        """Whether one of the actions is open to the person on this photo or file."""
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """The photos or files that the person may choose, as a queryset."""
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()  # type: ignore[no-any-return]
        return self._usable_by(user)

    def collections_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Collection]:
        """The root collection, or none."""
        roots = Collection.objects.filter(depth=1)
        return roots if self.user_has_any_permission(user, actions) else roots.none()

    def collections_user_has_permission_for(self, user: User, action: str) -> QuerySet[Collection]:
        """The root collection, or none."""
        return self.collections_user_has_any_permission_for(user, [action])

    def _usable_by(self, user: User) -> QuerySet[Any]:
        today = local_day(timezone.now())
        return self.model._default_manager.filter(usable(user, today))  # type: ignore[no-any-return]

    def _works(self, user: User) -> bool:
        if not user.is_authenticated or not user.is_active:
            return False
        return not duties_of(user, local_day(timezone.now())).isdisjoint(USING_WORK)
