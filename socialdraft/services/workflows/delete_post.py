"""One post, gone with its wordings and pictures; its place in the week stays used and its costs stay in the books."""

from uuid import UUID

from sqlmodel import Session, col, delete, exists, select, update

from socialdraft.db import transaction
from socialdraft.models import IdempotencyKey, Job, Post, PostImage, Upload
from socialdraft.ports import Ports
from socialdraft.services import objects
from socialdraft.services.owners import Owner, owned


def delete_post(ports: Ports, *, owner: Owner, post_id: UUID | str) -> None:
    """Delete the owner's post: rows in one transaction, then the objects nobody else needs.

    `NotFound` for an absent or foreign post. A worker that is drawing for it finds its job gone and stops.
    """
    with transaction() as session:
        _still_workers(session, owned(session, Post, post_id, owner=owner).id)
        post = owned(session, Post, post_id, owner=owner, lock=True)
        keys = _pictures_of(session, post.id) | _photo_of(session, post)
        _forget_answers(session, post, owner=owner)
        session.delete(post)
        session.flush()
        orphans = objects.orphans(session, keys)
    for key in orphans:
        ports.storage.delete(key)


def _still_workers(session: Session, post_id: UUID) -> None:
    """A worker holds its job before it adds to the post; whoever took them in the other order could wait for ever."""
    session.exec(select(Job.id).where(Job.post_id == post_id).with_for_update()).all()


def _pictures_of(session: Session, post_id: UUID) -> set[str]:
    mine = col(PostImage.post_id) == post_id
    keys = {key for row in session.exec(select(PostImage.storage_key, PostImage.thumb_key).where(mine)) for key in row}
    session.execute(update(PostImage).where(mine).values(source_candidate_id=None))
    return keys


def _photo_of(session: Session, post: Post) -> set[str]:
    """The owner's own photo goes with the last post that is built around it."""
    elsewhere = exists().where(col(Post.upload_id) == col(Upload.id), col(Post.id) != post.id)
    theirs = col(Upload.id) == post.upload_id, ~elsewhere
    row = session.execute(delete(Upload).where(*theirs).returning(col(Upload.storage_key), col(Upload.thumb_key)))
    return {key for keys in row for key in keys}


def _forget_answers(session: Session, post: Post, *, owner: Owner) -> None:
    """An answer kept for repeats tells the caption, and would send a repeat to a post that is gone."""
    answers = delete(IdempotencyKey).filter_by(owner_type=owner.type, owner_id=owner.id)
    session.execute(answers.where(col(IdempotencyKey.body)["id"].astext == str(post.id)))
