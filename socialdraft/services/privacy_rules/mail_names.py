"""The name before the at of an e-mail address, however it is said."""

import re

from socialdraft.services.privacy_rules.lexicon import tree_of
from socialdraft.services.privacy_rules.mail_words import JOIN, THAI_JOIN, WORD

_REACH = 96
_TENS = "(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
_NUMBER = rf"(?:[0-9]{{1,4}}|(?:{_TENS}[ -]?)?(?:one|two|three|four|five|six|seven|eight|nine|zero)|{_TENS})"
_LETTER = tree_of("เอ บี ซี ดี อี เอฟ จี เอช ไอ เจ เค แอล เอ็ม เอ็น โอ พี คิว อาร์ เอส ที ยู วี ดับเบิลยู ดับเบิ้ลยู เอ็กซ์ วาย แซด")
_DIGIT = tree_of("ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า")
_NO_NAME = "(?!(?:at|is|to|me|us|its|it's|changed|now|was|address|account) )"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form + r"\Z") for form in forms)


_ANY = _forms(
    rf"(?<![a-z0-9@.])(?P<name>{WORD}(?:{JOIN}{WORD}){{0,12}}(?: {_NUMBER})?)",
    # n i k o @ shop dot io
    r"(?<![a-z0-9])(?P<name>(?:[a-z0-9] ){2,24}[a-z0-9]{1,4})",
    # mail is nok flower 99 at ...
    r"(?:mail|เมล์?)(?: is| to| ?:|ของ[ก-๎]{1,10})?(?: ?คือ)? ?"
    rf"(?P<name>(?:{_NO_NAME}[a-z]{{1,16}} ){{1,4}}[0-9]{{1,4}})",
    # my mail gordo del taco at ...
    rf"(?:my e?-?g?mail|email me at|e-?mail to) (?:is )?{_NO_NAME}(?P<name>[a-z]{{2,16}}(?: [a-z]{{2,16}}){{1,3}})",
    # type this all together, oc mobile notary 24 at ...
    r"(?:\A|[,.:;(\n] ?)(?P<name>(?:[a-z]{2,14} ){1,3}[0-9]{1,4})",
    # fah กทม 99 แอด ...
    r"(?<![a-z0-9])(?P<name>[a-z][a-z0-9]{0,16} ?[ก-๎]{1,4} ?[0-9]{1,4})",
)
_THAI = _forms(
    # เอ็น โอ เค จุด 99 แอด ...
    rf"(?<![ก-๎])(?P<name>{_LETTER}(?:[ -]?(?:{_LETTER}|{THAI_JOIN}|{_DIGIT}|[a-z0-9]{{1,4}})){{2,16}})",
    # chanthaburi durian จุด best แอท ...
    r"(?:(?<=[ก-๎])|(?<=[ก-๎] ))(?!e?mail )"
    rf"(?P<name>[a-z0-9]{{2,16}}(?: [a-z0-9]{{2,16}}){{0,2}} {WORD}(?:{JOIN}{WORD}){{0,3}})",
    # c-h-a-i-w-a-t ตามด้วยเลขเจ็ดเจ็ด แอท...
    r"(?P<name>[a-z0-9](?:[-. ]?[a-z0-9]){1,24} ?(?:ตามด้วย|ต่อด้วย|แล้วก็)(?:เลข)? ?"
    rf"(?:{_DIGIT}|[0-9]){{1,6}})",
    # โน้ต ขีดล่าง 1987 แอด ...
    rf"(?:(?<=[ :])|(?<=เมล)|(?<=คือ))(?P<name>[ก-๎]{{2,16}}(?: ?{THAI_JOIN} ?[ก-๎a-z0-9]{{1,16}}){{0,3}}"
    r"(?: [0-9]{1,6})?)",
)
_SPOKEN = _forms(
    # my email is noemi tran ninety four at ...
    r"(?:mail|gmail|yahoo|copy|correo) (?:is|at|es) "
    rf"(?P<name>(?:{_NO_NAME}[a-z0-9]{{1,16}} ){{0,5}}[a-z0-9]{{1,16}})",
    # w as in water, ong, underscore print, at ...
    r"(?<![a-z0-9])(?P<name>[a-z],? as in [a-z]{2,12}(?:,? [a-z0-9]{1,12}){0,16})",
)


def start_of(lower: str, at: int, *, thai: bool, spoken: bool) -> int:
    """Where the name begins that ends before `at`, by the form that begins first, or `at`.

    thai, spoken: whether the at is a Thai word, or an English one without a sign round it.
    """
    end = at
    while lower[end - 1 : end] == " ":
        end -= 1
    forms = _ANY + (_THAI if thai else _SPOKEN if spoken else ())
    names = [form.search(lower, max(0, end - _REACH), end) for form in forms]
    return min((name.start("name") for name in names if name), default=at)
