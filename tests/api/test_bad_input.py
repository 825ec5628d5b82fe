"""Input nobody should send, and somebody will."""

import json

import pytest

from tests.api.visitor import BUSINESS, Visitor, made, new_key, refused

RTL = "قهوة طازجة كل صباح ☕ 45 بات"
ZALGO = "c" + "̷͓" * 400 + "offee 45 baht"


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("", 422, "text_empty"),
        (" \n\t ", 422, "text_empty"),
        ("🍜🍜🍜", 422, "text_empty"),
        ("\u200b\u200d\ufeff", 422, None),
        ("x" * 6001, 413, "text_too_long"),
        ("ก" * 6001, 413, "text_too_long"),
        ("x" * 200_000, 413, "text_too_long"),
        ("soup \x00 45", 422, "text_unreadable"),
        ("\x01\x02\x03PNG\x04\x05", 422, "text_unreadable"),
        ("soup \ud800 45 baht, open all day long until late", 422, "text_unreadable"),
    ],
)
def test_text_that_is_no_text_is_refused(shop: Visitor, text: str, status: int, code: str | None) -> None:
    body = json.dumps({"business_id": shop.business["id"], "text": text}).encode()
    answer = shop.http.post("/api/ingest", content=body, headers={"content-type": "application/json"})
    told = refused(answer, status, code or answer.json()["code"])
    if code == "text_too_long":
        assert told["limit"] == 6000
    assert shop.server.sql("SELECT 1 FROM ingests WHERE business_id = %s", shop.business["id"]) == []


@pytest.mark.parametrize("text", [RTL, ZALGO, "ก" * 6000, "<script>alert(1)</script> 45", "'; DROP TABLE posts; --"])
def test_strange_but_honest_text_is_taken(shop: Visitor, text: str) -> None:
    assert shop.paste(text)


@pytest.mark.parametrize("text", ["🍜 45 บาท 🍜", "เปิด ๑๐:๐๐–๑๕:๐๐ ชามละ ๔๕ บาท"])
def test_any_script_becomes_a_post(shop: Visitor, text: str) -> None:
    post = shop.draft(ingest_id=shop.paste(text), language="th")
    assert post["language"] == "th"
    assert post["caption_text"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"category": "spaceport"}, "category"),
        ({"category": ""}, "category"),
        ({"category": 7}, "category"),
        ({"category": None}, "category"),
        ({"region": "US"}, "region"),
        ({"region": "oc"}, "region"),
        ({"default_language": "de"}, "default_language"),
        ({"tone_preset": "angry"}, "tone_preset"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"name": "x" * 81}, "name"),
        ({"name": "soup\x00"}, "name"),
        ({"name": ["soup"]}, "name"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_made(visitor: Visitor, changes: dict[str, object], field: str) -> None:
    told = refused(visitor.post("/api/business", BUSINESS | changes), 422, "invalid")
    assert told["field"] == field
    assert repr(next(iter(changes.values()))) not in told["detail"]
    assert visitor.get("/api/me").json()["business"] is None


def test_the_allowed_words_are_told(visitor: Visitor) -> None:
    told = refused(visitor.post("/api/business", BUSINESS | {"region": "US"}), 422, "invalid")
    assert told["allowed"] == ["OC", "TH"]


@pytest.mark.parametrize("missing", ["category", "region", "default_language", "tone_preset"])
def test_a_missing_field_is_named(visitor: Visitor, missing: str) -> None:
    body = {name: value for name, value in BUSINESS.items() if name != missing}
    told = refused(visitor.post("/api/business", body), 422, "invalid")
    assert (told["field"], told["reason"]) == (missing, "missing")


def test_unknown_fields_are_ignored(visitor: Visitor) -> None:
    business = made(visitor.post("/api/business", BUSINESS | {"owner_id": "me", "id": "1"}))
    assert business["id"] != "1"


@pytest.mark.parametrize(
    ("field", "value"), [("platform_type", "myspace"), ("post_type", "poem"), ("language", "de"), ("post_type", 3)]
)
def test_an_order_with_a_word_we_do_not_know_takes_no_slot(shop: Visitor, field: str, value: object) -> None:
    answer = shop.post("/api/posts/generate", shop.order() | {field: value}, key=new_key())
    assert refused(answer, 422, "invalid")["field"] == field
    assert [row["used"] for row in shop.get("/api/usage").json()["platforms"]] == [0, 0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b"{}" * 2,
        b'{"a":' * 3000,
        b'{"category": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_object_is_refused(visitor: Visitor, body: bytes) -> None:
    answer = visitor.http.post("/api/business", content=body, headers={"content-type": "application/json"})
    refused(answer, 422, "invalid")


def test_a_form_is_not_json(visitor: Visitor) -> None:
    refused(visitor.http.post("/api/business", data=BUSINESS), 422, "invalid")


def test_a_huge_body_is_cut_off_while_it_streams(visitor: Visitor) -> None:
    def endless() -> object:
        for _ in range(64):
            yield b"x" * 4096

    headers = {"content-type": "application/json"}
    answer = visitor.http.post("/api/business", content=endless(), headers=headers)  # type: ignore[arg-type]
    assert refused(answer, 413, "body_too_large")["limit"] == 64 * 1024
    answer = visitor.http.post("/api/business", content=b"x" * 70_000, headers=headers)
    refused(answer, 413, "body_too_large")


@pytest.mark.parametrize(("method", "path", "status", "code"), [
    ("GET", "/api/nothing", 404, "not_found"),
    ("POST", "/api/posts/x/y/z", 404, "not_found"),
    ("GET", "/api/posts/", 404, "not_found"),
    ("GET", "/api/posts/%00", 404, "not_found"),
    ("GET", "/api/images/..%2f..%2fetc", 404, "not_found"),
    ("PUT", "/api/business", 405, "method_not_allowed"),
    ("DELETE", "/api/posts", 405, "method_not_allowed"),
    ("GET", "/api/posts/generate", 405, "method_not_allowed"),
    ("PATCH", "/api/posts/generate", 405, "method_not_allowed"),
])  # fmt: skip
def test_the_framework_refuses_in_our_words(visitor: Visitor, method: str, path: str, status: int, code: str) -> None:
    refused(visitor.http.request(method, path), status, code)


def test_a_wrong_picture_size_is_named(shop: Visitor) -> None:
    assert refused(shop.get("/api/images/x?size=huge"), 422, "invalid")["field"] == "size"


@pytest.mark.parametrize(
    ("headers", "cookies", "language"),
    [
        ({}, {}, "en"),
        ({"accept-language": "th-TH,th;q=0.9,en;q=0.8"}, {}, "th"),
        ({"accept-language": "de,fr"}, {}, "en"),
        ({"accept-language": "en"}, {"sd_lang": "th"}, "th"),
    ],
)
def test_refusals_speak_the_callers_language(
    stranger: Visitor, headers: dict[str, str], cookies: dict[str, str], language: str
) -> None:
    for name, value in cookies.items():
        stranger.http.cookies.set(name, value)
    answer = stranger.get("/api/me", headers=headers)
    told = refused(answer, 401, "no_session")
    assert answer.headers["content-language"] == language
    assert any("\u0e00" <= char <= "\u0e7f" for char in told["detail"]) == (language == "th")
