"""What e-mail addresses are said with: webmails, ends of hosts, the dot, and signs inside a name."""

from socialdraft.services.privacy_rules.lexicon import tree_of

WEBMAIL = tree_of(
    "gmail|g mail|g-mail|googlemail|hotmail|hot mail|outlook|out look|yahoo|ymail|icloud|i cloud|protonmail|proton mail"
    "|proton|live|msn|aol|zoho|gmx|sbcglobal|verizon|comcast|earthlink|att|fastmail|naver"
    "|จีเมล|จีเมล์|จีเมว|ฮอทเมล|ฮอทเมล์|ฮอตเมล|ฮอตเมล์|เอาท์ลุค|เอาต์ลุค|ยาฮู|ไอคลาวด์|ไลฟ์"
)
_ENDS = (
    "com net org edu gov co info biz io me us uk th shop store cafe coffee app dev email online site ca au de jp sg "
    "asia fm ly ai gg vn kr cn tw hk ph ru es nl br eu ie nz se dk fi pl pt gr cz hu ro il ae sa id mm la kh lk pk np "
    "tr ua cl pe mx in fr page link xyz pizza restaurant salon studio club live kitchen bar farm beauty spa tours "
    "travel pro tv example คอม ซีโอ โออาร์จี เน็ต เนต โค ทีเอช อินโฟ ออก ไทย"
)
TLD = f"{tree_of(_ENDS)}(?![a-z0-9])"
DOT = (
    r"(?: ?(?:\.|[\[({<] ?(?:\.|dot|ดอท|จุด) ?[\])}>]) ?|,(?! )| ?[-_*/'\"] ?dot ?[-_*/'\"] ?"
    r"|,? (?:then )?(?:dot|point|period|punto|d0t|\.) ?| ?(?:ดอท|ดอต|ด็อท|ดอด|จุด) ?)"
)
SPOKEN_DOT = (
    r"(?:,? (?:dot|period|punto|d0t) | (?:dot|point) ?(?=com|net|org)| ?(?:\[ ?|\( ?)(?:dot|\.)(?: ?\]| ?\)) ?)"
)
WORD = r"[a-z0-9][a-z0-9_+-]{0,40}"
THAI_JOIN = tree_of("จุด เว้นวรรค ดอท ขีดล่าง ขีดกลาง ขีด อันเดอร์สกอร์")
JOIN = (
    rf"(?: ?(?:\.|\[dot\]|\(dot\)|\{{dot\}}|\[\.\]|\(\.\)|{THAI_JOIN}) ?|(?: ?[_-]){{1,2}} "
    r"|,? (?:then )?(?:a |an |the )?(?:dot|period|underscore|dash|hyphen|minus|plus|punto|guion),? (?:then )?)"
)
