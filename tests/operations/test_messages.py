"""The catalogue tool finds every source string and every way a translation can be wrong."""

import importlib.util
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

TOOL = Path(__file__).parents[2] / "script" / "tools" / "messages.py"
spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(text):
    return read_po(BytesIO((HEADER + text).encode()), locale="vi")


def used(*keys):
    return {key: messages.Used(key, None, ["newsroom/views.py:1"]) for key in keys}


def problems(text, *keys, foreign=False):
    found = messages.problems_of_catalogue(catalogue(text), used(*keys), foreign=foreign)
    return [problem.split(":")[0] for problem in found]


def test_strings_are_found_under_whatever_name_the_function_was_imported():
    source = (
        "from django.utils.translation import gettext as _, gettext_lazy, npgettext as np\n"
        "from django.utils import translation\n"
        "from other import gettext as not_ours\n"
        "_('one ' 'sentence'); gettext_lazy('two'); np('kind', 'a story', 'stories', n)\n"
        "translation.gettext('three'); not_ours('four'); _(computed)\n"
    )

    found = [row[:3] for row in messages.strings_in_python(source)]

    assert sorted(found, key=str) == [
        ("kind", "a story", "stories"),
        (None, "one sentence", None),
        (None, "three", None),
        (None, "two", None),
    ]


def test_strings_of_templates_are_found():
    source = (
        "{% load i18n %}{% translate \"Don't\" %}{% translate 'May' context 'month' %}\n"
        "{% blocktranslate count n=many %}one {{ name }}{% plural %}{{ n }} of {{ name }}"
        "{% endblocktranslate %}{% include 'x' with title=_('Sent') %}{{ _('shown') }}"
        "{% blocktranslate trimmed %}\n  two\n  lines\n{% endblocktranslate %}"
    )

    found = {row[:3] for row in messages.strings_in_template(source)}

    assert found == {
        (None, "Don't", None),
        ("month", "May", None),
        (None, "one %(name)s", "%(n)s of %(name)s"),
        (None, "Sent", None),
        (None, "shown", None),
        (None, "two lines", None),
    }


TWICE = "Mỗi tin chỉ tính một lần, dù được gửi lại. " * 2


def test_a_complete_catalogue_has_no_problem():
    text = 'msgid "Send %(unit)s"\nmsgstr "Gửi %(unit)s"\n'

    assert problems(text, (None, "Send %(unit)s")) == []


@pytest.mark.parametrize(
    ("text", "keys", "problem"),
    [
        ("", [(None, "Send")], "missing"),
        ('msgid "Send"\nmsgstr "Gửi"\n', [], "not used any more"),
        ('msgid "Send"\nmsgstr ""\n', [(None, "Send")], "not translated"),
        ('#, fuzzy\nmsgid "Send"\nmsgstr "Gửi"\n', [(None, "Send")], "fuzzy"),
        ('#~ msgid "Send"\n#~ msgstr "Gửi"\n', [], "commented out"),
        ('msgid "To %s"\nmsgstr "Tới %d"\n', [(None, "To %s")], "placeholders differ (%d)"),
        (f'msgid "Once"\nmsgstr "{TWICE}"\n', [(None, "Once")], "says the same twice"),
        ('msgid "To {name}"\nmsgstr "Tới"\n', [(None, "To {name}")], "placeholders differ (none)"),
    ],
)
def test_every_kind_of_mistake_is_found(text, keys, problem):
    assert problems(text, *keys) == [problem]


def test_a_string_of_django_may_be_translated_without_our_code_using_it():
    assert problems('msgid "Delete"\nmsgstr "Xóa"\n', foreign=True) == []


def test_a_percent_sign_between_words_is_no_placeholder():
    assert problems('msgid "50 % sent"\nmsgstr "Đã gửi 50 %"\n', (None, "50 % sent")) == []


def test_a_changed_translation_makes_the_compiled_file_stale(tmp_path):
    room = tmp_path / "desk"
    path = messages.catalogue_file(room, "django")
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + 'msgid "Send"\nmsgstr "Gửi"\n', encoding="utf-8")

    first = messages.compile_all([room])
    second = messages.compile_all([room])
    path.write_text(HEADER + 'msgid "Send"\nmsgstr "Gửi đi"\n', encoding="utf-8")

    assert (first, second, messages._stale(path)) == (1, 0, True)
