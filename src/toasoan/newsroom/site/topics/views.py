"""The topics of the site, for the desk and the webmaster: HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.duty_sets import ARRANGING
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen, with_file
from toasoan.newsroom.site.topics.forms import TopicForm
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.stories.actions import keep_topic
from toasoan.stories.topics import Topic
from toasoan.units.duties import Duty
from toasoan.units.models import Agency


def _agency(request: HttpRequest) -> Agency:
    return agency_where(request, (Duty.EDIT, Duty.KEEP_SITE))


@screen(
    "chuyen-de/",
    name="topics",
    duties=ARRANGING,
    menu=MenuEntry(label=gettext_lazy("Topics"), icon="list-ul", order=312),
)
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The agency's topics: those that go on first, then the latest."""
    found = Topic.objects.filter(agency=_agency(request))
    return render(request, "newsroom/site/topics/topics.html", {"topics": found})


@screen("chuyen-de/them/", name="topic_add", duties=ARRANGING, largest_body=with_file(MOST_BYTES))
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a topic."""
    return _form(request, Topic(agency=_agency(request)))


@screen(
    "chuyen-de/<int:topic_id>/", name="topic", duties=ARRANGING, largest_body=with_file(MOST_BYTES)
)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Change a topic, or close it to further stories."""
    return _form(request, get_object_or_404(Topic, agency=_agency(request), pk=topic_id))


def _form(request: HttpRequest, topic: Topic) -> HttpResponse:
    form = TopicForm(request.POST or None, request.FILES or None, instance=topic)
    page = FormPage(
        title=topic.name or _("A new topic"),
        button=_("Save the topic"),
        back=reverse("newsroom:topics"),
        back_label=_("Topics"),
        lead=_("Links to the old address lead nowhere when you change it.") if topic.pk else "",
    )

    def save() -> None:
        keep_topic(form.topic(), actor=user_of(request), photo=form.cleaned_data["photo"])
        messages.success(request, _("Saved: “%(topic)s”.") % {"topic": topic.name})

    return form_page(request, page, form, save)
