"""What the site asks of whoever sends a form: HTTP only."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.reader_forms.actions import set_sum
from toasoan.reader_forms.puzzle import LEAST_DIFFICULTY, MOST_DIFFICULTY
from toasoan.reader_forms.queries import settings_of


class SumForm(RefusableForm):
    """Whether the browser does a sum, and how hard a one."""

    asks_sum = forms.BooleanField(
        label=gettext_lazy("Before a form is sent, the reader's browser does a short sum"),
        help_text=gettext_lazy(
            "Nobody notices it who sends one form; programs that send thousands become slow. "
            "Without JavaScript three forms an hour are taken."
        ),
        required=False,
    )
    difficulty = forms.IntegerField(
        label=gettext_lazy("Difficulty"),
        help_text=gettext_lazy(
            "16 takes about a fifth of a second on a telephone; each step more doubles it."
        ),
        min_value=LEAST_DIFFICULTY,
        max_value=MOST_DIFFICULTY,
    )


@screen(
    "bieu-mau/",
    name="reader_forms",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Forms of readers"), icon="form", order=830),
)
@require_http_methods(["GET", "HEAD", "POST"])
def reader_forms(request: HttpRequest) -> HttpResponse:
    """The switch against programs that send advertising."""
    agency = kept_agency(request)
    kept = settings_of(agency.site_id)
    initial = {"asks_sum": kept.asks_sum, "difficulty": kept.difficulty}
    form = SumForm(request.POST or None, initial=initial)
    page = FormPage(
        title=_("Forms of readers"),
        lead=_(
            "Questions, reports of errors, ratings and polls are counted by network, need a page "
            "of this site, and have a field that only programs fill in. This adds one more bound."
        ),
        button=_("Save"),
        back=reverse("newsroom:reader_forms"),
        back_label=_("Forms of readers"),
        done=_("Saved. It holds from the next form on."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: set_sum(agency.site_id, **form.cleaned_data),
    )
