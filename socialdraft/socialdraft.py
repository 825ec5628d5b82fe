"""The app: the table of pages, the HTTP door mounted beside them, the last error handler."""

import logging
import secrets

import reflex as rx
from starlette.types import ASGIApp

from socialdraft import logs
from socialdraft.api.app import create_app
from socialdraft.api.documents import Documents
from socialdraft.api.headers import Headers
from socialdraft.api.sockets import Sockets
from socialdraft.components.head import head
from socialdraft.components.layout import offline_line, waiting
from socialdraft.components.text import tv
from socialdraft.pages.account import sign_in
from socialdraft.pages.drafts import drafts
from socialdraft.pages.editor import editor
from socialdraft.pages.export import export
from socialdraft.pages.gallery import gallery
from socialdraft.pages.landing import landing
from socialdraft.pages.missing import missing
from socialdraft.pages.new import new
from socialdraft.pages.offline import offline
from socialdraft.pages.ops import ops
from socialdraft.pages.preferences import preferences
from socialdraft.pages.privacy import privacy
from socialdraft.pages.start import start
from socialdraft.pages.styleguide import styleguide
from socialdraft.pages.usage import usage
from socialdraft.pages.week import week
from socialdraft.settings import settings
from socialdraft.stack.frontend import served_folder
from socialdraft.state.account import Account
from socialdraft.state.base import Stumbled
from socialdraft.state.drafts import Drafts
from socialdraft.state.editor import Editor
from socialdraft.state.export import Export
from socialdraft.state.gallery import Gallery
from socialdraft.state.new import New
from socialdraft.state.ops import Ops
from socialdraft.state.preferences import Preferences
from socialdraft.state.shell import Shell
from socialdraft.state.start import Start
from socialdraft.state.usage import Usage
from socialdraft.state.week import Week

log = logging.getLogger(__name__)

PAGES = (
    # route, layout, title, what runs when it opens
    ("/", landing, "page.landing", []),
    ("/start", start, "page.start", [Start.load]),
    ("/week", week, "page.week", [Week.load]),
    ("/new", new, "page.new", [New.load]),
    ("/drafts", drafts, "page.drafts", [Drafts.load]),
    ("/drafts/[post_id]", editor, "page.editor", [Editor.load]),
    ("/drafts/[post_id]/images", gallery, "page.gallery", [Gallery.load]),
    ("/drafts/[post_id]/export", export, "page.export", [Export.load]),
    ("/usage", usage, "page.usage", [Usage.load]),
    ("/settings", preferences, "page.settings", [Preferences.load, Account.load]),
    ("/sign-in", sign_in, "page.sign_in", [Account.load]),
    ("/ops", ops, "page.ops", [Ops.load]),
    ("/privacy", privacy, "page.privacy", []),
    ("/offline", offline, "page.offline", []),
    ("/missing", missing, "page.missing", []),
    ("/styleguide", styleguide, "page.landing", []),
)
SERVED = [route for route, *_ in PAGES if route != "/styleguide" or settings().styleguide]
"""Every build has the same pages, so that one build serves development, tests and production."""


def stumbled(exception: Exception) -> rx.event.EventSpec:
    """A bug, not a refusal: logged in full, told in one sentence with the id of its log line."""
    if isinstance(exception, Stumbled):
        return Shell.stumble(exception.number)
    number = secrets.token_hex(8)
    logs.begin(request_id=number)
    log.error("event.failed", exc_info=exception)
    return Shell.stumble(number)


def documents(inner: ASGIApp) -> ASGIApp:
    return Sockets(Documents(inner, routes=SERVED, client=served_folder()))


app = rx.App(
    stylesheets=["/app.css"],
    head_components=head(),
    hydrate_fallback=waiting,
    toaster=None,
    app_wraps={(5, "Overlay"): lambda stateful: offline_line() if stateful else None},
    backend_exception_handler=stumbled,
    api_transformer=[create_app(), documents],
)
for route, layout, title, on_load in PAGES:
    app.add_page(layout, route=route, title=tv(title), on_load=[Shell.enter, *on_load])
app.add_page(missing, route="404", title=tv("page.missing"), on_load=[Shell.enter])


def served() -> ASGIApp:
    """What the web process serves: also the framework's own answers leave through our headers."""
    return Headers(app())
