"""Claims are found where they stand, explained, reworded at one tap, and harmless words are left alone."""

import pytest

from bench import risk as figures
from socialdraft.policy import Category, Language, Region
from socialdraft.services import lexicon, risk
from socialdraft.services.cues import THAI
from socialdraft.services.lexicon import Rule, Severity

ALL_RULES = [(region, rule) for region in Region for rule in lexicon.rules(region)]
RULE_IDS = [f"{region}-{rule.id}" for region, rule in ALL_RULES]
every_rule = pytest.mark.parametrize(("region", "rule"), ALL_RULES, ids=RULE_IDS)
CLAIMS = figures.rows("claims")[::2]
"""Every second one: enough to see that rewording ends."""


def flags(
    text: str,
    region: Region = Region.TH,
    *,
    category: Category | None = Category.OTHER,
    language: Language = Language.TH,
) -> list[risk.RiskFlag]:
    return risk.flags(text, region=region, language=language, category=category)


def rules_of(text: str, region: Region = Region.TH, *, category: Category | None = Category.OTHER) -> set[str]:
    return {flag.rule for flag in flags(text, region, category=category)}


def test_the_rules_find_what_they_should_and_little_else() -> None:
    assert len(figures.rows("claims")) >= 200
    assert len(figures.rows("harmless")) >= 200
    assert figures.recall() >= 0.95
    assert figures.alarm_rate() <= 0.05


def test_texts_the_rules_were_never_tuned_on_fare_nearly_as_well() -> None:
    assert figures.recall("unseen") >= 0.90
    assert figures.alarm_rate("unseen") <= 0.05


def test_every_rule_is_measured_and_finds_most_of_its_texts() -> None:
    wanted, lost = figures.expected(), figures.lost()
    assert {rule.id for _, rule in ALL_RULES} == set(wanted)
    assert {rule for rule in wanted if lost[rule] > 0.2 * wanted[rule]} == set()


@every_rule
def test_every_rule_has_a_source_with_a_date_and_reasons_in_both_languages(region: Region, rule: Rule) -> None:
    assert rule.law
    assert rule.source.startswith("https://")
    assert rule.checked_on >= "2026-01-01"
    for locale in Language:
        assert risk.reason(rule.id, locale).strip()
    assert THAI.search(risk.reason(rule.id, Language.TH))
    assert rule in lexicon.rules(region)


def test_ungrounded_words_have_a_reason_too() -> None:
    assert risk.reason("GROUND", Language.EN) != risk.reason("GROUND", Language.TH)


@every_rule
def test_no_safer_wording_is_itself_a_claim(region: Region, rule: Rule) -> None:
    for say in {*rule.th.values(), *rule.en.values(), *rule.sentence.values()}:
        clean = say.replace("{}", "")
        graver = [flag for flag in flags(clean, region, category=None) if flag.rule != risk.FOREIGN_ONLY]
        assert graver == []


@every_rule
def test_a_rule_speaks_each_language_in_that_language(region: Region, rule: Rule) -> None:
    assert rule in lexicon.rules(region)
    assert all(THAI.search(say) for say in rule.th.values() if say)
    assert not any(THAI.search(say) for say in rule.en.values())


@pytest.mark.parametrize("row", CLAIMS, ids=range(len(CLAIMS)))
def test_one_tap_after_another_leaves_nothing_to_reword(row: dict[str, str]) -> None:
    region, category, language = Region(row["region"]), Category(row["category"]), Language(row["language"])
    text = row["text"]
    for _ in range(8):
        open_flags = [flag for flag in flags(text, region, category=category, language=language) if flag.suggestion]
        if not open_flags:
            break
        text = risk.apply(text, open_flags[0])
    assert [flag for flag in flags(text, region, category=category, language=language) if flag.suggestion] == []
    assert text.strip()
    assert "  " not in text


