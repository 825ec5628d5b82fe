"""Both languages say the same things, and nothing is said outside them."""

import ast
import re
import string
from pathlib import Path

import pytest

from socialdraft.errors import DomainError
from socialdraft.i18n import LOCALES, catalogue, chosen, message, refusal

ROOT = Path(__file__).parents[2] / "socialdraft"
SCREENS = sorted(path for layer in ("pages", "components", "state") for path in (ROOT / layer).glob("*.py"))
SENTENCE = re.compile(r"[฀-๿]|[A-Za-z]{2,}[,.!?]? [A-Za-z]{2,}[^-_;:{}()=/]*$")
PLACES = {"class_name", "d", "content", "style", "auto_complete", "rel", "type", "accept"}


def fields_of(text: str | dict[str, str]) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {name for one in texts for _, name, _, _ in string.Formatter().parse(one) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("en")) == set(catalogue("th"))


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_a_sentence_has_the_same_fields_in_both_languages(key: str) -> None:
    english, thai = (catalogue(locale)[key] for locale in LOCALES)
    assert fields_of(english) == fields_of(thai)
    assert isinstance(english, dict) == isinstance(thai, dict)


def test_every_refusal_has_a_sentence() -> None:
    codes = {kind.code for kind in _all(DomainError)} - {"error", "scrub_failed"}
    missing = {code for code in codes if f"errors.{code}" not in catalogue("en")}
    assert not missing


def test_an_unknown_refusal_still_says_something() -> None:
    assert refusal("brand_new_code", "th") == message("errors.unexpected", "th")


def test_a_refusal_without_its_data_still_says_something() -> None:
    assert refusal("caption_too_long", "en") == message("errors.unexpected", "en")


def test_a_count_chooses_the_plural() -> None:
    assert message("week.left", "en", count=1) == "1 post left"
    assert message("week.left", "en", count=2) == "2 posts left"


@pytest.mark.parametrize(
    ("cookie", "header", "shown"),
    [
        ("th", "en-US", "th"),
        (None, "th-TH,th;q=0.9,en;q=0.8", "th"),
        (None, "fr-FR,th;q=0.5", "th"),
        (None, "fr", "en"),
        ("xx", None, "en"),
    ],
)
def test_the_cookie_wins_then_the_browser_then_english(cookie: str | None, header: str | None, shown: str) -> None:
    assert chosen(cookie, header) == shown


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_sentence_stands_outside_the_catalogues(path: Path) -> None:
    found = [text for text in _literals(ast.parse(path.read_text(encoding="utf-8"))) if SENTENCE.search(text)]
    assert not found


def _literals(tree: ast.Module) -> list[str]:
    """String constants that are neither docstrings nor values of technical attributes."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg in PLACES:
            skipped.update(id(inner) for inner in ast.walk(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Var":
            skipped.update(id(inner) for inner in ast.walk(node))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [str(node.value) for node in texts if id(node) not in skipped]


def _all(kind: type[DomainError]) -> set[type[DomainError]]:
    return {kind, *(one for child in kind.__subclasses__() for one in _all(child))}
