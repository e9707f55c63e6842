"""Where this part of the portal stands on pages of others."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from toasoan.portal.questions.answer_block import AnswersBlock
from toasoan.portal.questions.story_errors import story_part
from toasoan.units.models import Agency

hooks.register("toasoan_story_part", story_part, order=90)


@hooks.register("toasoan_home_block")
def _block() -> tuple[str, AnswersBlock]:
    return "answers", AnswersBlock()


@hooks.register("toasoan_site_map")
def _site_map(request: HttpRequest, agency: Agency) -> tuple[str, list[tuple[str, str]]]:
    """What citizens do here."""
    return _("Questions from citizens"), [
        (_("Questions and answers"), reverse("portal:public_answers")),
        (_("Send to the agency"), reverse("portal:send")),
        (_("Complaints, denunciations, reports of crimes"), reverse("portal:send_letter")),
        (_("Look up by tracking code"), reverse("portal:follow")),
    ]
