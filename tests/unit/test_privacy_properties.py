"""What the scrubber promises of any text."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialdraft.services import privacy
from socialdraft.services.privacy_rules import checksums

WORDS = (
    "call tel โทร ติดต่อ LINE ไลน์ at dot @ gmail.com .com Main St Ave Suite 5 #2 92660 ถนน ซอย หมู่ 4 "
    "ต.สุเทพ อ.เมือง แขวง เลขที่ 99/9 081 234 5678 02-123-4567 949-555-0100 (714) 1101700203451 4111 1111 "
    "SSN เลขบัตร บัญชี กสิกร passport ทะเบียน กข 1234 DOB 1/2/1990 เกิด วันที่ Mr. Smith คุณ อรทัย one "
    "two seven ศูนย์ แปด +66 ๐๘๑ 0812345678 50 บาท $9.99 10.00-20.00 น. [phone] [address] [ 12:41 "
)
known = st.sampled_from([*WORDS.split(), "\n", "\t", " "])
pieces = st.one_of(known, st.text(max_size=6), st.integers(0, 10**14).map(str))
texts = st.lists(pieces, max_size=24).flatmap(
    lambda parts: st.sampled_from(["", " ", "-", ", "]).map(lambda sign: sign.join(parts))
)
digits = st.integers(0, 9).map(str)
carriers = st.sampled_from(
    [
        "Big sale today {} see you soon",
        "สวัสดีค่ะ {} ขอบคุณนะคะ",
        "ลด 20% {} วันนี้เท่านั้น",
        "{}",
        "(new!) {}, open 9-5",
        "ร้านเราย้ายแล้ว\n{}\nแวะมานะ",
        "🎉 {} 🎉",
        "ติดต่อ{}ได้เลย",
    ]
)


@st.composite
def phones(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from(["-", " ", ".", ""]))
    rest = "".join(draw(st.lists(digits, min_size=7, max_size=7)))
    if draw(st.booleans()):
        prefix = draw(st.sampled_from(["06", "08", "09"])) + draw(digits)
        return sign.join([prefix, rest[:3], rest[3:]])
    area = draw(st.sampled_from(["949", "714", "657", "562", "213"]))
    return sign.join([area, "5" + rest[:2], rest[3:]])


@st.composite
def mails(draw: st.DrawFn) -> str:
    name = draw(st.from_regex(r"[a-z][a-z0-9]{3,9}(?:[._][a-z0-9]{2,6})?", fullmatch=True))
    host = draw(st.from_regex(r"[a-z]{4,9}", fullmatch=True))
    return draw(st.sampled_from(["{}@{}.com", "{} [at] {} [dot] com", "{}@{}.co.th", "{} at {} dot com"])).format(
        name, host
    )


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = "4" + "".join(draw(st.lists(digits, min_size=14, max_size=14)))
    whole = next(body + str(last) for last in range(10) if checksums.luhn(body + str(last)))
    sign = draw(st.sampled_from(["-", " ", ""]))
    return sign.join(whole[at : at + 4] for at in range(0, 16, 4))


@st.composite
def thai_ids(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from("1235")) + "".join(draw(st.lists(digits, min_size=11, max_size=11)))
    whole = next(body + str(last) for last in range(10) if checksums.thai_id(body + str(last)))
    sign = draw(st.sampled_from(["-", " ", ""]))
    return sign.join([whole[0], whole[1:5], whole[5:10], whole[10:12], whole[12]])


def bare(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.lower())


@given(texts)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_scrubbing_again_changes_nothing(text: str) -> None:
    once = privacy.redacted(text)
    assert privacy.redacted(once) == once


@given(texts)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_kept_is_kept_sign_for_sign(text: str) -> None:
    scrubbed = privacy.scrub(text)
    at = 0
    end = 0
    for mark in scrubbed.redactions:
        kept = scrubbed.text[end : mark.start]
        assert text.find(kept, at) >= 0
        at = text.find(kept, at) + len(kept)
        end = mark.end
    assert text.endswith(scrubbed.text[end:])


@given(texts)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_marks_do_not_overlap_and_hold_their_placeholder(text: str) -> None:
    scrubbed = privacy.scrub(text)
    end = 0
    for mark in scrubbed.redactions:
        assert mark.start >= end
        assert scrubbed.text[mark.start : mark.end] == privacy.PLACEHOLDERS[mark.type]
        end = mark.end


@given(carriers, st.one_of(phones(), mails(), cards(), thai_ids()))
@settings(max_examples=400, deadline=None)
def test_a_planted_value_never_survives(carrier: str, value: str) -> None:
    output = privacy.redacted(carrier.format(value))
    assert bare(value) not in bare(output)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(privacy.redacted(text), str)
