"""Addresses, telephones and e-mail of the units. HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.newsroom.kit.agency import kept_agency, today_here, unit_for
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.site.appearance.forms import ContactForm
from toasoan.site_settings.actions import change_contact
from toasoan.site_settings.models import UnitContact
from toasoan.site_settings.queries import contacts_of
from toasoan.units.models import Unit


@screen("giao-dien/don-vi/", name="unit_contacts", duties=ADMINISTRATION)
@require_safe
def unit_contacts(request: HttpRequest) -> HttpResponse:
    """The units of today with what readers are told."""
    agency = kept_agency(request)
    contacts = contacts_of(agency)
    units = Unit.objects.filter(agency=agency).open_on(today_here())
    rows = [(unit, contacts.get(unit.pk)) for unit in units]
    return render(request, "newsroom/site/appearance/contacts.html", {"rows": rows})


@screen("giao-dien/don-vi/<int:unit_id>/", name="unit_contact", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_contact(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Address, phone and e-mail of a unit."""
    unit = unit_for(kept_agency(request), unit_id)
    contact = UnitContact.objects.filter(unit=unit).first() or UnitContact(unit=unit)
    form = ContactForm(request.POST or None, instance=contact)
    page = FormPage(
        title=unit.name,
        button=_("Save"),
        back=reverse("newsroom:unit_contacts"),
        back_label=_("Contacts of the units"),
        lead=_("Readers see this on the pages Organisation and Contacts, and on the unit's page."),
    )

    def save() -> None:
        change_contact(unit, contact)
        messages.success(request, _("Saved: “%(unit)s”.") % {"unit": unit.short_name})

    return form_page(request, page, form, save)
