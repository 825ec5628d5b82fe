"""The owner's own photo."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from socialdraft.api.deps import Caller, Here
from socialdraft.api.networks import through
from socialdraft.api.problems import documented
from socialdraft.errors import FileTooLarge, Invalid, NotSignedIn, RateLimited, UnsupportedImage
from socialdraft.rates import Door
from socialdraft.schemas import UploadView
from socialdraft.services.workflows.keep_upload import keep_upload

router = APIRouter(prefix="/api", tags=["images"])
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@router.post(
    "/uploads",
    status_code=201,
    openapi_extra=FORM,
    dependencies=[Depends(through(Door.UPLOAD))],
    responses=documented(NotSignedIn, FileTooLarge, UnsupportedImage, Invalid, RateLimited),
)
async def upload(request: Request, owner: Caller, here: Here) -> UploadView:
    """Keep a JPEG, PNG, WebP or HEIC photo, turned upright and without its metadata."""
    async with request.form(max_files=1, max_fields=1) as form:  # only now: who is nobody sends nothing
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid(field="file")
        photo = await file.read()
    return await run_in_threadpool(keep_upload, here, owner=owner, photo=photo)
