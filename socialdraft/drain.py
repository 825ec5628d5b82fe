"""Whether this process has been asked to leave: running calls end, no new one begins."""

from threading import Event

asked = Event()
