"""Public answers: their list, one of them, the feed. HTTP only; kept pages."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import frame_tag, keep, unit_tag
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings import keyset
from toasoan.questions.cache_tags import answer_tag, answers_tag
from toasoan.questions.models import Field, PublicAnswer
from toasoan.questions.public_answers import (
    answer_path,
    answered_fields,
    public_answers,
    shown_answers,
)
from toasoan.stories.numbers import number_at_end

PER_PAGE = 15
_IN_FEED = 30
_PARAMETERS = ("truoc", "linh-vuc")
_BRIEF = 40  # words


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The public answers, the latest first, of all fields or of one."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    keep(request, answers_tag(agency.pk), knows=_PARAMETERS)
    fields = list(answered_fields(agency.pk))
    chosen = _chosen(fields, request.GET.get("linh-vuc", ""))
    rows = shown_answers(agency.pk)
    if chosen is not None:
        rows = rows.filter(question__field=chosen)
    page = keyset.after(
        keyset.latest_first(rows, "first_published_at"), request.GET.get("truoc", ""), PER_PAGE
    )
    _show(request, page.rows)
    title = _("Questions and answers")
    words = _("What citizens asked %(name)s, and what was answered.")
    context = {
        "title": f"{title}: {chosen}" if chosen else title,
        "description": words % {"name": agency.name},
        "rows": [(row, answer_path(row)) for row in page.rows],
        "fields": fields,
        "chosen": chosen,
        "more": page.after,
        "query": _query(chosen, request.GET.get("truoc", "")),
    }
    return render(request, "portal/questions/answers.html", around | context)


def _chosen(fields: list[Field], value: str) -> Field | None:
    """The field that the address names. Raises Http404 for one without answers."""
    if not value:
        return None
    found = next((field for field in fields if str(field.pk) == value), None)
    if found is None:
        raise Http404
    return found


def _query(chosen: Field | None, cursor: str) -> str:
    parts = [f"linh-vuc={chosen.pk}" if chosen else "", f"truoc={cursor}" if cursor else ""]
    return "?" + "&".join(filter(None, parts)) if any(parts) else ""


@require_safe
def answer(request: HttpRequest, words: str) -> HttpResponse:
    """One question with its answer; its number decides. 410 for one that was taken down."""
    question_id = number_at_end(words)
    if question_id is None:
        raise Http404
    agency = agency_for(request)
    keep(request, answer_tag(question_id), frame_tag(agency.pk))
    found = _with_documents(public_answers(agency.pk)).filter(pk=question_id).first()
    if found is None:
        raise Http404
    around = frame_context(request, agency)
    if not found.is_live:
        gone = {"title": _("This answer has been taken down")}
        return render(request, "portal/questions/gone.html", around | gone, status=410)
    if request.path != answer_path(found):
        return HttpResponsePermanentRedirect(with_query(request, answer_path(found)))
    _show(request, [found])
    context = {
        "answer": found,
        "address": answer_path(found),
        "description": Truncator(found.text.asked).words(_BRIEF),
    }
    return render(request, "portal/questions/answer.html", around | context)


def _with_documents(rows: QuerySet[PublicAnswer]) -> QuerySet[PublicAnswer]:
    return rows.prefetch_related("cited_documents")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The latest public answers as an Atom feed."""
    agency = agency_for(request)
    keep(request, answers_tag(agency.pk), frame_tag(agency.pk))
    absolute = request.build_absolute_uri
    atom = Atom1Feed(
        title=f"{_('Questions and answers')} – {agency.name}",
        link=absolute(reverse("portal:public_answers")),
        description=None,
        language="vi",
        feed_url=absolute(),
    )
    for row in shown_answers(agency.pk)[:_IN_FEED]:
        shows(request, answer_tag(row.pk))
        atom.add_item(
            title=row.text.title,
            link=absolute(answer_path(row)),
            description=Truncator(row.text.answered).words(_BRIEF),
            unique_id=absolute(reverse("portal:public_answer", args=[row.pk])),
            pubdate=row.first_published_at,
            updateddate=row.changed_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _show(request: HttpRequest, rows: list[PublicAnswer]) -> None:
    """Say to the page store what the page shows."""
    for row in rows:
        shows(request, answer_tag(row.pk))
        if row.question.unit_id:
            shows(request, unit_tag(row.question.unit_id))