@pytest.mark.parametrize(
    ("region", "text", "better"),
    [
        (Region.OC, "A #1 rated salon.", "Your friendly salon."),
        (Region.OC, "We sell an award-style, clinically proven cream.", None),
        (Region.OC, "The only oyster bar in OC.", "An oyster bar in OC."),
        (Region.OC, "It is the only plumber in OC.", "It is a plumber in OC."),
        (Region.OC, "Voted the best bakery in Orange County!", "Thankful to be your bakery in Orange County!"),
        (Region.OC, "50% off all pastries", "50% off all pastries. Ask us for dates and terms."),
        (Region.OC, "🎉 The best tacos in town!", "🎉 Our own tacos in town!"),
        (Region.OC, "Get a miracle oil today", "Get a gentle treat today"),
        (Region.OC, "a Disney cake", "a storybook cake"),
        (Region.OC, "an Elsa cake", "a storybook cake"),
        (Region.TH, "ส้มตำเจ้าแรกในไทย เผ็ดน้อย", "ส้มตำของเรา เผ็ดน้อย"),
        (Region.TH, "ผัดไทย 60 บาทค่ะ เบียร์เย็น ๆ 80 บาท", "ผัดไทย 60 บาทค่ะ สอบถามเมนูอื่น ๆ ได้ที่ร้าน"),
        (Region.TH, "ลาเต้ลด 20%", "ลาเต้ลด 20% สอบถามวันและเงื่อนไขได้ที่ร้าน"),
        (Region.TH, "โทร 081-234-5678 ได้เลย", "ทักแชทเพจ ได้เลย"),
    ],
)
def test_the_safer_wording_reads_well(region: Region, text: str, better: str | None) -> None:
    found = flags(text, region)
    assert found
    assert better is None or risk.apply(text, found[0]) == better


def test_a_safe_sentence_is_said_once() -> None:
    text = "เบียร์เย็น ๆ\nไวน์แดง\nส้มตำ 50 บาท"
    for _ in range(2):
        text = risk.apply(text, flags(text)[0])
    assert text.count("สอบถามเมนูอื่น ๆ ได้ที่ร้าน") == 1
    assert text.endswith("ส้มตำ 50 บาท")


def test_applying_a_stale_flag_finds_the_words_again_or_changes_nothing() -> None:
    flag = flags("กาแฟยอดเยี่ยม")[0]
    assert risk.apply("วันนี้กาแฟยอดเยี่ยม", flag) == "วันนี้กาแฟคุณภาพดี"
    assert risk.apply("วันนี้กาแฟดำ", flag) == "วันนี้กาแฟดำ"


def test_royal_matters_are_left_to_a_person() -> None:
    flag = flags("เสื้อลายตราครุฑ")[0]
    assert (flag.rule, flag.severity, flag.suggestion) == ("ROY1", Severity.BLOCK, "")
    assert risk.apply("เสื้อลายตราครุฑ", flag) == "เสื้อลายตราครุฑ"


