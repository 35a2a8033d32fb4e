"""The published page in a real browser, as a reader meets it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.notebooks]
LEADS_SOMEWHERE = """async () => {
    const wrong = [];
    document.querySelectorAll('details').forEach(one => one.open = true);
    const links = [...document.querySelectorAll('main a, nav a, footer a')];
    for (const link of links) {
        const to = link.getAttribute('href');
        if (!to.startsWith('#')) continue;
        const found = document.getElementById(decodeURIComponent(to.slice(1)));
        if (!found || !(found.getClientRects().length)) { wrong.push(to + ' leads nowhere'); continue; }
        if (!link.closest('svg')) continue;
        const marked = found.querySelector('mark strong');
        const sourced = found.querySelector('.nk-who a, p a, li');
        if (!marked && !sourced) wrong.push(to + ' shows neither sentence nor source');
        for (const told of found.querySelectorAll('.nk-telling')) {
            const who = told.querySelector('.nk-who');
            const dated = /\\b\\d{4}(-\\d\\d)*\\.|undated\\./.test(who ? who.textContent : '');
            if (!dated || !who.querySelector('b, a')) wrong.push(to + ' tells no day, claimant or source');
        }
    }
    return [links.filter(link => link.closest('svg')).length, wrong];
}"""


class Seen:
    """A page of the report, and what it asked for and complained of."""

    def __init__(self, browser: Any, address: str, width: int, **options: Any) -> None:
        context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        self.page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)


def address(published: Path) -> str:
    return (published / "report.html").resolve().as_uri()


def test_the_page_is_small_asks_for_nothing_and_complains_of_nothing(browser: Any, published: Path) -> None:
    assert (published / "report.html").stat().st_size <= 3_000_000
    seen = Seen(browser, address(published), 1280)
    assert [url for url in seen.asked if not url.startswith("data:")] == [address(published)]
    assert seen.complaints == []


def test_every_link_leads_to_something_seen_and_every_mark_to_a_sentence_or_source(
    browser: Any, published: Path
) -> None:
    marks, wrong = Seen(browser, address(published), 1280).page.evaluate(LEADS_SOMEWHERE)
    assert wrong == []
    assert marks > 20


def test_a_link_opens_the_fold_that_it_leads_into_and_a_finding_is_heard_once(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 1280).page
    anchor = page.locator("#evidence details:not([open]) article").last.get_attribute("id")
    folded = page.locator(f"#{anchor}")
    assert not folded.is_visible()
    page.evaluate(f"location.hash = '#{anchor}'")
    page.wait_for_function("document.querySelector(':target').getClientRects().length > 0")
    assert 0 <= folded.bounding_box()["y"] < 844
    panel = page.locator("#who-said-what")
    finding = panel.get_by_role("heading").first.text_content()
    assert panel.get_by_role("heading").count() == 1
    heard = [panel.locator(part).first.aria_snapshot() for part in (".nk-figure", ".nk-rows")]
    assert not any(finding in one for one in heard)
    assert page.evaluate("document.documentElement.scrollHeight") < 60_000


def test_a_click_on_a_mark_shows_its_sentence(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 1280).page
    page.locator("#who-said-what svg a").first.click()
    page.wait_for_function("location.hash.startsWith('#ev-')")
    target = page.locator(page.evaluate("location.hash"))
    target.locator("mark strong").first.wait_for()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 844


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(browser: Any, published: Path, width: int, scheme: str) -> None:
    page = Seen(browser, address(published), width, color_scheme=scheme).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).color") != page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )


def test_a_phone_has_the_table_before_the_chart_and_a_mark_can_be_tapped(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 390, has_touch=True).page
    table, figure = (page.locator(f"#who-said-what > .nk-{part}").bounding_box() for part in ("rows", "figure"))
    assert table["y"] < figure["y"]
    page.locator("#who-said-what svg a").first.tap()
    page.wait_for_function("location.hash.startsWith('#ev-')")


EVERY_CHART = """() => [...document.querySelectorAll('.nk-figure')].flatMap(figure => {
    const svg = figure.querySelector('svg'), seen = getComputedStyle(figure), wrong = [];
    const rows = figure.parentElement.querySelector('.nk-rows');
    if (svg.getBoundingClientRect().width < 700) wrong.push('is shrunk below its letters');
    if (figure.scrollWidth > figure.clientWidth && seen.overflowX !== 'auto') wrong.push('is cut');
    const edge = figure.getBoundingClientRect().top, narrow = innerWidth < 700;
    for (const text of svg.querySelectorAll('text')) {
        const {top, bottom} = text.getBoundingClientRect();
        if (narrow && text.ariaHidden ? bottom > edge + 1 : top < edge) wrong.push(`half cut: ${text.textContent}`);
    }
    if (narrow && rows.getBoundingClientRect().top > figure.getBoundingClientRect().top)
        wrong.push('stands before its table');
    if (seen.backgroundColor !== 'rgb(255, 255, 255)') wrong.push('has no white ground');
    if ([...svg.querySelectorAll('text')].some(text => getComputedStyle(text).fill === 'rgb(255, 255, 255)'
        && !text.closest('a'))) wrong.push('has white letters');
    return wrong.map(fault => figure.parentElement.id + ' ' + fault);
})"""


def test_every_chart_can_be_read_on_a_phone_in_the_dark_and_on_paper(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 390, color_scheme="dark").page
    assert page.locator(".nk-figure").count() > 14
    assert page.evaluate(EVERY_CHART) == []
    page.set_viewport_size({"width": 700, "height": 844})
    whole = "[...document.querySelectorAll('.nk-figure')].every(one => one.scrollWidth <= one.clientWidth)"
    assert page.evaluate(whole)
    page.set_viewport_size({"width": 1280, "height": 844})
    assert page.evaluate(EVERY_CHART) == []
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


def test_it_reads_without_script_and_by_landmarks(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 1280, java_script_enabled=False).page
    assert page.get_by_role("main").count() == page.get_by_role("banner").count() == 1
    assert page.get_by_role("navigation", name="Contents").is_visible()
    assert page.get_by_role("heading", level=1).count() == 1
    for chart in page.locator("svg[role=group]").all():
        assert chart.get_attribute("aria-label") == "Chart"
        assert len(chart.locator("desc").first.text_content()) > 60


def test_paper_shows_the_tables_and_marks_the_sentence(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 1280).page
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert not [said for said in page.locator(".nk-panel > .nk-fine").all_inner_texts() if ". ." in said]
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.nk-evidence mark')).textDecorationLine") == "underline"
    )
    assert len(PdfReader(BytesIO(page.pdf())).pages) < 60
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    fine = page.locator("#evidence .nk-telling .nk-fine").first
    assert fine.evaluate(size) <= page.locator("#evidence .nk-telling").first.evaluate(size)


def test_on_paper_no_heading_stands_alone_at_the_foot_of_a_page(browser: Any, published: Path) -> None:
    page = Seen(browser, address(published), 1280).page
    page.emulate_media(media="print")
    parted = "[...document.querySelectorAll('h2 + p, h3 + p, summary')].filter(one => getComputedStyle(one).breakAfter"
    assert page.evaluate(f"{parted} !== 'avoid').map(one => one.textContent)") == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_wrong(browser: Any, published: Path, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = Seen(browser, address(published), width, color_scheme=scheme).page
    # in the dark a sample of the 1,400 blocks of evidence, all of one template, tells the colours of all
    left_out = [[f"#{part} article:nth-of-type(n+40)"] for part in ("evidence", "sources")] if scheme == "dark" else []
    found = Axe().run(page, context={"exclude": left_out}).response["violations"]
    assert [(one["id"], one["impact"], one["nodes"][0]["html"][:120]) for one in found] == []
