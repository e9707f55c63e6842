"""Asking other people's sites under the limits of the installation."""

from typing import Any

import pytest

from toasoan.network.fetching import FetchFailedError, Reason
from toasoan.outlets.outgoing import ask, problem_sentence, status_sentence


def test_this_machine_is_not_asked_unless_the_setting_names_its_network(settings: Any) -> None:
    settings.TOASOAN_PRIVATE_NETWORKS = ()

    with pytest.raises(FetchFailedError) as failure:
        ask("http://127.0.0.1:9/")

    assert failure.value.reason is Reason.PRIVATE_ADDRESS


@pytest.mark.parametrize("reason", Reason)
def test_every_failure_has_a_sentence(reason: Reason) -> None:
    sentence = problem_sentence(FetchFailedError(reason, "https://bao.example/" + "a" * 400))

    assert sentence
    assert len(sentence) < 300
    assert ("https://bao.example/" in sentence) is (reason is Reason.REDIRECTED)


def test_a_status_has_a_sentence() -> None:
    assert "503" in status_sentence(503)
