"""`lawgap bench site`: how long an edition's site takes to build and to open, and how large it is.

Built from the evidence file of a standing edition into a folder that is removed; opened from a server on loopback in a real
browser whose processor is slowed down four times, once the pages are in no cache. Times of a busy machine say little: they
are printed, and the targets are those of a quiet one.
"""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from assets.editions.manifest import read_manifest
from assets.editions.publish import edition_folder, site_profile
from pipelines.bench.targets import Target
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from pipelines.serving.server import Serving, beside

SECONDS, MEGABYTES, KILOBYTES, PAINTED, DRAWN, SLOWED, WINDOWS = 20.0, 60.0, 300.0, 1.0, 2.0, 4, 3
SCALE = (
    "select (select count(*) from agency), (select count(distinct indicator_id) from observation), "
    "(select count(distinct period) from observation), (select count(*) from observation)"
)
TIMES = """() => new Promise(done => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    done([paint ? paint.startTime : -1, Number(document.documentElement.dataset.drawnAt)]);
})"""


@dataclass(frozen=True)
class Opened:
    """One page in the browser: milliseconds from the request to the first text, and to the last figure."""

    page: str
    painted: float
    drawn: float


def site(home: Home, edition: str | None, out: Console) -> bool:
    """Measure, print, and say whether every target is met. Raises LawgapError where there is no edition."""
    folder = edition_folder(home, edition)
    with tempfile.TemporaryDirectory(prefix="lawgap-site-") as place:
        found = built(folder, Path(place) / "site", out)
    found += [target for page in opened(home, folder, out) for target in (
        Target(f"{page.page}: chữ đầu tiên · first contentful paint, s", page.painted / 1000, most=PAINTED),
        Target(f"{page.page}: vẽ xong · fully drawn, s", page.drawn / 1000, most=DRAWN),
    )]  # fmt: skip
    for target in found:
        out.print(f"{'✓' if target.met else '✗'} {target.name}: {target.value:.2f} ({target.wanted})", markup=False)
    return all(target.met for target in found)


def built(folder: Path, place: Path, out: Console) -> list[Target]:
    """Time and size of the site of an edition, built anew into `place`."""
    import duckdb

    from dashboards.pages import build_site

    with duckdb.connect(str(folder / "audit.duckdb"), read_only=True) as audit:
        agencies, indicators, months, rows = audit.execute(SCALE).fetchall()[0]
    profile = site_profile(load_profile(folder / "profile"), read_manifest(folder)["signing_key"])
    began = time.perf_counter()
    pages = build_site(folder / "audit.duckdb", place, profile)
    seconds = time.perf_counter() - began
    out.print(f"{pages} pages of {agencies} agencies × {indicators} indicators × {months} months ({rows:,} observations)", markup=False)
    files = [path for path in place.rglob("*") if path.is_file()]
    largest = max((path for path in files if path.suffix == ".html"), key=lambda path: path.stat().st_size)
    return [
        Target("dựng xong · built, s", seconds, most=SECONDS),
        Target("cả trang · whole site, MB", sum(path.stat().st_size for path in files) / 1e6, most=MEGABYTES),
        Target(f"trang lớn nhất · largest page ({largest.relative_to(place)}), KB", largest.stat().st_size / 1e3, most=KILOBYTES),
    ]


def opened(home: Home, folder: Path, out: Console) -> list[Opened]:
    """The overview, the largest agency sheet and a rule in a browser; nothing, and a word of it, where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        out.print("no playwright here: pages were not opened (uv sync)")
        return []
    agencies = sorted((folder / "site" / "agencies").glob("*.html"), key=lambda path: -path.stat().st_size)
    standards = sorted((folder / "site" / "standards").glob("*.html"), key=lambda path: -path.stat().st_size)
    pages = ["index.html", f"agencies/{agencies[0].name}", f"standards/{standards[0].name}", "flags.html"]
    with beside(home, Serving(port=0), lambda line: None, print) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        found = [look(browser, f"http://127.0.0.1:{port}/editions/{folder.name}/site/{page}", page) for page in pages]
        browser.close()
    return found


def look(browser, address: str, name: str) -> Opened:
    """One page by the median of some windows of its own, so that nothing is cached and a browser that starts counts once."""
    painted, drawn = zip(*(_times(browser, address) for _ in range(WINDOWS)), strict=True)
    return Opened(name, median(painted), median(drawn))


def _times(browser, address: str) -> list[float]:
    window = browser.new_context(viewport={"width": 390, "height": 844})
    page = window.new_page()
    window.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(address)
    page.wait_for_selector("html[data-drawn]", state="attached")
    times = page.evaluate(TIMES)
    window.close()
    return times
