"""The names under the stories, for the desk and the webmaster: HTTP only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ARRANGING
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.authors.forms import JoinForm
from toasoan.stories.authors import AuthorAlias
from toasoan.stories.joined_authors import join_names, part_names, signed_names
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.vietnamese.fold import fold

#: A longer list is narrowed by typing a part of the name.
_MOST_SHOWN = 200


def _agency(request: HttpRequest) -> Agency:
    return agency_where(request, (Duty.EDIT, Duty.KEEP_SITE))


@screen(
    "tac-gia/",
    name="authors",
    duties=ARRANGING,
    menu=MenuEntry(label=gettext_lazy("Authors' names"), icon="user", order=314),
)
@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    """Names as they are signed, with their stories and the spellings joined with them."""
    wanted = request.GET.get("q", "").strip()[:120]
    names = signed_names(_agency(request))
    found = [
        one
        for one in names
        if any(fold(wanted) in fold(name) for name in (one.name, *(a.name for a, _n in one.joined)))
    ]
    context = {
        "names": found[:_MOST_SHOWN],
        "wanted": wanted,
        "left_out": max(len(found) - _MOST_SHOWN, 0),
        "has_names": bool(names),
    }
    return render(request, "newsroom/site/authors/authors.html", context)


@screen("tac-gia/<slug:address>/gop/", name="author_join", duties=ARRANGING)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, address: str) -> HttpResponse:
    """Choose the name with which this one is joined."""
    agency = _agency(request)
    names = signed_names(agency)
    one = next((name for name in names if name.address == address), None)
    if one is None:
        raise Http404
    others = [name for name in names if name is not one]
    form = JoinForm(request.POST or None, one=one, others=others)
    page = FormPage(
        title=_("Join “%(name)s” with another name") % {"name": one.name},
        button=_("Join the names"),
        back=reverse("newsroom:authors"),
        back_label=_("Authors' names"),
        lead=_(
            "For one person who is signed in two ways. Stories keep the name that is signed; the"
            " old page leads to the one that stays, and figures count both as one. You can take"
            " them apart again."
        ),
        done=_("“%(name)s” has been joined.") % {"name": one.name},
    )

    def act() -> None:
        into = form.cleaned_data["into"]
        join_names(agency, one.address, into, actor=user_of(request), now=timezone.now())

    return form_page(request, page, form, act)


@screen("tac-gia/<int:alias_id>/tach/", name="author_part", duties=ARRANGING)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, alias_id: int) -> HttpResponse:
    """Ask, then take two names apart."""
    alias = get_object_or_404(AuthorAlias, agency=_agency(request), pk=alias_id)
    words = {"name": alias.name, "other": alias.of_name}
    confirmation = Confirmation(
        question=_("Take “%(name)s” and “%(other)s” apart") % words,
        consequence=_("Each name has its own page again, with the stories that are signed so."),
        button=_("Take them apart"),
        back=reverse("newsroom:authors"),
        back_label=_("Authors' names"),
        lead=_("No story changes. They can be joined again."),
        done=_("“%(name)s” and “%(other)s” are two names again.") % words,
    )
    return confirmation_page(request, confirmation, lambda: part_names(alias))
