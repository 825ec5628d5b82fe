"""A look-up before a search spares the search and never hides what it would find."""

import pytest

from socialdraft.services import privacy
from socialdraft.services.privacy_rules.lexicon import Openings, openings
from socialdraft.services.privacy_rules.view import View, read
from tests.unit.test_privacy import CASES

TEXTS = [case.text for case in CASES]


def test_looking_words_up_first_changes_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [privacy.redacted(text) for text in TEXTS]
    monkeypatch.setattr(View, "may_say", always)
    assert [privacy.redacted(text) for text in TEXTS] == plain


def test_words_that_are_never_found_change_some(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [privacy.redacted(text) for text in TEXTS[::20]]
    monkeypatch.setattr(View, "may_say", never)
    assert [privacy.redacted(text) for text in TEXTS[::20]] != plain


@pytest.mark.parametrize("said", ["BAR CODE", "my barcode", "(s/n)", "1d.o.b.", "เลขบัตร", "cırcle"])
def test_a_word_of_a_list_is_looked_up_however_it_is_said(said: str) -> None:
    assert read(said).may_say(openings("bar_code s/n d.o.b. บัตร circle"))


@pytest.mark.parametrize("said", ["bars", "mask", "ans", "123"])
def test_no_other_word_is(said: str) -> None:
    assert not read(said).may_say(openings("bar_code s/n บัตร"))


def always(_view: View, _listed: Openings) -> bool:
    return True


def never(_view: View, _listed: Openings) -> bool:
    return False
