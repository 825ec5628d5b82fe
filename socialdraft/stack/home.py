"""DATA_DIR on disk: who may use it now, what was chosen once, and where the running stack answers."""

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

from socialdraft.stack.failure import Exit, StackError
from socialdraft.stack.port import free_port, is_free

MARK = "SOCIALDRAFT_STACK"  # in the environment of every child: the home it belongs to


class Home:
    """The folder that one running stack owns; everything in it that is secret is 0600."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._state = self.path / "state.json"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder alone; StackError when it cannot be used or another stack holds it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # PostgreSQL's lesser account must pass through the folder when root is the owner.
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            lock = (self.path / "lock").open("a")
        except OSError as error:
            raise self.unusable(error.strerror or str(error)) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise self._taken() from error
            yield

    def unusable(self, why: str) -> StackError:
        return StackError(
            f"The data folder {self.path} cannot be used: {why}. Set DATA_DIR to another folder.",
            code=Exit.DATA_FOLDER,
        )

    def ports(self, *names: str) -> dict[str, int]:
        """The same port for the same name each time, unless another program took it meanwhile."""
        kept = {name: int(self.state().get(f"{name}_port", 0)) for name in names}
        for name, port in kept.items():
            if not port or not is_free(port):
                kept[name] = free_port(avoid=kept.values())
        self._write({f"{name}_port": str(port) for name, port in kept.items()})
        return kept

    def publish(self, handles: Mapping[str, str]) -> None:
        """Say in `state.json` where the running stack answers, beside the ports that were chosen."""
        ports = {name: value for name, value in self.state().items() if name.endswith("_port")}
        self._write({**handles, **ports})

    def withdraw(self) -> None:
        """Keep the ports, drop the addresses: nothing answers there any more."""
        with contextlib.suppress(OSError, StackError):
            self.publish({})

    def state(self) -> dict[str, str]:
        """`state.json` as it is, {} before the first start."""
        return self._read(self._state)

    def secret(self, name: str) -> str:
        """A random word, made once and kept."""
        file = self.path / "secrets.json"
        kept = self._read(file)
        if name not in kept:
            kept[name] = secrets.token_hex(24)
            write_secret(file, json.dumps(kept, indent=2))
        return kept[name]

    def end_orphans(self) -> None:
        """End what a killed supervisor left running; the caller holds the lock."""
        left = [process for process in psutil.process_iter() if self._owns(process)]
        for act in (psutil.Process.terminate, psutil.Process.kill):
            for process in left:
                with contextlib.suppress(psutil.Error):
                    act(process)
            _, left = psutil.wait_procs(left, timeout=3)

    def _owns(self, process: psutil.Process) -> bool:
        try:
            return process.pid != os.getpid() and process.environ().get(MARK) == str(self.path)
        except (psutil.Error, OSError):
            return False

    def _taken(self) -> StackError:
        where = self.state().get("web")
        answers = f" and answers on {where}" if where else ""
        return StackError(
            f"socialdraft already runs on {self.path}{answers}. Stop it, or set DATA_DIR to another folder.",
            code=Exit.ALREADY_RUNNING,
        )

    def _write(self, state: Mapping[str, str]) -> None:
        write_secret(self._state, json.dumps(state, indent=2))

    def _read(self, file: Path) -> dict[str, str]:
        try:
            found = json.loads(file.read_text())
            return {str(name): str(value) for name, value in found.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, AttributeError) as error:
            why = f"{file.name} in it is damaged (remove that file to have it made anew)"
            raise self.unusable(why) from error


def write_secret(path: Path, text: str) -> None:
    """Write a 0600 file in one step, so a reader sees the old or the new text, never half."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)
