"""What the public reads: answers without personal data, and how pages and search follow them."""

from django.db.models import QuerySet

from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.questions.cache_tags import answer_tag, answers_tag
from toasoan.questions.models import Field, PublicAnswer
from toasoan.questions.search import forget_answer, index_answer, path_of

#: What a citizen wrote is never read for a public page.
_PRIVATE = ("question__text", "question__text_key", "question__subject", "question__passage")


def shown_answers(agency_id: int) -> QuerySet[PublicAnswer]:
    """Public answers on the site with their text, field and unit; the latest first."""
    return public_answers(agency_id).filter(is_live=True)


def public_answers(agency_id: int) -> QuerySet[PublicAnswer]:
    """Public answers that are or were on the site."""
    rows = PublicAnswer.objects.filter(agency_id=agency_id)
    return rows.select_related("text", "question__field", "question__unit").defer(*_PRIVATE)


def answered_fields(agency_id: int) -> QuerySet[Field]:
    """The fields in which there are public answers, in the agency's order."""
    shown = PublicAnswer.objects.filter(agency_id=agency_id, is_live=True)
    return Field.objects.filter(pk__in=shown.values("question__field"))


def answer_path(answer: PublicAnswer) -> str:
    """The address of a public answer's page; its number decides."""
    return path_of(answer.pk, answer.text.title)


def follow_answer(answer: PublicAnswer) -> None:
    """Have pages and search follow what was changed. Called in the transaction of the change.

    Everything that publishes, corrects, marks or takes down an answer calls it.
    """
    if answer.is_live:
        index_answer(answer)
        invalidate([answer_tag(answer.pk)])
    else:
        forget_answer(answer.pk)
        withdraw([answer_tag(answer.pk)])
    invalidate([answers_tag(answer.agency_id)])
