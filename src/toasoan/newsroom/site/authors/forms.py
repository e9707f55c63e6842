"""The form that joins a name with another."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.stories.joined_authors import SignedName, resembles


class JoinForm(RefusableForm):
    """With which name a name is joined; those that resemble it stand first."""

    into = forms.ChoiceField(
        label=gettext_lazy("The name that stays"),
        help_text=gettext_lazy("Its page will have the stories of both."),
    )

    def __init__(
        self, *args: Any, one: SignedName, others: list[SignedName], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        alike = [other for other in others if resembles(one.name, other.name)]
        rest = [other for other in others if other not in alike]
        groups = ((_("Names that resemble it"), alike), (_("All other names"), rest))
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", "—")] + [
            (label, [(other.address, _with_count(other)) for other in names])
            for label, names in groups
            if names
        ]


def _with_count(name: SignedName) -> str:
    stories = ngettext("%(many)d story", "%(many)d stories", name.stories) % {"many": name.stories}
    return f"{name.name} ({stories})"
