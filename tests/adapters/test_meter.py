"""The studio's meter never passes the bound that money is held by."""

from hypothesis import given
from hypothesis import strategies as st

from socialdraft.pricing import Usage, text_bound
from socialdraft.studio import meter

texts = st.text(max_size=400)


@given(sent=st.lists(texts, max_size=3), answer=texts, limit=st.integers(1, 500))
def test_text_is_metered_within_the_bound_by_bytes(sent: list[str], answer: str, limit: int) -> None:
    used = meter.text_usage(sent, schema={"type": "object"}, answer=answer, limit=limit)
    bound = text_bound([*sent, '{"type":"object"}'], max_output_tokens=limit)
    assert used.text_in <= bound.text_in
    assert used.text_out <= bound.text_out


def test_a_reference_is_paid_by_patches_once_per_picture() -> None:
    model = "gpt-image-2.5-sunburst-2026-09-08"
    used = meter.image_usage(
        model, prompt="abcd", width=1088, height=1360, quality="high", count=2, reference=(1025, 1280)
    )
    assert used == Usage(text_in=2, image_in=2 * 33 * 40, image_out=2 * 1587)
