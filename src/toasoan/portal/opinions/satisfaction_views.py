"""Readers say whether a page is useful: HTTP only."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.opinions.actions.satisfaction import JudgedPage, Judgement, judge_page
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.opinions.asking import asking_on
from toasoan.portal.opinions.forms import SatisfactionForm
from toasoan.portal.opinions.replies import problems_in, refused, taken
from toasoan.portal.opinions.tokens import page_of
from toasoan.reader_forms.door import Limit, reader_form
from toasoan.reader_forms.readers import reader_key
from toasoan.refusals import RefusedError
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

#: A whole office may share one address.
_LIMITS = (Limit(20, 60), Limit(200, 3600))


@reader_form("satisfaction", limits=_LIMITS, largest_body=16 * 1024)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest) -> HttpResponse:
    """Take what a reader says of a page; the form stands on the page itself."""
    agency = agency_for(request)
    if request.method != "POST":
        return HttpResponseRedirect("/")
    form = SatisfactionForm(request.POST)
    is_whole = form.is_valid()
    asking = asking_on(request, agency.pk)
    page = page_of(asking.page_key, form.data.get("page", "")) if asking.page_key else None
    if page is None:
        words = _("The page from which this came is out of date. Open it again and send it anew.")
        return refused(request, [words], "/")
    if not is_whole:
        return refused(request, problems_in(form), page.path)
    return _judge(request, agency, page, form)


def _judge(
    request: HttpRequest, agency: Agency, page: JudgedPage, form: SatisfactionForm
) -> HttpResponse:
    given, day = form.cleaned_data, local_day(timezone.now())
    judgement = Judgement(level=given["level"], reason=given["reason"], words=given["words"])
    key = reader_key(request, f"page:{page.subject}", day)
    try:
        opinion = judge_page(agency, page, judgement, reader_key=key, day=day)
    except RefusedError as refusal:
        return refused(request, [str(refusal)], page.path)
    onward = f"{reverse('portal:judged_page')}?{urlencode({'trang': page.path})}"
    words = _("Thank you. Only the agency reads what you say; nobody knows who said it.")
    if opinion.is_masked:
        words += " " + _(
            "Phone numbers, e-mail addresses and numbers of papers have been left out."
        )
    return taken(request, words, onward)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What is said to whoever judged a page, with the way back to it."""
    asked = request.GET.get("trang", "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    context = {
        "title": _("Thank you for your opinion"),
        "back": asked if is_ours else "/",
        "back_words": _("Back to the page") if is_ours else _("To the home page"),
        "words": _(
            "Only the agency reads what you say; nobody knows who said it. Phone numbers, e-mail"
            " addresses and numbers of papers are left out before it is kept."
        ),
    }
    around = frame_context(request, agency_for(request))
    return render(request, "portal/opinions/thanks.html", around | context)
