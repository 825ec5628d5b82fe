"""The scrubber on several hundred texts as owners and customers write them, and its promises."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bench import leaks
from socialdraft.services import privacy
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

CASES = leaks.load(Path(__file__).parents[1] / "data" / "pii_cases.jsonl")
KIND = {
    "PHONE": "phone",
    "EMAIL": "email",
    "ADDRESS": "address",
    "TH_ID": "id",
    "SSN": "id",
    "PASSPORT": "id",
    "DRIVER_LICENSE": "id",
    "CARD": "card",
    "IBAN": "bank",
    "BANK_ACCT": "bank",
    "LINE_ID": "line",
    "PLATE": "plate",
    "DOB": "date_of_birth",
    "IP": "ip",
    "NAME": "name",
}


def row(case: leaks.Case) -> ParameterSet:
    gap = [pytest.mark.xfail(reason="a known gap", strict=True)] if "gap" in case.tags else []
    return pytest.param(case, id=case.id, marks=gap)


@pytest.mark.parametrize("case", [row(case) for case in CASES])
def test_what_identifies_a_person_goes_and_the_rest_stays(case: leaks.Case) -> None:
    output = privacy.redacted(case.text)
    assert [case.text[span.start : span.end] for span in leaks.leaked(case, output)] == [], output
    assert leaks.lost(case, output) == [], output


def test_scrubbing_twice_is_scrubbing_once() -> None:
    once = [privacy.redacted(case.text) for case in CASES]
    assert [privacy.redacted(text) for text in once] == once


@pytest.mark.parametrize("mark", list(privacy.PLACEHOLDERS.values()))
def test_a_placeholder_is_left_alone(mark: str) -> None:
    for text in (mark, f"Call {mark} or {mark}, 2 for $9", f"โทร{mark}ครับ ราคา 50 บาท"):
        assert privacy.redacted(text) == text


def test_every_kind_has_its_own_placeholder() -> None:
    assert list(privacy.PLACEHOLDERS.values()) == [
        "[email]", "[card]", "[id]", "[bank]", "[date of birth]", "[ip]",
        "[phone]", "[address]", "[line]", "[plate]", "[name]", "[number]",
    ]  # fmt: skip


def test_marks_say_where_they_stand_in_the_returned_text() -> None:
    scrubbed = privacy.scrub("โทร 081-234-5678 หรือ 02-123-4567 อีเมล som@gmail.com")
    assert scrubbed.text == "โทร [phone] หรือ [phone] อีเมล [email]"
    assert [scrubbed.text[mark.start : mark.end] for mark in scrubbed.redactions] == ["[phone]", "[phone]", "[email]"]
    assert scrubbed.counts == {"phone": 2, "email": 1}


def test_marks_of_a_scrubbed_text_are_found_again() -> None:
    once = privacy.scrub("โทร 081-234-5678 หรือ som@gmail.com")
    assert privacy.scrub(once.text) == once


def test_a_text_with_nothing_to_remove_comes_back_as_it_is() -> None:
    text = "ข้าวซอย 60 บาท\u200b เปิด ๐๘.๐๐ น.\r\n½ price Mon–Fri ️🎉"
    scrubbed = privacy.scrub(text)
    assert (scrubbed.text, scrubbed.redactions, scrubbed.counts) == (text, (), {})


@pytest.mark.parametrize(("kind", "mark"), [named for named in privacy.PLACEHOLDERS.items() if named[0] != "number"])
def test_the_table_cuts_each_kind_under_its_own_name(kind: str, mark: str) -> None:
    named = [case for case in CASES if {KIND[span.type] for span in case.secrets} == {kind}]
    assert named, f"no case for {kind}"
    hits = sum(mark in privacy.redacted(case.text) for case in named)
    assert hits >= 0.9 * len(named)


def test_a_rule_that_breaks_refuses_the_text_and_does_not_quote_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(view: View) -> list[Span]:
        raise ValueError(view.text)

    monkeypatch.setattr(privacy, "DETECTORS", (broken,))
    with pytest.raises(privacy.ScrubFailed) as refusal:
        privacy.redacted("call 949-555-0100")
    assert "949" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_something_that_is_no_text_is_refused() -> None:
    with pytest.raises(privacy.ScrubFailed):
        privacy.redacted(None)  # type: ignore[arg-type]
