"""Who leads the agency, as the page Organisation shows them: HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.site.appearance.forms import LeaderForm
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.site_settings.actions import change_leader, move_leader, remove_leader
from toasoan.site_settings.models import Leader
from toasoan.site_settings.queries import leaders_of


@screen("giao-dien/lanh-dao/", name="leadership", duties=ADMINISTRATION)
@require_safe
def leadership(request: HttpRequest) -> HttpResponse:
    """Everybody who was entered, in the order of the page."""
    rows = leaders_of(kept_agency(request))
    return render(request, "newsroom/site/appearance/leadership.html", {"leaders": rows})


@screen(
    "giao-dien/lanh-dao/them/",
    name="leader_add",
    duties=ADMINISTRATION,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody to the leadership."""
    return _form(request, Leader(agency=kept_agency(request), from_on=today_here()))


@screen(
    "giao-dien/lanh-dao/<int:leader_id>/",
    name="leader",
    duties=ADMINISTRATION,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, leader_id: int) -> HttpResponse:
    """Change what readers are told of somebody, or end the post."""
    return _form(request, _own(request, leader_id))


@screen("giao-dien/lanh-dao/<int:leader_id>/thu-tu/", name="leader_move", duties=ADMINISTRATION)
@require_POST
def move(request: HttpRequest, leader_id: int) -> HttpResponse:
    """Move somebody one place up or down."""
    leader = _own(request, leader_id)
    move_leader(leader, up=request.POST.get("to") == "up")
    messages.success(request, _("“%(line)s” has been moved.") % {"line": leader.name})
    return redirect("newsroom:leadership")


@screen("giao-dien/lanh-dao/<int:leader_id>/bo/", name="leader_remove", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, leader_id: int) -> HttpResponse:
    """Ask, then take off somebody who was entered by mistake."""
    leader = _own(request, leader_id)
    confirmation = Confirmation(
        question=_("Take “%(line)s” off") % {"line": leader.name},
        consequence=_("Readers no longer see this person on the page Organisation."),
        button=_("Take it off"),
        back=reverse("newsroom:leadership"),
        back_label=_("Leadership"),
        lead=_("Only for somebody entered by mistake: who leaves the post gets a last day."),
        done=_("“%(line)s” has been taken off.") % {"line": leader.name},
    )
    return confirmation_page(request, confirmation, lambda: remove_leader(leader))


def _own(request: HttpRequest, leader_id: int) -> Leader:
    return get_object_or_404(leaders_of(kept_agency(request)), pk=leader_id)


def _form(request: HttpRequest, leader: Leader) -> HttpResponse:
    form = LeaderForm(request.POST or None, request.FILES or None, instance=leader)
    page = FormPage(
        title=leader.name or _("Somebody new in the leadership"),
        button=_("Save"),
        back=reverse("newsroom:leadership"),
        back_label=_("Leadership"),
    )

    def save() -> None:
        portrait = form.cleaned_data["portrait_file"]
        change_leader(leader, actor=user_of(request), portrait=portrait)
        messages.success(request, _("Saved: “%(line)s”.") % {"line": leader.name})

    return form_page(request, page, form, save)
