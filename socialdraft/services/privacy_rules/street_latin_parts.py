"""The parts of a Thai address in Latin letters, as patterns."""

from socialdraft.services.privacy_rules import thai_places as places
from socialdraft.services.privacy_rules.lexicon import any_of

WORD = r"[A-Z][A-Za-z'-]{0,24}"
NAME = rf"{WORD}(?: {WORD}){{0,3}}"
# Names of roads may hold numbers: Rat-U-Thit 200 Pi, Pattaya Sai 2.
_ROAD = rf"(?!(?:The|This|Our|Your|My|That) [a-z]){WORD}(?: [A-Z0-9][A-Za-z0-9'-]{{0,24}}){{0,3}}"
_NUMBER = r"[0-9]{1,3}(?:/[0-9]{1,3})?(?![0-9])"
AVENUE = any_of(places.LATIN_AVENUES)
PART = (
    rf"(?:[Ss]oi )?(?i:{AVENUE})(?: (?:[Ss]oi|[Aa]lley))? ?{_NUMBER}(?: (?:[Aa]lley"
    rf"|[Yy]aek [0-9]{{1,2}}))?|[Yy]aek [0-9]{{1,2}}|"
    rf"(?:[Mm]oo|MOO|[Mm]u|[Mm](?=\.| ?[0-9]{{1,2}},? ?[Tt](?:\.|ambon)))\.? ?[0-9]{{1,2}}(?![0-9])"
    rf"|[Mm]oo (?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b|[Mm]oo ?[Bb]aa?n (?:{NAME}"
    rf"|[a-z]{{3,20}})(?: {_NUMBER})?"
    rf"|Baa?n {NAME}|(?:[Ss]oi|[Tt]rok|SOI) (?:{_NUMBER}|{NAME}"
    rf"|[a-z]{{3,20}}(?: [a-z]{{3,20}}(?= [0-9]))?)(?: {_NUMBER})?(?: [Yy]aek [0-9]{{1,2}})?"
    r"|[Vv]illage (?:[Nn]o\.? ?)?[0-9]{1,2}(?![0-9])"
    rf"|[Tt]hanon {_ROAD}"
    rf"|(?:[Tt]ambon|[Tt]umbon|[Kk]h?waeng|[Ss]ubdistrict|Th\.|T\.) ?{NAME}"
    rf"|t\. ?[a-z]{{2,14}}(?: [a-z]{{2,14}}){{1,2}}(?= a\.)|t\. ?[a-z]{{2,14}}(?: [a-z]{{2,14}}(?=,"
    rf"| [a-z]{{3,}} [a-z]))?"
    rf"|{_ROAD}(?: (?:[Ss]ub-?[Dd]istrict\b"
    rf"|(?:[Rr]oad\b|[Ss]oi\b|ROAD\b|[Aa]lley\b|[Ll]ane\b|R[Dd]\b\.?|rd\b\.?)(?: (?:East|West|North"
    rf"|South)\b)?(?: {_NUMBER})?"
    r"|(?:[Bb]uilding|[Cc]ondo(?:minium)?|[Tt]ower|[Mm]ansion|[Aa]partments?|[Rr]esidences?)\b)"
    rf"|,(?= (?i:{AVENUE}|soi)\b))"
    r"|(?:[Rr]oom|[Rr]m|[Uu]nit|[Ff]loor|[Ff]lr|[Ff]l|[Bb]uilding|[Bb]ldg|[Tt]ower"
    r"|[Cc]ondo)\b\.? ?[A-Z0-9][A-Z0-9/-]{0,6}(?![a-z])|[0-9]{1,2}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]lr?)\b\.?"
    r"|[0-9]{1,4}[A-Z]?(?=,? (?:[Ff]loor|[Ff]lr?)\b(?! oz))"
)
