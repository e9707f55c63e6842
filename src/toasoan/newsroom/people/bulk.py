"""Many accounts from a list: upload, preview with every line's errors, open, invitations."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.actions import invite
from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.sheets import SheetError
from toasoan.newsroom.kit.tables import CSV, XLSX, table_response, text_table
from toasoan.newsroom.people.forms import UploadForm
from toasoan.newsroom.people.queries import boards_on, people_of, seats_on
from toasoan.newsroom.people.sheets import headings, read_list
from toasoan.newsroom.people.tasks import mail_invitation
from toasoan.refusals import RefusedError
from toasoan.units.changes import ChangeFacts, record_change
from toasoan.units.enrolment import (
    EnrolmentColumn,
    EnrolmentEntry,
    EnrolmentLine,
    enrol,
    known_of,
    read,
)
from toasoan.units.models import Agency, MembershipRole, OrganisationChangeKind

_SALT = "toasoan.newsroom.people.bulk"
#: How long a preview may lie open before it is confirmed.
_PREVIEW_SECONDS = 2 * 60 * 60


def _entries(agency: Agency, lines: list[EnrolmentLine]) -> list[EnrolmentEntry]:
    return read(lines, known_of(agency, today_here()))


def _sealed(entries: list[EnrolmentEntry], agency: Agency) -> str:
    """The lines as they were read, signed: nobody changes them between preview and action.

    A user name that was made up for a line is part of it from now on: what was shown is what
    is opened, and sending the same preview twice opens nothing a second time.
    """
    packed = [[entry.line.number, _settled(entry), list(entry.line.formulas)] for entry in entries]
    return signing.dumps({"agency": agency.pk, "lines": packed}, salt=_SALT, compress=True)


def _settled(entry: EnrolmentEntry) -> dict[EnrolmentColumn, str]:
    if not entry.is_good or entry.particulars is None:
        return entry.line.cells
    return entry.line.cells | {EnrolmentColumn.USERNAME: entry.particulars.username}


def _opened(sealed: str, agency: Agency) -> list[EnrolmentLine]:
    """What `_sealed` packed. Raises SheetError when it is too old or of another agency."""
    try:
        kept: dict[str, Any] = signing.loads(sealed, salt=_SALT, max_age=_PREVIEW_SECONDS)
    except signing.BadSignature as error:
        raise SheetError(_("The preview has expired: send the file again.")) from error
    if kept["agency"] != agency.pk:
        raise SheetError(_("The preview has expired: send the file again."))
    return [
        EnrolmentLine(
            number,
            {EnrolmentColumn(name): text for name, text in cells.items()},
            tuple(map(EnrolmentColumn, formulas)),
        )
        for number, cells, formulas in kept["lines"]
    ]


def _sent_lines(request: HttpRequest, agency: Agency) -> list[EnrolmentLine] | None:
    """The lines of the preview that was sent back; None after saying that it has expired."""
    try:
        return _opened(request.POST.get("sealed", ""), agency)
    except SheetError as error:
        messages.error(request, str(error))
        return None


@screen("nhan-su/danh-sach/", name="people_upload", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send a list; what it says is shown before anything happens."""
    agency = kept_agency(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_list(form.cleaned_data["file"].read())
        except SheetError as error:
            form.add_error("file", str(error))
        else:
            return _preview(request, agency, lines)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "headings": headings().values()}
    return render(request, "newsroom/people/upload.html", context, status=status)


