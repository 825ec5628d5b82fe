"""The letter an owner gets: in their own language, the same in plain text and in HTML, with nothing left unsaid."""

import re
from html import unescape

import pytest

from socialdraft.i18n import LOCALES, message
from socialdraft.services.letters import sign_in_letter

LINK = "https://shop.example/auth/verify?token=abc&x=1"
THAI, LATIN = re.compile(r"[ก-๛]"), re.compile(r"[A-Za-z]{2,}")


def words(html: str) -> str:
    """What a reader sees of it."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_letter_is_in_one_language_and_says_the_same_twice(locale: str) -> None:
    letter = sign_in_letter(to="a@example.com", link=LINK, minutes=15, locale=locale)
    assert f'<html lang="{locale}">' in letter.html
    assert letter.html.count('href="https://shop.example/auth/verify?token=abc&amp;x=1"') == 1
    for shown in (letter.text, words(letter.html)):
        assert LINK in shown
        assert "15" in shown
        assert message("mail.not_you", locale) in shown
        own = (letter.subject + shown).replace(LINK, "").replace("socialdraft", "")
        assert bool(THAI.search(own)) is (locale == "th")
        assert bool(LATIN.search(own)) is (locale == "en")
        assert not re.search(r"[{}]|mail\.\w", own), "a key or a field was left"
