"""The rig: killable parts once per session, a database and a bucket per test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from socialdraft import db
from socialdraft.stack.storage import Bucket
from tests.faults.mortal import Mortal, clone_database, make_template
from tests.faults.nursery import Nursery
from tests.faults.rig import Rig, rigged
from tests.studio_fixture import StudioServer


@pytest.fixture(scope="session")
def mortal() -> Iterator[Mortal]:
    home = Path(tempfile.mkdtemp(prefix="socialdraft-mortal-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with Mortal.running(home) as made:
        make_template(made.postgres.url)
        yield made
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery.open() as opened:
        yield opened


@pytest.fixture
def rig(
    *,
    mortal: Mortal,
    nursery: Nursery,
    s3: Bucket,
    studio: StudioServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Rig]:
    """What a test may break; afterwards no promise of money or pictures may be."""
    database = clone_database(mortal.postgres.url)
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)
    monkeypatch.setattr(db, "engine", lambda: engine)
    with rigged(mortal, nursery, database=database, s3=s3, studio=studio, home=tmp_path) as made:
        yield made
    engine.dispose()