def _preview(
    request: HttpRequest, agency: Agency, lines: list[EnrolmentLine], refusal: str = ""
) -> HttpResponse:
    entries = _entries(agency, lines)
    good = [entry for entry in entries if entry.is_good]
    names = headings()
    context = {
        "rows": [
            (entry, [(names[column], message) for column, message in entry.errors])
            for entry in entries
        ],
        "good": len(good),
        "bad": len(entries) - len(good),
        "sealed": _sealed(entries, agency),
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return render(request, "newsroom/people/upload_preview.html", context, status=status)


@screen("nhan-su/danh-sach/mo/", name="people_confirm", duties=ADMINISTRATION)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Open an account for every good line, all of them in one transaction."""
    agency = kept_agency(request)
    lines = _sent_lines(request, agency)
    if lines is None:
        return redirect("newsroom:people_upload")
    good = [entry for entry in _entries(agency, lines) if entry.is_good]
    if not good:
        return _preview(request, agency, lines, _("No line can be carried out yet."))
    try:
        people = enrol(agency, good, actor=user_of(request), now=timezone.now())
    except RefusedError as refusal:
        return _preview(request, agency, lines, str(refusal))
    request.session["enrolled"] = [person.pk for person in people]
    message = _("%(number)d accounts are open. Pass on the invitations below.")
    messages.success(request, message % {"number": len(people)})
    return redirect("newsroom:people_slips")


@screen("nhan-su/danh-sach/dong-can-sua/", name="people_wrong_lines", duties=ADMINISTRATION)
@require_POST
def wrong_lines(request: HttpRequest) -> HttpResponseBase:
    """The lines with errors as a list of their own, to be corrected and sent again."""
    agency = kept_agency(request)
    lines = _sent_lines(request, agency)
    if lines is None:
        return redirect("newsroom:people_upload")
    wrong = [entry for entry in _entries(agency, lines) if not entry.is_good]
    rows = [
        [*(entry.line.cells.get(column, "") for column in EnrolmentColumn), _errors_of(entry)]
        for entry in wrong
    ]
    heads = [*headings().values(), _("What is wrong")]
    return table_response(XLSX, text_table("dong-can-sua", heads, rows))


def _errors_of(entry: EnrolmentEntry) -> str:
    names = headings()
    return " ".join(f"{names[column]}: {message}" for column, message in entry.errors)


@screen("nhan-su/danh-sach/mau/", name="people_template", duties=ADMINISTRATION)
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """An empty list to fill in, with one line as an example."""
    agency = kept_agency(request)
    boards = boards_on(agency, today_here())
    place = next((board.unit.short_name for board in boards if board.unit), boards[0].name)
    example = [
        "Nguyễn Thị Ví Dụ", "", "vi.du@vidu.vn", "Kiểm sát viên", place,
        str(MembershipRole.MEMBER.label), "01/12/2026", "15/QĐ-VKS", "25/11/2026",
    ]  # fmt: skip
    table = text_table("danh-sach-nguoi-dung", headings().values(), [example])
    return table_response(request.GET.get("dang", CSV), table)


def _invited(request: HttpRequest, agency: Agency) -> list[User]:
    """Whose accounts were opened in this session and still wait for their first password."""
    ids = request.session.get("enrolled", [])
    found = people_of(agency).filter(pk__in=ids, is_active=True).in_bulk()
    return [found[pk] for pk in ids if pk in found]


@screen("nhan-su/phieu/", name="people_slips", duties=ADMINISTRATION)
@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    """Whom to invite: by mail, or on paper."""
    agency = kept_agency(request)
    people = _invited(request, agency)
    if not people:
        return redirect("newsroom:people")
    return render(request, "newsroom/people/slips.html", {"people": people})


@screen("nhan-su/phieu/in/", name="people_slips_print", duties=ADMINISTRATION)
@require_POST
def slips_print(request: HttpRequest) -> HttpResponse:
    """Make the links and show them once, a slip of paper for each person."""
    agency = kept_agency(request)
    now, actor = timezone.now(), user_of(request)
    boards: dict[int, list[str]] = {}
    for seat in seats_on(agency, today_here()).select_related("board"):
        boards.setdefault(seat.user_id, []).append(seat.board.name)
    made = []
    for person in _invited(request, agency):
        address = request.build_absolute_uri(invite(person, now=now, actor=actor))
        record_change(
            OrganisationChangeKind.INVITED, agency, ChangeFacts(actor=actor, now=now, person=person)
        )
        made.append((person, address, boards.get(person.pk, [])))
    if not made:
        return redirect("newsroom:people")
    response = render(request, "newsroom/people/slips_print.html", {"made": made, "agency": agency})
    response["Cache-Control"] = "no-store"
    return response


@screen("nhan-su/phieu/gui/", name="people_slips_mail", duties=ADMINISTRATION)
@require_POST
def slips_mail(request: HttpRequest) -> HttpResponse:
    """Mail the invitations to everybody who has an address."""
    agency = kept_agency(request)
    people = [person for person in _invited(request, agency) if person.email]
    root = request.build_absolute_uri("/")
    for person in people:
        mail_invitation.enqueue(person.pk, agency.pk, user_of(request).pk, root)
    message = _("%(number)d invitations are on their way by e-mail.")
    messages.success(request, message % {"number": len(people)})
    return redirect("newsroom:people_slips")
