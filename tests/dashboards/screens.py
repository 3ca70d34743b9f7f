"""Pictures of every kind of page of the latest sample edition, for docs/screens: python -m tests.dashboards.screens [HOME].

The top of each page as it stands on a desk, and the whole overview as it stands on a phone.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from pipelines.runtime.settings import Home
from pipelines.serving.server import Serving, beside
from tests.conftest import ROOT
from tests.dashboards.conftest import CHROMIUM, QUIET
from tests.dashboards.test_browser import PAGES, visit

SHOWN = ROOT / "docs" / "screens"
DESK, PHONE = {"width": 1280, "height": 1100}, {"width": 390, "height": 844}


def main(home: Path) -> None:
    """Writes one PNG a kind of page, `-en` and `-phone` for a few."""
    place = Home(home, "sample")
    edition = (place.editions / "latest").resolve().name
    SHOWN.mkdir(parents=True, exist_ok=True)
    with beside(place, Serving(port=0), lambda line: None, print) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for view, ending in ((DESK, ""), (PHONE, "-phone")):
            page = browser.new_context(viewport=view).new_page()
            for name, path in PAGES.items():
                if ending and name not in ("overview", "agency", "flags"):
                    continue
                for folder, language in (("", ""), ("en/", "-en")):
                    if language and name != "overview":
                        continue
                    visit(page, f"http://127.0.0.1:{port}/editions/{edition}/site/{folder}{path}")
                    page.screenshot(path=SHOWN / f"{name.lower().replace(' ', '-')}{language}{ending}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "home")
