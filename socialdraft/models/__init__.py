"""Tables only. Importing this package registers every one of them."""

from socialdraft.models.account import (
    Business,
    BusinessPlatform,
    Departure,
    SignInLink,
    SpentProof,
    User,
    VisitorSession,
)
from socialdraft.models.image import IdempotencyKey, ImageBatch, Job, PostImage, PostImageUsage, Upload
from socialdraft.models.ledger import (
    BudgetMonth,
    BudgetPool,
    LedgerEntry,
    NetworkDay,
    ProviderState,
    WeeklyPlatform,
    WeeklyQuotaUsage,
    WeekPromise,
)
from socialdraft.models.operations import Alert, Delivery, OperatorAction, Sweep, Switch
from socialdraft.models.post import Caption, Event, Feedback, Ingest, Post

__all__ = [
    "Alert",
    "BudgetMonth",
    "BudgetPool",
    "Business",
    "BusinessPlatform",
    "Caption",
    "Delivery",
    "Departure",
    "Event",
    "Feedback",
    "IdempotencyKey",
    "ImageBatch",
    "Ingest",
    "Job",
    "LedgerEntry",
    "NetworkDay",
    "OperatorAction",
    "Post",
    "PostImage",
    "PostImageUsage",
    "ProviderState",
    "SignInLink",
    "SpentProof",
    "Sweep",
    "Switch",
    "Upload",
    "User",
    "VisitorSession",
    "WeekPromise",
    "WeeklyPlatform",
    "WeeklyQuotaUsage",
]
