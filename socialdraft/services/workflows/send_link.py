"""A sign-in link on its way: the same for an address we know and for one we don't."""

from urllib.parse import urlencode

from socialdraft.db import transaction
from socialdraft.errors import MailUnavailable
from socialdraft.ports import MailFailed, Ports
from socialdraft.rates import Door
from socialdraft.services import doors, letters, signin


def send_link(ports: Ports, *, email: str, locale: str, origin: str, network: str | None) -> None:
    """Send a link to the address; `RateLimited` per address and network, `MailUnavailable` without a mail server."""
    if not ports.mail.ready():
        raise MailUnavailable
    address = signin.address_of(email)
    doors.enter(ports.rates, Door.LINK, policy=ports.policy, who=doors.keyed(address), network=network)
    limits = ports.policy.limits
    with transaction() as session:
        token = signin.make_link(session, email=address, now=ports.now(), limits=limits)
    link = f"{origin}/auth/verify?{urlencode({'token': token})}"
    letter = letters.sign_in_letter(to=address, link=link, minutes=limits.link_minutes, locale=locale)
    try:
        ports.mail.send(letter)
    except MailFailed as error:
        raise MailUnavailable from error
