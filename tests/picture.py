"""The picture of the report in the README: `python -m tests.picture PAGE` takes it anew with Chromium.

Three views of one page side by side: what is disputed, who gave which figure, and the article beside the record.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

TARGET = Path(__file__).parents[1] / "docs" / "report.png"
VIEWS = ("#briefing-disputed", "#who-said-what", "#policy-article-record")
WIDTH, HEIGHT, GAP = 768, 900, 24
COLOURS = 256  # by octree: rare colours, those of the marks, are kept


def views(page: Path) -> list[Image.Image]:
    """The views as pictures of one size."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.resolve().as_uri())
        taken = []
        for view in VIEWS:
            tab.evaluate(f"document.querySelector('{view}').scrollIntoView()")
            taken.append(Image.open(io.BytesIO(tab.screenshot())).convert("RGB"))
        browser.close()
    return taken


def main() -> None:
    """Write docs/report.png."""
    taken = views(Path(sys.argv[1]))
    joined = Image.new("RGB", (len(taken) * (WIDTH + GAP) - GAP, HEIGHT), "#d0d0cc")
    for number, picture in enumerate(taken):
        joined.paste(picture, (number * (WIDTH + GAP), 0))
    joined.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
