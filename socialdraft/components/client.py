"""The few things that must happen on the device: keeping contact lines, copying, saving, sharing, picking, sending."""

from typing import Any, ClassVar

import reflex as rx

PLACE = "$/public/client"


class PhotoInput(rx.Component):
    """Sends one photo to `POST /api/uploads`; tells the upload's id or the code of the refusal."""

    library = f"{PLACE}/photo.jsx"
    tag = "PhotoInput"

    value: rx.Var[str]
    on_done: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_failed: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class KeptArea(rx.Component):
    """A box whose words stay in this browser under `place`; a new `version` puts `offered` into it."""

    library = f"{PLACE}/kept.jsx"
    tag = "KeptArea"

    place: rx.Var[str]
    offered: rx.Var[str]
    version: rx.Var[int]
    name: rx.Var[str]
    placeholder: rx.Var[str]
    max_length: rx.Var[int]
    lang: rx.Var[str]


class CaptionBox(rx.Component):
    """The caption, told to `on_typed` in pauses and kept in this browser under `place` until it is `saved`.

    A new `version` puts `caption` into the box; unsaved words survive it unless it is `explicit`.
    """

    library = f"{PLACE}/caption.jsx"
    tag = "CaptionBox"

    place: rx.Var[str]
    caption: rx.Var[str]
    version: rx.Var[int]
    explicit: rx.Var[bool]
    saved: rx.Var[bool]
    lang: rx.Var[str]
    on_typed: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class Arrive(rx.Component):
    """Moves the focus when the route changes and looks after the worker that answers without a connection."""

    library = f"{PLACE}/arrive.jsx"
    tag = "Arrive"


class BackStep(rx.Component):
    """On a page of several steps the device's back key tells `on_back`; `step` counts from 1."""

    library = f"{PLACE}/back_step.jsx"
    tag = "BackStep"

    step: rx.Var[int]
    on_back: rx.EventHandler[rx.event.no_args_event_spec]


class ContactNote(rx.Component):
    """Shows its `.when-done` children when contact lines are kept here, its `.when-empty` ones otherwise."""

    library = f"{PLACE}/kept.jsx"
    tag = "ContactNote"


class CopyButton(rx.Component):
    """Copies the caption with the contact lines, inside the tap."""

    library = f"{PLACE}/kept.jsx"
    tag = "CopyButton"

    caption: rx.Var[str]
    on_copied: rx.EventHandler[rx.event.no_args_event_spec]


class ShareButton(rx.Component):
    """Opens the share sheet with the files; where a browser has none it is not there."""

    library = f"{PLACE}/share.jsx"
    tag = "ShareButton"

    caption: rx.Var[str]
    files: rx.Var[list[dict[str, str]]]
    failed_word: rx.Var[str]


class ZipLink(rx.Component):
    """A link to the ZIP; when contact lines are kept here, they are put into its caption on the device."""

    library = f"{PLACE}/zip.jsx"
    tag = "ZipLink"
    lib_dependencies: ClassVar[list[str]] = ["fflate@0.8.3"]

    href: rx.Var[str]


class Fresh(rx.Component):
    """Its first child once the server has `told` this document its news, the second until then."""

    library = f"{PLACE}/fresh.jsx"
    tag = "Fresh"

    told: rx.Var[bool]


class NearPicture(rx.Component):
    """A large picture far down a page, asked for when it comes near the screen."""

    library = f"{PLACE}/near.jsx"
    tag = "NearPicture"

    src: rx.Var[str]
    alt: rx.Var[str]
    width: rx.Var[str]
    height: rx.Var[str]


class PickGrid(rx.Component):
    """The gallery: places that fill as pictures arrive, picks with their order, a larger view."""

    library = f"{PLACE}/pick_grid.jsx"
    tag = "PickGrid"

    post: rx.Var[str]
    ideas: rx.Var[list[dict[str, Any]]]
    limit: rx.Var[int]
    locked: rx.Var[bool]
    pick_word: rx.Var[str]
    view_word: rx.Var[str]
    missing_word: rx.Var[str]
    close_word: rx.Var[str]
    on_picked: rx.EventHandler[rx.event.passthrough_event_spec(list[str])]


class Proof(rx.Component):
    """Solves a `challenge` (JSON) in the background and tells the answer."""

    library = f"{PLACE}/proof.jsx"
    tag = "Proof"

    challenge: rx.Var[str]
    on_solved: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class Reload(rx.Component):
    """Opens the address `wanted` as a document, so that the server can give a new session.

    While the connection is `lost` it asks whether the session has ended, which opens this page as a document.
    """

    library = f"{PLACE}/reload.jsx"
    tag = "Reload"

    wanted: rx.Var[str]
    lost: rx.Var[bool]


reload = Reload.create
proof = Proof.create
photo_input = PhotoInput.create
kept_area = KeptArea.create
caption_box = CaptionBox.create
arrive = Arrive.create
back_step = BackStep.create
contact_note = ContactNote.create
copy_button = CopyButton.create
share_button = ShareButton.create
zip_link = ZipLink.create
fresh = Fresh.create
near_picture = NearPicture.create
pick_grid = PickGrid.create
