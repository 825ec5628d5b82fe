"""The check digits that tell a real number from a random one."""

_THAI_ID_LENGTH = 13
_EAN_LENGTH = 13


def luhn(digits: str) -> bool:
    """Payment cards (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += sum(divmod(value, 10))
    return total % 10 == 0


def thai_id(digits: str) -> bool:
    """Thai national and tax id numbers: weights 13 to 2, modulo 11."""
    if len(digits) != _THAI_ID_LENGTH:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[-1])


def iban(compact: str) -> bool:
    """International bank account numbers (ISO 13616): modulo 97 is 1."""
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def ean13(digits: str) -> bool:
    """Retail bar codes (GS1 general specifications, section 7.9)."""
    total = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(digits[:12]))
    return len(digits) == _EAN_LENGTH and (10 - total % 10) % 10 == int(digits[12])
