"""Recognises text that talks to a machine instead of about a shop; such text is left out."""

import re

# One alternative per habit: orders to forget or override, roles, markup of prompts, orders what to print,
# translation or encoding tricks, questions after secrets; then the same in Thai.
ENGLISH = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|overrule|skip)\b.{0,40}"
    r"\b(?:instruction|prompt|rule|above|previous|prior|everything|guideline|context|direction|facts)"
    r"|\b(?:system|assistant|developer)\s*(?:prompt|message|note|role|instruction)"
    r"|^\W*(?:system|assistant|developer|user|human|ai|admin|root)\s*[:>\]]"
    r"|\b(?:you are|you're|act as|pretend|behave as|roleplay|from now on)\b.{0,30}"
    r"\b(?:now|a|an|the|as|you|my|dan)\b.{0,60}\b(?:bot|ai|assistant|model|pirate|hacker|admin|mode|dan|linux|"
    r"terminal|expert|persona|character|unfiltered|unrestricted|jailbroken|developer|shakespeare|poet)\b"
    r"|\b(?:prompt|jailbreak|llm|chatgpt|gpt-?\d|openai|language model|ai model|json schema|schema)\b"
    r"|\b(?:respond|reply|answer|output|print|return|write|say|repeat|echo|type|append|insert|include|add|end|begin"
    r"|start)\b.{0,25}\b(?:only|exactly|verbatim|the (?:word|phrase|text|following|sentence|string)|with the"
    r"|this (?:word|sentence|text|link)|nothing else|in all caps|in the caption|to the caption|every caption"
    r"|in (?:your|the) (?:answer|reply|response|output))\b"
    r"|\b(?:translate|encode|decode|base64|rot13|hex-?decode)\b"
    r"|\b(?:reveal|leak|expose|show me|tell me|give me|send me)\b.{0,40}\b(?:secret|key|password|token|instruction|"
    r"prompt|config|database|credential|hidden|nonce|tag id)"
    r"|\b(?:api|secret|access)[ _-]?(?:key|token)\b"
    r"|\b(?:new|updated|real|important|secret|hidden) (?:instruction|rule|task|order|directive)s?\b"
    r"|\b(?:your|the) (?:new |real |only )?(?:task|job|goal|mission|instructions?) (?:is|are)\b"
    r"|\b(?:tell|inform|convince|persuade) (?:the |all |every )?(?:customers?|readers?|users?|everyone|people) "
    r"(?:that|to)\b|\bdo not (?:mention|extract|list|follow)\b"
    r"|\binstead(?: write| say| post|, (?:write|say|post|tell)| of (?:a|the|this) (?:post|caption))"
    r"|\b(?:sudo|rm -rf|drop table|select \*|eval\(|exec\(|curl |wget )|<script|javascript:|onerror=",
    re.IGNORECASE,
)
THAI = re.compile(
    r"\b(?:ignore|forget|disregard|override)\b.{0,30}(?:คำสั่ง|ข้อความ|กฎ)|"
    r"(?:ลืม|เพิกเฉย|ละเว้น|ไม่ต้องสนใจ|อย่าสนใจ|ยกเลิก|ไม่ต้องทำตาม|อย่าทำตาม|ข้าม|มองข้าม).{0,30}"
    r"(?:คำสั่ง|ข้อความ(?:ข้างต้น|ก่อนหน้า|ด้านบน)|กฎ|กติกา|ก่อนหน้า|ข้างต้น|ทั้งหมดที่)"
    r"|คำสั่ง(?:ใหม่|ระบบ|ลับ|จากระบบ|พิเศษ)|พรอมต์|พรอมพ์|ระบบ\s*:|ผู้ช่วย\s*:|ผู้พัฒนา\s*:"
    r"|(?:คุณคือ|จากนี้คุณ|ต่อไปนี้คุณ|สวมบท|แสดงเป็น|ทำตัวเป็น|รับบท|แกล้งเป็น)"
    r"|(?:ตอบ|พิมพ์|เขียน|พูด|ใส่|แสดง|เติม|ลงท้าย|ขึ้นต้น).{0,12}(?:คำว่า|ว่า\s*[\"“'‘]|ประโยคนี้|ลิงก์นี้|เท่านั้น"
    r"|ข้อความ(?:นี้|ต่อไปนี้|ว่า)|ในแคปชั่นว่า|ในคำตอบ)"
    r"|(?:แปล|ถอดรหัส|เข้ารหัส).{0,20}(?:ข้อความ|เป็นภาษา|แล้ว|คำสั่ง|ประโยค)"
    r"|(?:เปิดเผย|บอก|ขอ|แสดง|ส่ง).{0,20}(?:รหัสผ่าน|คีย์|พรอมต์|คำสั่ง|ความลับ|prompt|api|system|token|key)"
    r"|บอก(?:ลูกค้า|ทุกคน|คนอ่าน)ว่า|ห้าม(?:พูดถึง|เขียนถึง|ใส่ข้อมูล)|โมเดลภาษา|ปัญญาประดิษฐ์|แชตจีพีที|แชทจีพีที",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"</?\s*[a-z_|!?][^>]{0,60}>|<\|[^|]{0,40}\|>|\[/?(?:inst|sys|system|user|assistant)\]|```|#{2,}\s*(?:system|"
    r"instruction|task|response|input|output)|\{\s*\"|\"\s*:\s*[\"\[{]|\}\s*[,\]}]|\{\{|\}\}|-{3,}\s*(?:end|begin)"
    r"|={3,}|(?:[A-Za-z0-9+/]{28,}={0,2})|(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|&#\d+;)",
    re.IGNORECASE,
)
HEADER = re.compile(
    r"^\W*(?:system|assistant|developer|instructions?|new task|ระบบ|คำสั่ง(?:ใหม่|ระบบ)?)\W*$", re.IGNORECASE
)


def is_command(text: str) -> bool:
    """Whether a line or sentence gives a machine orders, or carries a prompt's markup."""
    return bool(ENGLISH.search(text) or THAI.search(text) or MARKUP.search(text))


def without_commands(lines: list[str]) -> list[str]:
    """The lines that talk about the shop; a header such as `SYSTEM:` takes its whole paragraph with it."""
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = bool(HEADER.match(line)) or (inside and bool(line.strip()))
        if not inside:
            kept.append(line)
    return kept
