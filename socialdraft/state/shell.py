"""What every page has around it: the language of the document and the one line of news at the bottom."""

import reflex as rx

from socialdraft.i18n import message, refusal
from socialdraft.settings import settings
from socialdraft.state.base import locale_of


class Shell(rx.State):
    """`locale` is for attributes; all other fixed text is in the page already. `toast` is the live region.

    `document` is an address to open afresh, because only a document can bring a new session.
    """

    locale: str = "en"
    toast: str = ""
    demo: bool = False
    document: str = ""

    @rx.event
    def enter(self) -> None:
        """Runs first on every page."""
        self.locale = locale_of(self)
        self.toast = self.document = ""
        self.demo = settings().provider == "studio"

    @rx.event
    def dismiss(self) -> None:
        self.toast = ""

    @rx.event
    def stumble(self, number: str) -> None:
        """Something broke that is nobody's refusal; the number finds it in the log."""
        words, locale = ("errors.unexpected", "failed.number"), locale_of(self)
        self.toast = " ".join(message(word, locale, number=number[:16]) for word in words)

    @rx.event
    def refuse(self, code: str) -> None:
        """A refusal that a script on the page met."""
        self.toast = refusal(code, locale_of(self))
