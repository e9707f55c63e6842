"""The home page's block of the latest public answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, IntegerBlock, StructBlock

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.home.arrangement import Home
from toasoan.questions.cache_tags import answer_tag, answers_tag
from toasoan.questions.public_answers import answer_path, shown_answers

_NUMBER, _MOST = 4, 10


class AnswersBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The latest questions with their answers, and where one asks."""

    title = CharBlock(label=_("Title"), default=_("Questions and answers"), max_length=80)
    number = IntegerBlock(
        label=_("How many answers"), default=_NUMBER, min_value=1, max_value=_MOST
    )
    invites = BooleanBlock(
        label=_("With a link to the form for questions"), default=True, required=False
    )

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        narrow = True
        template = "portal/questions/block.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """The latest of them. One query."""
        shows(home.request, answers_tag(home.agency.pk))
        found = list(shown_answers(home.agency.pk)[: value["number"]])
        if not found and not value["invites"]:
            return None
        shows(home.request, *(answer_tag(answer.pk) for answer in found))
        return {"answers": [(answer, answer_path(answer)) for answer in found]}
