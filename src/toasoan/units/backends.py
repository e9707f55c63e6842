"""Entrance to the newsroom follows from a seat on a board on the day."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

_SITE_PERMISSIONS = frozenset(
    {
        "stories.add_section",
        "stories.change_section",
        "stories.view_section",
    }
)


class SeatBackend(ModelBackend):
    """Grants entrance to the newsroom to whoever holds a duty today, and no other right.

    Permissions on stories are never granted here: see docs/decisions/0003. It knows people by
    their id, as every backend does that a session may name, but signs nobody in.
    """

    def authenticate(self, *args: object, **kwargs: object) -> None:  # type: ignore[override]
        """Return None: passwords are checked by another backend."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person with this id, or None; one query brings their Wagtail profile too."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: User, perm: str, obj: Model | None = None) -> bool:  # type: ignore[override]
        """Answer for the newsroom's entrance and, for the webmaster, for structure."""
        if not user_obj.is_active or not user_obj.is_authenticated:
            return False
        duties = duties_of(user_obj, local_day(timezone.now()))
        if perm == "wagtailadmin.access_admin":
            return bool(duties)
        return Duty.KEEP_SITE in duties and perm in _SITE_PERMISSIONS