@pytest.mark.parametrize(
    "text",
    [
        "ในที่สุดก็ได้เจอกัน",
        "เร็วมากที่สุดเท่าที่จะทำได้",
        "ราคาพิเศษสำหรับคุณ",
        "สิทธิพิเศษสมาชิก",
        "เลือกตั้งแต่ 3 ชิ้น",
        "พรรคพวกเพื่อนฝูง",
        "ไม้ม็อบถูพื้น",
        "ช่อดอกไม้สีขาว",
        "รูทเบียร์โฟลต",
        "เจลแอลกอฮอล์หน้าร้าน",
        "หอยนางรมสุราษฎร์",
        "ถนนพระราม 9 ใกล้วัดพระสิงห์",
        "รักษาความสะอาด",
        "ขนมจีนน้ำยา",
        "แม่น้ำตอนเย็น",
        "หวาน 100%",
        "โต๊ะอันดับ 10 ในคิว",
        "ดำน้ำกับปลาอ้วน",
        "ห้ามสูบบุหรี่ในร้าน",
        "แฮร์รี่ตัดผมใหม่",
        "เสื้อลายช้างกับงานคราฟต์ไทย",
        "ชาเขียวถุง 100 กรัม",
        "พริกแกงเขียวหวาน ขีดละ 20",
        "มีโรลแซลมอนกับข้าวหน้าปลาไหล",
        "คอตึง ๆ แวะมานวดสักชั่วโมง",
        "ผักไม่ใช้ยาฆ่าแมลง ส่งทุกจังหวัด",
        "เสื้อซื้อสองตัวก็ห่อให้",
        "แก้วไวน์ใบละ 89",
        "นมฟูนุ่ม กลับมาปกติแล้วค่ะ",
        "คลาสเต้นฟรีสไตล์วันศุกร์",
        "เลขบนแก้วคือระดับความหวาน",
        "ดีท็อกซ์ตู้เสื้อผ้ากันเถอะ",
        "เลี้ยวเข้าซอยแล้วชิดซ้ายไว้",
        "มารอเปิดร้านทุกเช้า",
        "ดีเซลลิตรละ 29.94",
        "ทุกคนบอกว่าใครมาก็อิ่ม",
        "ทรายแมวกลิ่นชาเขียว ถุงหกลิตรแบกกลับสบาย",
        "เรือหางยาวหายหนึ่งลำ",
        "ถ้าอยากแก้สีทักมาได้",
        "รับบัตรหมดอายุ 11 ถึง 29 คืน",
        "เส้นยืน 1,600 เส้น",
        "ร้านลูกค้า wholesale 80 ใบ",
        "กล่องเค้กอย่าเอียงเด็ดขาดนะคะ",
        "ใครใจร้อนอาจไม่ทันใจหน่อย",
        "เปิดถึงเที่ยงคืน",
        "บาร์โค้ด 8851234567893 ขึ้นราคาผิด",
        "รอบฉาย 11.00 13.30 16.00 18.30",
        "เปิดบัญชีใหม่รับ 100 บาท",
        "เกินกำหนดปรับวันละ 20 บาท",
        "อบ 175 องศา แล้วลดเหลือ 150 อีก 10 นาที",
        "แผงโซลาร์เซลล์ 5 กิโลวัตต์",
        "ฝากจักรไว้ตั้งแต่มีนา ยังไม่มารับเลยครับ",
        "เส้นพลาสติกกรัมละ 3 บาท",
    ],
)
def test_harmless_thai_words_that_contain_a_cue_pass(text: str) -> None:
    assert rules_of(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Manicure and pedicure",
        "House-cured salmon",
        "Suite #1 on the left",
        "Our best friends",
        "Root beer floats",
        "Gluten-free bread and free parking",
        "Five minutes from Disneyland",
        "Seaweed snacks",
        "A window seat",
        "Feel free to ask",
        "Royal blue king-size quilt",
        "Alphabet soup for kids",
        "Mango juice is by the register",
        "Pain au chocolat at eight",
        "A Cuban sandwich with plantains",
        "We buy bikes in any condition",
        "If you can't reach us, call today at one",
        "Our staff reads every review you leave",
        "Chips and dip on every table",
        "Woke up at four to bake",
        "Check your spare tire before the road trip",
        "Great turnout at the sunrise swim",
        "A cold IPA on tap after the game",
        "Guaranteed to get flour on your jeans",
        "The crew won the snack table",
        "The total was $68, and $12 back in change",
        "Take the toll road, it saves 15 minutes on weekends",
        "Carnitas plate 13.95, call before 10",
        "Get well, we miss you at bridge",
        "Policy pays 80% after the deductible",
        "The last digit might be a 3",
        "Student massage discount",
        "That's my wife's order, mine is the blue one",
    ],
)
def test_harmless_english_words_that_contain_a_cue_pass(text: str) -> None:
    assert rules_of(text, Region.OC) == set()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("กาแฟดี\u200bที่สุด", "ดี\u200bที่สุด"),
        ("กาแฟอันดับ ๑", "อันดับ ๑"),
        ("ของดีที่สุดดดด", "ดีที่สุด"),
        ("BEST in town", "BEST"),
        ("กำไรดี ผลตอบแทนสูง", "กำไรดี ผลตอบแทนสูง"),
    ],
)
def test_disguised_and_decorated_cues_are_quoted_as_they_stand(text: str, quote: str) -> None:
    assert [flag.quote for flag in flags(text)] == [quote]


