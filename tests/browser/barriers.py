"""What stands in the way of people with other eyes and hands, as axe finds it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.looks import STILL

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOUND = """(rules) => axe.run({ runOnly: rules, resultTypes: ["violations"] })
    .then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`))"""


def barriers(page: Page) -> list[str]:
    page.evaluate(STILL)  # a colour on its way to another has a contrast of its own
    if not page.evaluate("'axe' in window"):  # its half a megabyte is read once per document
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(FOUND, RULES)
    return found
