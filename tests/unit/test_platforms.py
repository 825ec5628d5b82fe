"""The platform table is complete, and its pictures fit together."""

from datetime import date
from fractions import Fraction

import pytest

from socialdraft.platforms import Count, facts
from socialdraft.policy import Platform

every_platform = pytest.mark.parametrize("platform", Platform)

SMALLEST_PICTURE = 655_360
"""Pixels: the image model's lower bound (notes: openai A1)."""


@every_platform
def test_every_platform_has_facts_with_a_source_and_a_date(platform: Platform) -> None:
    row = facts(platform)
    assert row.platform is platform
    assert row.source
    assert date(2026, 1, 1) <= row.checked_on <= date(2027, 12, 31)


@every_platform
def test_an_advice_to_label_pictures_says_where_it_was_read(platform: Platform) -> None:
    row = facts(platform)
    assert ("AI label" in row.source) == (row.ai_label is not None)


@every_platform
def test_drawn_pictures_are_multiples_of_16_and_large_enough_for_the_model(
    platform: Platform,
) -> None:
    row = facts(platform)
    for width, height in (row.candidate, row.final):
        assert (width % 16, height % 16) == (0, 0)
        assert width * height >= SMALLEST_PICTURE


@every_platform
def test_candidate_final_and_export_have_one_ratio(platform: Platform) -> None:
    row = facts(platform)
    ratios = {Fraction(*size) for size in (row.candidate, row.final, row.export)}
    assert len(ratios) == 1


@every_platform
def test_the_export_is_never_an_enlargement_of_the_final(platform: Platform) -> None:
    row = facts(platform)
    assert row.final[0] >= row.export[0]
    assert row.final[1] >= row.export[1]


@every_platform
def test_lengths_are_ordered_from_good_to_forbidden(platform: Platform) -> None:
    row = facts(platform)
    assert 0 < row.target <= row.max
    assert row.visible is None or row.visible <= row.max
    assert row.hashtags_max is None or row.hashtags_advised <= row.hashtags_max


@pytest.mark.parametrize(
    ("platform", "count", "longest", "images"),
    [
        (Platform.X, Count.X_WEIGHTED, 280, 4),
        (Platform.LINE_OA, Count.UTF16, 500, 1),
        (Platform.THREADS, Count.THREADS, 500, 10),
        (Platform.INSTAGRAM, Count.CODE_POINTS, 2200, 10),
        (Platform.GOOGLE_BUSINESS, Count.CODE_POINTS, 1500, 1),
    ],
)
def test_the_numbers_an_owner_sees_are_the_published_ones(
    platform: Platform, count: Count, longest: int, images: int
) -> None:
    row = facts(platform)
    assert (row.count, row.max, row.images_max) == (count, longest, images)


def test_an_unknown_number_is_none_so_that_none_is_shown() -> None:
    assert facts(Platform.THREADS).visible is None
    assert facts(Platform.FACEBOOK).hashtags_max is None
