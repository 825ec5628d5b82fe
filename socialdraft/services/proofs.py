"""A stranger's first paid action costs a second of their machine's time: cheap for a shop, dear for a farm."""

from datetime import datetime, timedelta
from typing import Any

import altcha
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from socialdraft.errors import ProofRequired
from socialdraft.models import LedgerEntry, SpentProof, VisitorSession
from socialdraft.policy import Limits
from socialdraft.services.doors import keyed
from socialdraft.services.owners import Owner
from socialdraft.settings import settings

ALGORITHM = "PBKDF2/SHA-256"
"""What every browser can do without a library."""
GOOD_FOR = timedelta(minutes=10)
LONGEST = 4000


def require(session: Session, *, owner: Owner, action: str, proof: str | None, now: datetime, limits: Limits) -> None:
    """Let the owner pass once they have shown work for this action; `ProofRequired` carries the task.

    Asked of anonymous sessions from elsewhere that have cost nothing yet; never on this machine.
    """
    if not limits.proof_cost or not _is_new(session, owner):
        return
    if proof is None or not _is_good(session, proof, purpose=_purpose(owner, action), now=now):
        raise ProofRequired(challenge=_challenge(_purpose(owner, action), now=now, cost=limits.proof_cost))


def _is_new(session: Session, owner: Owner) -> bool:
    if not owner.anonymous or not (settings().secure or settings().trusted_proxy_hops):
        return False
    network = session.exec(select(VisitorSession.network).where(VisitorSession.id == owner.id)).one_or_none()
    paid = select(LedgerEntry.id).where(col(LedgerEntry.owner_id) == owner.id).limit(1)
    return network is not None and session.exec(paid).first() is None


def _purpose(owner: Owner, action: str) -> str:
    """Binds a proof to who does what, without saying who."""
    return keyed(f"proof {owner.id} {action}")


def _challenge(purpose: str, *, now: datetime, cost: int) -> dict[str, Any]:
    made = altcha.create_challenge(
        ALGORITHM, cost, expires_at=now + GOOD_FOR, data={"purpose": purpose}, hmac_secret=_secret()
    )
    return made.to_dict()


def _is_good(session: Session, proof: str, *, purpose: str, now: datetime) -> bool:
    if len(proof) > LONGEST or not altcha.verify_solution(proof, _secret()).verified:
        return False
    parameters = altcha.Payload.from_base64(proof).challenge.parameters
    if (parameters.data or {}).get("purpose") != purpose:
        return False
    spent = insert(SpentProof).values(nonce=parameters.nonce, expires_at=now + GOOD_FOR).on_conflict_do_nothing()
    return session.execute(spent.returning(col(SpentProof.nonce))).first() is not None


def _secret() -> str:
    return keyed("proof")
