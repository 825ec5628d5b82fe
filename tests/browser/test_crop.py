"""A picture that does not fit its platform's box: the owner moves the part that shows, and gets what was shown."""

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone
from tests.browser.owner import ShopOwner
from tests.product_fixture import Product

pytestmark = pytest.mark.browser


@pytest.mark.matrix
def test_the_owner_moves_the_part_of_a_picture_that_shows(phone: OpenPhone, product: Product) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back_to_a_draft()
    owner.draw()
    owner.finish(1)
    owner.see("to-export").click()
    expect(owner.see("final-image")).to_be_visible()
    expect(owner.see("crop")).to_have_count(0)  # the final has the box's own shape
    post = [owner.page.url.split("/")[-2]]
    with psycopg.connect(product.state()["database"].replace("+psycopg", ""), autocommit=True) as connection:
        mine = b"WHERE stage = 'final_high' AND post_id = %s"
        connection.execute(b"UPDATE post_images SET width = 2 * height, likeness = 0.5 " + mine, post)
        owner.page.reload()
        expect(owner.page.get_by_text("came out different")).to_be_visible()
        owner.see("crop").fill("90")
        expect(owner.see("final-image")).to_have_css("object-position", "90% 50%")
        owner.page.reload()
        expect(owner.see("crop")).to_have_value("90")
        kept = connection.execute(b"SELECT focus_x, focus_y FROM post_images " + mine, post).fetchall()
    assert kept == [(0.9, 0.5)]
