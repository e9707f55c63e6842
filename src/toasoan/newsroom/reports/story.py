"""“Soạn tin từ báo cáo”: a closed report becomes a draft story."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.editorial.actions import begin_story
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.story_view import candidate_units
from toasoan.newsroom.reports.forms import StoryForm
from toasoan.newsroom.reports.rights import STORY_WRITERS, report_here
from toasoan.newsroom.reports.writing import report_link
from toasoan.reports.queries import content_of
from toasoan.reports.story import section_for, story_of


@screen("bao-cao/<int:report_id>/viet-tin/", name="report_story", duties=STORY_WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, report_id: int) -> HttpResponse:
    """Choose the unit, and begin the draft; it opens in the editor of stories."""
    report = report_here(request, report_id, STORY_WRITERS)
    person = user_of(request)
    units = [
        unit
        for unit in candidate_units(person, with_desk=True)
        if unit.agency_id == report.agency_id
    ]
    if not report.is_closed or not units:
        raise Http404
    content = content_of(report)
    form = StoryForm(
        request.POST or None,
        units=units,
        agency=report.agency,
        section=section_for(report.agency, content),
    )
    begun: list[int] = []

    def action() -> None:
        new = story_of(content, byline=person.get_full_name(), section=form.cleaned_data["section"])
        unit = form.cleaned_data["unit"]
        begun.append(begin_story(new, unit=unit, actor=person, now=timezone.now()).pk)

    if request.method == "POST" and form.carry_out(action):
        messages.success(
            request,
            _("The draft is begun. Add who chaired the meeting and the photos, then send it."),
        )
        return redirect("wagtailsnippets_stories_story:edit", begun[0])
    page = FormPage(
        title=_("Write a story from the report"),
        lead=_("Figures, limitations and tasks of the report are taken over as a draft."),
        button=_("Begin the draft"),
        **report_link(report),
    )
    return form_page(request, page, form, lambda: None)
