"""Refusals an owner can meet: a code, an HTTP status and data; the sentence lives in the catalogues."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal with a stable `code`; keyword data become fields of the problem document."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400

    def __init__(self, **data: Any) -> None:
        super().__init__(self.code, data)
        self.data = data


class Invalid(DomainError):
    """A field has a value we can't take; `field` names it."""

    code, status = "invalid", 422


class NotSignedIn(DomainError):
    code, status = "no_session", 401


class ForeignOrigin(DomainError):
    code, status = "foreign_origin", 403


class NotFound(DomainError):
    """Absent, or somebody else's: the same answer."""

    code, status = "not_found", 404


class RateLimited(DomainError):
    code, status = "rate_limited", 429


class BusinessExists(DomainError):
    code, status = "business_exists", 409


class PlatformLimitReached(DomainError):
    code, status = "platform_limit_reached", 409


class PlatformExists(DomainError):
    code, status = "platform_exists", 409


class PlatformNotSelected(DomainError):
    code, status = "platform_not_selected", 409


class TextEmpty(DomainError):
    code, status = "text_empty", 422


class TextTooLong(DomainError):
    code, status = "text_too_long", 413


class TextUnreadable(DomainError):
    """The text could not be scrubbed, so it was neither stored nor sent."""

    code, status = "text_unreadable", 422


class TextWithoutFacts(DomainError):
    """Nothing in the text says what a post could be about."""

    code, status = "text_without_facts", 422


class CaptionTooLong(DomainError):
    code, status = "caption_too_long", 422


class WeeklyQuotaReached(DomainError):
    code, status = "weekly_quota_reached", 409


class BudgetExhausted(DomainError):
    code, status = "budget_exhausted", 503


class Paused(BudgetExhausted):
    """An operator has switched this off; whoever can bear a month without money can bear this."""

    code, status = "paused", 503


class RevisionLimitReached(DomainError):
    code, status = "revision_limit_reached", 409


class BatchLimitReached(DomainError):
    code, status = "batch_limit_reached", 409


class NewBatchDisabled(DomainError):
    code, status = "new_batch_disabled", 403


class SelectionEmpty(DomainError):
    code, status = "selection_empty", 422


class SelectionTooLarge(DomainError):
    code, status = "selection_too_large", 422


class UnknownCandidate(DomainError):
    code, status = "unknown_candidate", 422


class AlreadyFinalized(DomainError):
    code, status = "already_finalized", 409


class BlockedContent(DomainError):
    """A rule forbids pictures for this text; `rule` names it."""

    code, status = "blocked_content", 422


class AcknowledgementRequired(DomainError):
    """Rules ask the owner to read their warning before this post leaves; `flags` are the warnings."""

    code, status = "acknowledgement_required", 409


class NothingToExport(DomainError):
    code, status = "nothing_to_export", 409


class FileTooLarge(DomainError):
    code, status = "file_too_large", 413


class UnsupportedImage(DomainError):
    code, status = "unsupported_image", 415


class UnknownEvent(DomainError):
    code, status = "unknown_event", 422


class IdempotencyKeyRequired(DomainError):
    code, status = "idempotency_key_required", 400


class IdempotencyKeyReused(DomainError):
    code, status = "idempotency_key_reused", 422


class InProgress(DomainError):
    code, status = "in_progress", 409


class ProviderUnavailable(DomainError):
    """The AI service did not give a usable answer; nothing of the owner's allowance is lost."""

    code, status = "provider_unavailable", 503


class LinkExpired(DomainError):
    """A sign-in link that is used, too old or was never ours."""

    code, status = "link_expired", 410


class ConfirmationMissing(DomainError):
    """A sign-in that does not come from the page the link has opened in this browser."""

    code, status = "confirmation_missing", 403


class MailUnavailable(DomainError):
    """No mail server is set up, or it does not take our letter."""

    code, status = "mail_unavailable", 503


class ProofRequired(DomainError):
    """A stranger's first paid action costs some of their machine's time; `challenge` says how much."""

    code, status = "proof_required", 428
