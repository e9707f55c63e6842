"""Mails that the screens of people send."""

from urllib.parse import urljoin

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from toasoan.accounts.actions import invite
from toasoan.accounts.models import User
from toasoan.units.changes import ChangeFacts, record_change
from toasoan.units.models import Agency, OrganisationChangeKind


@task()
def mail_invitation(person_id: int, agency_id: int, actor_id: int, root: str) -> bool:
    """Make a link and mail it; the link itself is never kept in the queue.

    Nobody is mailed whose account was closed or who has no address any more.
    """
    person = User.objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if person is None:
        return False
    agency, now = Agency.objects.get(pk=agency_id), timezone.now()
    actor = User.objects.get(pk=actor_id)
    context = {
        "person": person,
        "agency": agency,
        "address": urljoin(root, invite(person, now=now, actor=actor)),
    }
    text = render_to_string("newsroom/people/invitation.txt", context)
    send_mail(_("Your account in the newsroom"), text, None, [person.email])
    record_change(
        OrganisationChangeKind.INVITED,
        agency,
        ChangeFacts(actor=actor, now=now, person=person, detail=_("by e-mail")),
    )
    return True
