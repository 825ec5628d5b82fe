"""The rules of the scrubber: each module finds one family of personal data in folded text."""

from socialdraft.services.privacy_rules import (
    handle,
    identity,
    line_name,
    mail,
    papers,
    payment,
    person,
    phone,
    phone_mixed,
    phone_words,
    plate,
    post_box,
    street_corner,
    street_listed,
    street_odd,
    street_thai,
    street_told,
    street_us,
)
from socialdraft.services.privacy_rules.span import Detector

DETECTORS: tuple[Detector, ...] = (
    mail.find,
    payment.find,
    identity.find,
    person.find,
    phone.find,
    phone_words.find,
    phone_mixed.find,
    post_box.find,
    street_us.find,
    street_told.find,
    street_odd.find,
    street_listed.find,
    street_corner.find,
    street_thai.find,
    handle.find,
    line_name.find,
    plate.find,
    papers.find,
)
