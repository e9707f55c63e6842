"""The guides inside the newsroom, by the duties that the person holds."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.help.chapters import guide_for
from toasoan.newsroom.help.pages import GUIDES, guides_for, page_of, picture
from toasoan.newsroom.kit.duty_sets import EVERY_DUTY
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day


def _duties(request: HttpRequest) -> frozenset[Duty]:
    return duties_of(user_of(request), local_day(timezone.now()))


@screen(
    "huong-dan/",
    name="guide",
    duties=EVERY_DUTY,
    menu=MenuEntry(label=gettext_lazy("Guide"), icon="help", order=900),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The short guide, and the way to the long ones."""
    duties = _duties(request)
    context = {"chapters": guide_for(duties), "guides": guides_for(duties)}
    return render(request, "newsroom/help/guide.html", context)


@screen("huong-dan/<slug:slug>/", name="guide_page", duties=EVERY_DUTY)
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide with its pictures; everybody may read how the others work."""
    guide = next((guide for guide in GUIDES if guide.slug == slug), None)
    if guide is None:
        raise Http404
    others = [other for other in GUIDES if other is not guide]
    context = {"guide": guide, "page": page_of(guide), "others": others}
    return render(request, "newsroom/help/page.html", context)


@screen("huong-dan/anh/<str:name>", name="guide_picture", duties=EVERY_DUTY)
@require_safe
@cache_control(private=True, max_age=3600)
def show_picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the guides, made by the browser tests in the demo agency."""
    path = picture(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg")
