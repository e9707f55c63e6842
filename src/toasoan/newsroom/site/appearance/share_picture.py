"""The picture that others show with links to pages without a photo. HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.media.forms import PictureField
from toasoan.media.sharing import SHARED_SIZE
from toasoan.media.wording import limit_sentence
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.site_settings.actions import change_share_picture, drop_share_picture
from toasoan.site_settings.queries import look_of


class SharePictureForm(RefusableForm):
    """A picture to send."""

    file = PictureField(label=gettext_lazy("New picture for shared links"))


@screen(
    "giao-dien/anh-chia-se/",
    name="share_picture",
    duties=ADMINISTRATION,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(["GET", "HEAD", "POST"])
def share_picture(request: HttpRequest) -> HttpResponse:
    """The picture of today; another one, or emblem and name again."""
    agency = kept_agency(request)
    was_sent = request.method == "POST"
    if was_sent and "drawn" in request.POST:
        drop_share_picture(agency)
        messages.success(request, _("Links show the emblem and the agency's name again."))
        return redirect("newsroom:share_picture")
    form = SharePictureForm(request.POST or None, request.FILES or None)
    if was_sent and form.is_valid():
        change_share_picture(agency, form.cleaned_data["file"], actor=user_of(request))
        messages.success(request, _("Saved. Links that are shared from now on show the picture."))
        return redirect("newsroom:share_picture")
    chosen = look_of(agency).share_picture
    context = {
        "form": form,
        "chosen": chosen,
        "size": SHARED_SIZE,
        "limit": limit_sentence(),
        "agency": agency,
        "is_narrow": chosen is not None and chosen.width < SHARED_SIZE[0],
    }
    template = "newsroom/site/appearance/share_picture.html"
    return render(request, template, context, status=422 if was_sent else 200)
