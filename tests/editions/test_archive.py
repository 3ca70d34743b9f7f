"""What the newest edition says of those before it is what they said of themselves, and anybody can follow it back."""

import hashlib
import re
from html import unescape

from assets.editions.manifest import read_manifest
from assets.editions.signature import fingerprint_of
from tests.editions.small_city import ask

BEFORE = ("draft", "published", "corrected")


def test_each_earlier_edition_is_named_with_its_proof_and_its_own_counts(chain):
    rows = ask(
        chain["november"], "select edition_id, previous_edition_id, status, content_id, manifest_sha256, signing_key from earlier_edition"
    )
    wanted = []
    for name in BEFORE:
        manifest = read_manifest(chain[name])
        previous = (manifest["previous"] or {}).get("edition_id")
        digest = hashlib.sha256((chain[name] / "manifest.json").read_bytes()).hexdigest()
        wanted.append(
            (chain[name].name, previous, manifest["inputs"]["status"], manifest["content_id"], digest, fingerprint_of(chain["key"]))
        )
    assert rows == wanted
    for name in BEFORE:
        own = ask(chain[name], "select count(*) from flag where audience = 'published' and ended_in is null")
        assert ask(chain["november"], "select standing from earlier_edition where edition_id = ?", chain[name].name) == own
    assert ask(chain["november"], "select withdrawn from earlier_edition where edition_id = ?", chain["corrected"].name) == [(1,)]


def test_the_causes_of_earlier_differences_are_counted_as_they_were_recorded(chain):
    own = ask(chain["corrected"], "select what, cause, from_edition_id, count(*) from change group by all order by all")
    kept = ask(
        chain["november"],
        "select what, cause, from_edition_id, changes from earlier_change where edition_id = ? order by all",
        chain["corrected"].name,
    )
    assert own and kept == own


def test_the_archive_page_leads_to_every_earlier_edition_and_says_why_its_numbers_moved(chain):
    for folder in ("", "en/"):
        page = chain["november"] / "site" / folder / "archive.html"
        text = page.read_text(encoding="utf-8")
        led = [(page.parent / unescape(link)).resolve() for link in re.findall(r'href="([^"]*/site/[^"]*index\.html)"', text)]
        assert led == [(chain[name] / "site" / folder / "index.html").resolve() for name in reversed(BEFORE)]
        assert all(read_manifest(chain[name])["content_id"] in text for name in BEFORE)
    assert "tệp được sửa" in text or "corrected" in text.lower()


def test_a_first_edition_says_that_nothing_was_before_it(chain):
    text = (chain["draft"] / "site" / "archive.html").read_text(encoding="utf-8")
    assert ask(chain["draft"], "select count(*) from earlier_edition") == [(0,)]
    assert "Đây là kỳ đầu tiên" in text and "lawgap diff" not in text
