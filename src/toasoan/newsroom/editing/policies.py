"""A second barrier after the access table: what Wagtail's own views are told about stories."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from wagtail.permission_policies import BasePermissionPolicy

from toasoan.accounts.models import User
from toasoan.editorial.queries import story_for
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.newsroom.kit.duty_sets import READING, WRITING
from toasoan.stories.models import Story
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day


class StoryPolicy(BasePermissionPolicy):  # type: ignore[misc]  # Wagtail ships no types
    """Denies publishing, unpublishing, deleting and locking to everybody: steps do that."""

    _by_action = {"add": WRITING, "change": READING, "view": READING}

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do this to some story."""
        if not user.is_authenticated or not user.is_active:
            return False
        allowed = self._by_action.get(action, frozenset())
        return not duties_of(user, local_day(timezone.now())).isdisjoint(allowed)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Whether one of the actions is open to the person."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Nobody: Wagtail asks this for messages that we do not send."""
        return User.objects.none()

    def user_has_permission_for_instance(self, user: User, action: str, instance: Story) -> bool:
        """Whether the person may do this to this story."""
        if not self.user_has_permission(user, action):
            return False
        try:
            story_for(user, instance.pk)
        except Http404:
            return False
        return True

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Story
    ) -> bool:
        """Whether one of the actions is open to the person on this story."""
        return any(self.user_has_permission_for_instance(user, a, instance) for a in actions)

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """The stories that exist for the person."""
        if not self.user_has_any_permission(user, actions):
            return Story.objects.none()
        return stories_visible_to(user, local_day(timezone.now()))
