"""Forms for the look of the site, its menus and the units' contacts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from toasoan.media.forms import PictureField
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.site_settings.models import Entry, Leader, Look, MenuPlace, UnitContact
from toasoan.site_settings.rules import colour_problems
from toasoan.stories.models import Section
from toasoan.units.models import Agency

#: An emblem is a small drawing; the preview sends it with every look.
MOST_EMBLEM_BYTES = 1024 * 1024


def _web_address(label: Any, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label,
        required=False,
        assume_scheme="https",
        max_length=500 if help_text else 200,
        help_text=help_text,
    )


class FactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The agency's own facts."""

    class Meta:
        model = Agency
        fields = (
            "name", "parent_name", "slogan", "responsible_person", "address", "phone", "email",
        )  # fmt: skip
        labels = {
            "name": _("Name of the agency"),
            "parent_name": _("Parent agency"),
            "slogan": _("Slogan"),
            "responsible_person": _("Responsible for the contents"),
            "address": pgettext_lazy("of an office", "Address"),
            "phone": _("Phone"),
            "email": _("E-mail"),
        }
        help_texts = {"responsible_person": _("Name and post, as they stand in the footer.")}


class LookForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Colour, emblem, footer, channels, English."""

    emblem_file = PictureField(
        label=_("New emblem"),
        required=False,
        most_bytes=MOST_EMBLEM_BYTES,
        too_large=_("The emblem is over 1 MB. Save a smaller copy of it."),
        help_text=_("A square PNG with a transparent ground, 320 pixels or wider, at most 1 MB."),
    )
    map_link = _web_address(_("Link to a map"), _("Readers follow it; nothing is loaded before."))
    facebook = _web_address("Facebook")
    zalo = _web_address("Zalo")
    youtube = _web_address("YouTube")

    class Meta:
        model = Look
        fields = (
            "colour", "licence", "opening_hours", "map_link", "facebook", "zalo", "youtube",
            "security_email", "english_on", "english_name", "english_parent_name", "english_slogan",
            "english_address",
        )  # fmt: skip
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}
        labels = {
            "colour": _("Main colour"),
            "licence": _("Licence"),
            "opening_hours": _("Hours for visitors"),
            "security_email": _("E-mail for reports of security weaknesses"),
            "english_on": _("The site has pages in English"),
            "english_name": _("Name in English"),
            "english_parent_name": _("Parent agency in English"),
            "english_slogan": _("Slogan in English"),
            "english_address": _("Address in English"),
        }
        help_texts = {
            "colour": _(
                "Of the menu, links and rules; the other shades follow from it. It must be dark"
                " enough to read: contrast 4.5 to 1 or more."
            ),
            "licence": _("Number, day and who issued it."),
            "security_email": _(
                "Stands in /.well-known/security.txt, where whoever finds a weakness looks. Empty:"
                " the agency's own e-mail stands there."
            ),
            "english_on": _(
                "The pages are written under “Pages”, beneath a page of the kind “front of the"
                " English pages”. Stories stay Vietnamese."
            ),
        }

    def clean_colour(self) -> str:
        """Small letters, as the rules compare it; a colour that is too pale is refused here."""
        colour: str = self.cleaned_data["colour"].lower()
        if problems := colour_problems(colour):
            raise forms.ValidationError(problems[0].message)
        return colour


class ColumnForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """The title of a column of the footer."""

    class Meta:
        model = Entry
        fields = ("label",)
        labels = {"label": _("Title of the column")}


class LineForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Where a line leads, and its words."""

    class Meta:
        model = Entry
        fields = ("section", "page", "address", "label")
        labels = {
            "section": pgettext_lazy("of the site", "Section"),
            "page": _("Page of the site"),
            "address": _("Or an address"),
            "label": _("Words to show"),
        }
        help_texts = {
            "address": _("On this site it begins with /, on another one with https://."),
            "label": _("Empty: the name of the section or the title of the page."),
        }

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = Section.objects.filter(agency=agency)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]
        home = agency.site.root_page
        pages = Page.objects.descendant_of(home).live().order_by("path")
        # The English pages have a menu of their own, made of their tree.
        pages = pages.exclude(url_path__startswith=f"{home.url_path}en/")
        self.fields["page"].queryset = pages  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """The rules judge the line (`site_settings.actions`); the database only refuses."""


class LinkedForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Software that the site leads to: its name, its address, its emblem."""

    emblem_file = PictureField(
        label=_("Emblem"),
        required=False,
        most_bytes=MOST_EMBLEM_BYTES,
        too_large=_("The emblem is over 1 MB. Save a smaller copy of it."),
        help_text=_("A square PNG with a transparent ground, 320 pixels or wider, at most 1 MB."),
    )

    class Meta:
        model = Entry
        fields = ("label", "address")
        labels = {"label": _("Name of the software"), "address": _("Its address")}
        help_texts = {"address": _("On this site it begins with /, on another one with https://.")}


class LeaderForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Somebody of the leadership, with the days of the post."""

    portrait_file = PictureField(
        label=_("Portrait"),
        required=False,
        help_text=_("Upright, the face in the middle. Readers see it as soon as you save."),
    )
    from_on = DayField(label=_("In this post from"))
    to_on = DayField(
        label=_("Last day in this post"),
        required=False,
        help_text=_(
            "Empty as long as it is not known. Readers no longer see the person from the day after."
        ),
    )

    class Meta:
        model = Leader
        fields = ("name", "post", "duties", "receives", "decision_number", "from_on", "to_on")
        widgets = {"duties": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "name": pgettext_lazy("of a person", "Full name"),
            "post": pgettext_lazy("of a leader", "Post"),
            "duties": _("What the person is in charge of"),
            "receives": _("Days for citizens"),
            "decision_number": _("Decision of appointment"),
        }
        help_texts = {
            "receives": _("For example: the first Thursday of each month, at the reception.")
        }

    def _get_validation_exclusions(self) -> set[str]:
        """The rules judge the days, with a sentence (`site_settings.rules`)."""
        own: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return {*own, "to_on"}


class ContactForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Address, telephone and e-mail of a unit."""

    class Meta:
        model = UnitContact
        fields = ("address", "phone", "email")
        labels = {
            "address": pgettext_lazy("of an office", "Address"),
            "phone": _("Phone"),
            "email": _("E-mail"),
        }


def form_for(entry: Entry, typed: Any, files: Any, agency: Agency) -> RefusableForm:
    """The form for a line, for the title of a column, or for linked software."""
    if entry.place == MenuPlace.LINKS:
        return LinkedForm(typed, files, instance=entry)
    if entry.place == MenuPlace.FOOTER and entry.parent_id is None:
        return ColumnForm(typed, instance=entry)
    return LineForm(typed, instance=entry, agency=agency)


def fieldsets(
    facts: FactsForm, look: LookForm
) -> Iterable[tuple[Any, list[forms.BoundField], bool]]:
    """The fields of the look's screen under their headings; whether a heading begins closed."""
    yield _("Colour and emblem"), [look["colour"], look["emblem_file"]], False
    yield _("The agency"), list(facts), False
    channels = ("licence", "opening_hours", "map_link", "facebook", "zalo", "youtube")
    yield _("Footer and channels"), [look[name] for name in channels], False
    yield _("Security of the site"), [look["security_email"]], False
    yield _("English"), [look[name] for name in look.fields if name.startswith("english")], False
