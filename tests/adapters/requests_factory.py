"""Requests as the workflows make them."""

from dataclasses import replace
from typing import Any

from socialdraft.policy import CANDIDATE, EXTRACT, FINAL, JUDGE
from socialdraft.ports import ImageRequest, JudgeRequest, Question, TextRequest

PASTE = "Iced latte 60 baht, today until 18:00. Near Tha Phae Gate."
PROMPT = "Business: cafe\nName: Doi Coffee\nContext: Iced latte 60 baht | until 18:00"
THAI_PROMPT = "Business: cafe\nName: ร้านกาแฟดอย\nContext: ลาเต้เย็น 60 บาท 🧊 | เปิดถึง 18:00 น."


def text_request(**changes: Any) -> TextRequest:
    schema = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    request = TextRequest(
        purpose="extract",
        model=EXTRACT.model,
        effort=EXTRACT.effort,
        max_output_tokens=EXTRACT.max_output_tokens,
        instructions="List the facts.",
        text=PASTE,
        schema_name="extracted_facts",
        schema=schema,
        safety_id="owner-1",
    )
    return replace(request, **changes)


def judge_request() -> JudgeRequest:
    questions = (Question("SUP1", "The text claims to be the best."), Question("ALC1", "The text sells alcohol."))
    return JudgeRequest(model=JUDGE.model, text=PASTE, questions=questions, safety_id="owner-1")


def image_request(**changes: Any) -> ImageRequest:
    request = ImageRequest(
        model=CANDIDATE.model,
        prompt=PROMPT,
        width=1024,
        height=1280,
        quality="low",
        count=2,
        safety_id="owner-1",
    )
    return replace(request, **changes)


def final_request(*references: bytes, **changes: Any) -> ImageRequest:
    size = {"width": 1088, "height": 1360, "quality": "high", "count": 1}
    request = image_request(model=FINAL.model, references=references, **size)
    return replace(request, **changes)