def test_a_sara_am_typed_as_two_marks_and_a_doubled_sara_e_are_read_as_meant() -> None:
    typed = "การันตีก\u0e4d\u0e32ไร"
    assert rules_of(typed) == {"FIN1"} == rules_of("การันตีกำไร")
    assert rules_of("เเอลกอฮอล์") == {"ALC1"}


def test_food_rules_leave_a_gym_alone_but_not_a_shop_of_unknown_trade() -> None:
    text = "คลาสลดน้ำหนัก"
    assert rules_of(text, category=Category.GYM) == set()
    assert rules_of(text, category=Category.OTHER) == rules_of(text, category=None) == {"FOOD1"}


def test_each_region_has_its_own_law() -> None:
    assert "ALC1" in rules_of("Happy hour beers from 4 to 6 pm")
    assert rules_of("Happy hour beers from 4 to 6 pm", Region.OC) == set()
    assert "REV1" in rules_of("Free cookie for a Google review today", Region.OC)


def test_english_only_captions_in_thailand_get_a_hint_and_no_more() -> None:
    found = flags("Fresh croissants from 7 am", language=Language.EN)
    assert [(flag.rule, flag.severity, flag.suggestion) for flag in found] == [("LNG1", Severity.INFO, "")]
    assert flags("Fresh croissants ค่ะ", language=Language.EN) == []
    assert flags("Fresh croissants from 7 am", Region.OC, language=Language.EN) == []


def test_a_dated_offer_is_no_flag() -> None:
    assert rules_of("ลด 50% ถึง 30 พ.ย. 2569") == set()
    assert rules_of("50% off through November 30", Region.OC) == set()


@pytest.mark.parametrize(
    ("region", "text"),
    [
        (Region.OC, "Wire it to Chase, account 000418827361"),
        (Region.TH, "โอนออมสิน 020345871266 นะคะ"),
    ],
)
def test_a_bank_account_is_somebodys_own(region: Region, text: str) -> None:
    assert rules_of(text, region) == {"PII1"}


@pytest.mark.parametrize(
    ("region", "text", "rule"),
    [
        (Region.OC, "People over 40 need not apply", "DIS1"),
        (Region.OC, "Looking for a cashier under 25", "DIS1"),
        (Region.OC, "Room for rent, whites only", "DIS1"),
        (Region.TH, "ร้านไหนอร่อยที่สุดในย่าน ต้องที่นี่", "SUP1"),
        (Region.TH, "ลูกกินแล้วไม่เป็นหวัดอีกเลย", "FOOD1"),
        (Region.TH, "โปรถึงเที่ยงคืน ลด 30%", "PRC1"),
    ],
)
def test_company_that_sounds_harmless_hides_no_claim(region: Region, text: str, rule: str) -> None:
    assert rule in rules_of(text, region)


def test_a_graver_flag_takes_the_place_of_a_lighter_one_inside_it() -> None:
    found = flags("เบียร์ซื้อ 1 แถม 1")
    assert [(flag.rule, flag.severity) for flag in found] == [("ALC1", Severity.BLOCK)]


@pytest.mark.parametrize(
    ("region", "text", "rule"),
    [
        (Region.TH, "โปรเบียร์คืนนี้", "ALC1"),
        (Region.TH, "บราวนี่กัญชา", "CAN1"),
        (Region.TH, "เลขเด็ดงวดนี้", "GAM1"),
        (Region.TH, "ภาพในหลวง", "ROY1"),
        (Region.TH, "เค้กโดราเอมอน", "IP1"),
        (Region.OC, "A Pikachu cake", "IP1"),
        (Region.OC, "Happy hour beers", None),
        (Region.TH, "ลาเต้ลด 50%", None),
        (Region.TH, "กาแฟดีที่สุด", None),
        (Region.TH, "", None),
    ],
)
def test_pictures_are_refused_only_for_what_may_not_be_shown(region: Region, text: str, rule: str | None) -> None:
    assert risk.image_block(text, region=region) == rule


def test_the_judge_is_asked_once_per_rule_of_the_region() -> None:
    for region in Region:
        ids = [question.id for question in risk.questions(region)]
        assert len(ids) == len(set(ids))
        assert set(ids) <= {rule.id for rule in lexicon.rules(region)}
        assert all(question.text.endswith("?") for question in risk.questions(region))
