"""The forms of deeds, one row each: what the page says, what it asks for, which action it calls."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.accounts.models import User
from toasoan.newsroom.questions import forms
from toasoan.questions.actions import answering, classifying, letters, publishing, timing
from toasoan.questions.models import Question
from toasoan.questions.transitions import Deed

#: Question, filled form, who, when.
Act = Callable[[Question, Any, User, dt.datetime], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedPage:
    """One deed's page. With a `consequence` it is a question before harm, in another colour."""

    deed: Deed
    label: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[forms.QuestionForm]
    act: Act
    lead: str | Promise = ""
    consequence: str | Promise = ""
    #: The question does not exist for the person any more afterwards, or is finished for them.
    leaves: bool = False


@transaction.atomic
def _classify(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    classifying.classify(question.pk, form.sorting(), actor=actor, now=now)
    if unit := form.unit_chosen():
        note = form.cleaned_data["note"]
        classifying.assign(question.pk, unit, actor=actor, now=now, note=note)


def _change_kind(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    classifying.change_kind(question.pk, form.sorting(), actor=actor, now=now)


def _assign(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    note = form.cleaned_data["note"]
    classifying.assign(question.pk, form.unit_chosen(), actor=actor, now=now, note=note)


def _refer(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    note = form.cleaned_data["note"]
    classifying.refer(question.pk, form.place_chosen(), actor=actor, now=now, note=note)


def _join(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    classifying.join(question.pk, form.main_id() or question.pk, actor=actor, now=now)


def _separate(question: Question, _form: Any, actor: User, now: dt.datetime) -> None:
    classifying.separate(question.pk, actor=actor, now=now)


def _reopen(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    classifying.reopen(question.pk, note=form.cleaned_data["note"], actor=actor, now=now)


def _seal(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    letters.seal_question(question.pk, form.kind_chosen(), actor=actor, now=now)


def _extend(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    given = form.cleaned_data
    timing.extend(
        question.pk, given["days"], reason=given["reason"], note=given["note"],
        actor=actor, now=now,
    )  # fmt: skip


def _notice(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    timing.give_notice(question.pk, note=form.cleaned_data["note"], actor=actor, now=now)


def _send(question: Question, _form: Any, actor: User, now: dt.datetime) -> None:
    answering.send_answer(question.pk, actor=actor, now=now)


def _mark_law(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
    given = form.cleaned_data
    publishing.mark_changed_law(
        [question.pk], since=given["since"], note=given["note"], actor=actor, now=now
    )


def _with_reason(action: Callable[..., Any]) -> Act:
    def act(question: Question, form: Any, actor: User, now: dt.datetime) -> None:
        given = form.cleaned_data
        action(question.pk, reason=given["reason"], note=given["note"], actor=actor, now=now)

    return act


#: Last part of the address → its page, in the order of the buttons.
DEED_PAGES: dict[str, DeedPage] = {
    "phan-loai": DeedPage(
        deed=Deed.CLASSIFY,
        label=_("Classify and assign…"),
        button=_("Save"),
        done=_("The question is classified."),
        form=forms.ClassifyForm,
        act=_classify,
        lead=_("The deadline is that of the kind, counted from the day of reception."),
    ),
    "giao": DeedPage(
        deed=Deed.ASSIGN,
        label=_("Assign to a unit…"),
        button=_("Assign"),
        done=_("The unit has been told."),
        form=forms.AssignForm,
        act=_assign,
    ),
    "doi-loai": DeedPage(
        deed=Deed.CHANGE_KIND,
        label=_("Change kind or field…"),
        button=_("Save"),
        done=_("Kind and field are changed; the deadline follows from the day of reception."),
        form=forms.SortingForm,
        act=_change_kind,
    ),
    "gui": DeedPage(
        deed=Deed.SEND,
        label=_("Send the answer…"),
        button=_("Send the answer"),
        done=_("The sender reads the answer now with their code."),
        form=forms.QuestionForm,
        act=_send,
        consequence=_("The sender reads the answer with their code. It cannot be taken back."),
    ),
    "bao-thoi-han": DeedPage(
        deed=Deed.NOTICE,
        label=_("Announce a complex matter…"),
        button=_("Announce"),
        done=_("The sender has been told of the new last day."),
        form=forms.NoticeForm,
        act=_notice,
    ),
    "gia-han": DeedPage(
        deed=Deed.EXTEND,
        label=_("Extend…"),
        button=_("Extend"),
        done=_("The new last day stands on the sender's status page."),
        form=forms.ExtensionForm,
        act=_extend,
        lead=_("Once, before the deadline; the sender reads the reason."),
    ),
    "ngoai-tham-quyen": DeedPage(
        deed=Deed.REFER,
        label=_("Out of competence…"),
        button=_("Answer and finish"),
        done=_("The sender reads where to go."),
        form=forms.ReferForm,
        act=_refer,
        lead=_("The sender is answered at once: where to go with the matter."),
    ),
    "gop": DeedPage(
        deed=Deed.JOIN,
        label=_("Join to another question…"),
        button=_("Join"),
        done=_("The questions are joined; one answer serves both."),
        form=forms.JoinForm,
        act=_join,
    ),
    "tach": DeedPage(
        deed=Deed.SEPARATE,
        label=_("Take out of the joined question…"),
        button=_("Take it out"),
        done=_("The question stands by itself again."),
        form=forms.QuestionForm,
        act=_separate,
        consequence=_("The question needs an answer of its own then."),
    ),
    "niem-phong": DeedPage(
        deed=Deed.SEAL,
        label=_("This is a complaint or denunciation…"),
        button=_("Seal and hand over"),
        done=_("The words are sealed; the receiving desk has been told."),
        form=forms.SealForm,
        act=_seal,
        consequence=_(
            "Everything that the sender wrote, their contact and files go into a sealed letter "
            "for the receiving desk. No list shows a word of it, and it cannot be undone."
        ),
        leaves=True,
    ),
    "khong-xu-ly": DeedPage(
        deed=Deed.REFUSE,
        label=_("Not dealt with…"),
        button=_("Do not deal with it"),
        done=_("The sender reads the reason."),
        form=forms.RefusalForm,
        act=_with_reason(classifying.refuse_question),
        consequence=_("The question is finished without an answer; the sender reads the reason."),
    ),
    "xu-ly-lai": DeedPage(
        deed=Deed.REOPEN,
        label=_("Take up again…"),
        button=_("Take up again"),
        done=_("The question is to be assigned again."),
        form=forms.NoteForm,
        act=_reopen,
    ),
    "tra-lai": DeedPage(
        deed=Deed.RETURN,
        label=_("Not ours: give back…"),
        button=_("Give back"),
        done=_("The clerks have been told."),
        form=forms.UnitReturnForm,
        act=_with_reason(answering.return_by_unit),
        leaves=True,
    ),
    "tra-lai-sua": DeedPage(
        deed=Deed.SEND_BACK,
        label=_("Send back to the unit…"),
        button=_("Send back"),
        done=_("The unit has been told what to change."),
        form=forms.SendBackForm,
        act=_with_reason(answering.send_back),
    ),
    "go-cong-khai": DeedPage(
        deed=Deed.UNPUBLISH,
        label=_("Take down from the site…"),
        button=_("Take down"),
        done=_("The answer is off the site; its sender still reads it."),
        form=forms.UnpublishingForm,
        act=_with_reason(publishing.unpublish_answer),
        consequence=_("Readers no longer find this answer. Its text is kept."),
    ),
    "van-ban-thay-doi": DeedPage(
        deed=Deed.MARK_LAW,
        label=_("A cited document has changed…"),
        button=_("Mark the answer"),
        done=_("Readers see that a document has changed since."),
        form=forms.LawForm,
        act=_mark_law,
    ),
}
