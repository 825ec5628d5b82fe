"""LINE chats pasted as they are exported or copied: only the messages stay."""

import pytest

from socialdraft.services import privacy
from socialdraft.services.privacy_rules.chat import looks_like_chat

EXPORT_TH = """[LINE] ประวัติการแชทกับ มะลิ สวนสวย
บันทึกเมื่อ 2026/11/22 20:05

2026/11/20 (ศ.)
12:41\tมะลิ สวนสวย\tเค้กกล้วยหอม 2 ปอนด์ 590 บาทใช่ไหมคะ
12:42\tร้านเค้ก\t[สติกเกอร์]
12:43\tร้านเค้ก\tใช่ค่ะ รับ 22 พ.ย. 10.00 น.
12:44\tมะลิ สวนสวย\t☎ สายที่ไม่ได้รับ
12:45\tมะลิ สวนสวย\tโทร 081-234-5678
"""
EXPORT_EN = """[LINE] Chat history with Ploy
Saved on: 11/22/2026, 20:05

Fri, 11/20/2026
9:05 AM\tPloy\tTwo dives on Sunday?
9:06 AM\tDive shop\t[Photo]
9:07 AM\tDive shop\tYes, 2,900 baht each
"""
COPIED = """12:41 มะลิ ขอ 3 กล่อง
12:42 ร้านเค้ก ได้ค่ะ 450 บาท
12:43 มะลิ ขอบคุณค่ะ
12:44 มะลิ [สติกเกอร์]"""
SHEET = "10:00\tDoors\tHall A\n11:00\tTaco contest\t$5\n12:30\tLive band\tStage 2"
TIMETABLE = "10:00 Doors open\n11:00 Taco contest\n12:30 Live band\n14:00 Raffle, 3 prizes"


def test_a_thai_export_keeps_the_messages_only() -> None:
    assert privacy.clean_chat(EXPORT_TH) == (
        "เค้กกล้วยหอม 2 ปอนด์ 590 บาทใช่ไหมคะ\nใช่ค่ะ รับ 22 พ.ย. 10.00 น.\nโทร 081-234-5678"
    )


def test_an_english_export_keeps_the_messages_only() -> None:
    assert privacy.clean_chat(EXPORT_EN) == "Two dives on Sunday?\nYes, 2,900 baht each"


def test_lines_copied_out_of_a_chat_lose_stamps_and_speakers() -> None:
    assert privacy.clean_chat(COPIED) == "ขอ 3 กล่อง\nได้ค่ะ 450 บาท\nขอบคุณค่ะ"


def test_a_message_of_several_lines_keeps_them() -> None:
    said = '10:00\tShop\t"Menu\n1. Pad thai 60\n2. Som tam 50"\n10:01\tPloy\tok'
    text = f"[LINE] Chat history with Ploy\nFri, 11/20/2026\n{said}"
    assert privacy.clean_chat(text) == "Menu\n1. Pad thai 60\n2. Som tam 50\nok"


@pytest.mark.parametrize("text", [EXPORT_TH, EXPORT_EN, COPIED])
def test_a_chat_is_recognised(text: str) -> None:
    assert looks_like_chat(text)


@pytest.mark.parametrize("text", [TIMETABLE, SHEET, "เปิด 10:00 ปิด 20:00", "10.00 น. เปิดร้าน\n12.00 น. แจกเค้ก 50 ชิ้น", ""])
def test_a_timetable_is_not_taken_for_a_chat(text: str) -> None:
    assert not looks_like_chat(text)
    assert privacy.redacted(text) == text


def test_scrubbing_a_chat_cleans_it_and_cuts_what_is_left() -> None:
    output = privacy.redacted(EXPORT_TH)
    assert "มะลิ" not in output
    assert "12:4" not in output
    assert output.endswith("โทร [phone]")
    assert privacy.redacted(output) == output
