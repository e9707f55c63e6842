"""Public answers as the search knows them (`toasoan.search`): their public words, nothing else."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.questions.cache_tags import answer_tag
from toasoan.questions.models import PublicAnswer
from toasoan.search.actions import forget, put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.vietnamese.fold import slugify

ANSWER = "answer"


def register_kind() -> None:
    """Let public answers be found."""
    register(SearchKind(ANSWER, 12, lambda: _("Questions and answers"), _entries, _cards))


def index_answer(answer: PublicAnswer) -> None:
    """Let the answer be found by its public text."""
    put(ANSWER, _of([answer]))


def forget_answer(question_id: int) -> None:
    """Take an answer out of the search table."""
    forget(ANSWER, [question_id])


def _of(answers: Iterable[PublicAnswer]) -> list[SearchEntry]:
    return [
        SearchEntry(
            object_id=answer.pk,
            agency_id=answer.agency_id,
            title=answer.text.title,
            text=f"{answer.text.asked}\n{answer.text.answered}",
            published_at=answer.first_published_at,
        )
        for answer in answers
    ]


def _shown() -> QuerySet[PublicAnswer]:
    return PublicAnswer.objects.filter(is_live=True).select_related("text")


def _entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    """The next answers on any site, locked so that a change waits for this step."""
    rows = _shown().filter(pk__gt=after_id).select_for_update(of=("self",)).order_by("pk")
    return _of(rows[:limit])


def _cards(question_ids: Collection[int]) -> dict[int, ResultCard]:
    """What results show of these answers, by id. One query."""
    return {
        answer.pk: ResultCard(
            address=path_of(answer.pk, answer.text.title),
            label=_("Question and answer"),
            shows=(answer_tag(answer.pk),),
        )
        for answer in _shown().filter(pk__in=question_ids)
    }


def path_of(question_id: int, title: str) -> str:
    """The address of a public answer's page; its number decides."""
    return reverse("portal:public_answer", args=[f"{slugify(title)}-{question_id}"])
