"""Answers yes-or-no questions about a text by the topic of the question and its words."""

import re

# What a question may be about, and what in a text speaks for yes. A guess by words, no more.
TOPICS = {
    r"alcohol|beer|wine|liquor": (
        r"\b(?:beers?|wines?|whisk(?:e)?y|cocktails?|vodka|sake|soju|happy hour)\b|เบียร์|ไวน์|เหล้า"
        r"|วิสกี้|สาโท|ค็อกเทล|โซจู"
    ),
    r"cannabis": r"\b(?:cannabis|weed|ganja|420|thc|cbd)\b|กัญชา|ช่อดอก|สายเขียว",
    r"tobacco|vap|nicotine": r"\b(?:vapes?|vaping|iqos|cigarettes?|e-?cig)\b|บุหรี่|พอต|น้ำยาบุหรี่",
    r"gambl|lottery|casino": (
        r"\b(?:casino|slots?|betting|lottery|jackpot)\b|บาคาร่า|สล็อต|แทงบอล|หวย|เลขเด็ด"
        r"|คาสิโน"
    ),
    r"giveaway|prize|lucky draw|sweepstake": (
        r"\b(?:giveaway|lucky draw|spin to win|win an?|sweepstakes)\b|แจกฟรี|ลุ้นรับ|จับรางวัล|ชิงโชค"
        r"|สุ่มแจก"
    ),
    r"royal|monarch": r"\b(?:the king|the queen|royal family|hrh|garuda)\b|ในหลวง|พระราช|ตราครุฑ|ราชวงศ์",
    r"buddha|monk|sacred|amulet|supernatural": (
        r"\b(?:buddha|monks?|amulets?|sacred)\b|พระพุทธรูป|พระสงฆ์|ปลุกเสก"
        r"|เครื่องราง"
    ),
    r"politic|party|election": (
        r"\b(?:elections?|vote for|political party|protest)\b|เลือกตั้ง|ม็อบ"
        r"|พรรคการเมือง"
    ),
    r"disease|medical|cure|treat|heal": (
        r"\b(?:cures?d?|heals?|treats? (?:acne|disease|diabetes)|miracle|detox)\b"
        r"|รักษา(?:โรค|สิว|มะเร็ง|เบาหวาน)|หายขาด|ดีท็อกซ์"
    ),
    r"weight|slim|health": (
        r"\b(?:lose weight|weight loss|burn fat|slim(?:ming)?|fat burning)\b|ลดน้ำหนัก|เบิร์น|ผอม"
        r"|สลาย"
    ),
    r"before and after|before-and-after": r"\bbefore (?:&|and) after\b|ก่อน-?หลัง",
    r"income|return|invest|loan|credit": (
        r"\b(?:guaranteed return|passive income|double your money|no credit check)\b|การันตีกำไร|รวยเร็ว"
        r"|ปล่อยกู้"
    ),
    r"superlative|best|number one|absolute|guarantee": (
        r"\b(?:best|no\.? ?1|#1|number one|guaranteed?|100 ?%|world'?s first)\b|ดีที่สุด"
        r"|อันดับ ?(?:1|หนึ่ง)|เจ้าแรก|การันตี|100 ?%"
    ),
    r"review|testimonial|endorse": (
        r"\b(?:5-?star|doctor recommended|reviews? for)\b|รีวิวเห็นผล|หมอแนะนำ"
        r"|ดารารีวิว"
    ),
    r"discriminat|exclude|trait": r"\b(?:men only|no foreigners|whites only)\b|เฉพาะคนไทย|รับเฉพาะหญิง",
    r"trademark|character|celebrit": r"\b(?:disney|pikachu|marvel|hello kitty)\b|โดราเอมอน|ปิกาจู",
}
YES, NO = 0.86, 0.04


def probability(text: str, *, question: str) -> float:
    """How likely the answer is yes; low for topics the studio does not know."""
    asked = (signs for topic, signs in TOPICS.items() if re.search(topic, question, re.IGNORECASE))
    return YES if any(re.search(signs, text, re.IGNORECASE) for signs in asked) else NO
