"""DATA_DIR on disk: who may use it now, what was chosen once, and where the running stack answers."""

from pathlib import Path


def write_secret(path: Path, text: str) -> None:
    """Write a 0600 file in one step, so a reader sees the old or the new text, never half."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)
