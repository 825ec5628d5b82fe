"""Answers yes-or-no questions about a text by its words.

The product's own lexicon has already looked; a second look by words alone can add little, so it speaks up only
where the words leave no doubt. A real model is the judge this stands in for.
"""

import re

# Words that mark a question's topic, and words in a text that leave no doubt about it.
TOPICS = {
    r"an alcoholic drink": (
        r"(?<!root )(?<!ginger )\b(?:beer|wine|cocktail) (?:promo|night|pairing|buffet|tower)\b"
        r"|เบียร์(?:โปร|ลด|ทาวเวอร์)|ดื่มไม่อั้น|โปรเบียร์|โปรเหล้า"
    ),
    r"unlimited alcohol": r"\b(?:unlimited|bottomless) (?:beer|wine|cocktails|mimosas|margaritas|sangria)\b",
    r"cannabis": (
        r"\b(?:thc|ganja|cannabis) (?:gummies|cookies|flower|oil|edibles)\b|กัญชา"
        r"|(?<!สถานี)(?<!รถไฟฟ้า)(?<!บีทีเอส)สายเขียว"
    ),
    r"tobacco|nicotine": r"\b(?:vape|iqos|e-cig(?:arette)?s?|disposable pods)\b|บุหรี่ไฟฟ้า|น้ำยาบุหรี่",
    r"gambling|betting": r"\b(?:casino|online slots|sports betting)\b|บาคาร่า|(?:เล่น|เว็บ|ปั่น)สล็อต|แทงบอล|เลขเด็ด|คาสิโน",
    r"gift by chance|raffle": r"\b(?:lucky draw|spin to win|enter to win)\b|ลุ้นรับ|จับรางวัล|ชิงโชค",
    r"Buddha images": r"\b(?:lucky|sacred) amulets?\b|ปลุกเสก|เครื่องรางเสริมดวง",
    r"prevent an illness": r"\bcures? (?:cancer|diabetes|arthritis|insomnia)\b|รักษา(?:มะเร็ง|เบาหวาน|ความดัน)|หายขาด",
    r"heals, prevents, slims": r"\b(?:burns? (?:belly )?fat|detox(?:es)? your)\b|ล้างสารพิษ|เบิร์นไขมัน|กินแล้วผอม",
    r"cosmetic a drug": r"\b(?:cures acne|permanent whitening)\b|รักษาสิว|ขาวถาวร",
    r"income, profit or returns": r"\b(?:guaranteed returns?|passive income|double your money)\b|การันตีกำไร|รวยเร็ว",
    r"best, number one|best, the first": r"\b(?:world'?s best|number one in|#1 (?:rated|in))\b|อร่อยที่สุดใน|อันดับ ?1 ของ",
}
YES, NO = 0.86, 0.04


def probability(text: str, *, question: str) -> float:
    """How likely the answer is yes; low for topics the studio does not know."""
    asked = (signs for topic, signs in TOPICS.items() if re.search(topic, question, re.IGNORECASE))
    return YES if any(re.search(signs, text, re.IGNORECASE) for signs in asked) else NO
