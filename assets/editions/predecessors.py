"""The editions before one that is to be made: they are read for its findings, so they are checked first.

A flag deleted from the edition before would come out as new in the next one, signed. So nothing is published on top of an
edition that is not what was published.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assets.editions.manifest import chain_to, read_manifest
from assets.editions.rotation import trusted
from assets.editions.signature import fingerprint, signing_path
from assets.editions.unsigned import unsigned_before_key
from assets.editions.verify import names, verify
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile


def check_before(profile: Profile, before: list[Path], previous: Path | None, key: Ed25519PrivateKey | None) -> list[Path]:
    """The editions of `before` that the chain of `previous` does not reach, each of them and the chain checked.

    Raises LawgapError at the first that does not hold, and where the editions before are signed and there is no `key` to go on with.
    """
    known, unsigned = (trusted(profile, None) or fingerprint(key.public_key()), unsigned_before_key(profile)) if key else (None, {})
    checked: set[str] = set()
    for folder in [previous, *before] if previous else before:
        if folder.name in checked:
            continue
        verdict = verify(folder, known, unsigned)
        if verdict.outcome == "broken":
            raise LawgapError(
                f"an earlier edition is broken, and nothing is published on top of it: {verdict.difference}",
                str(folder),
                f"look with: lawgap verify {folder.name}; restore what it names from a backup, then run again",
            )
        if key is None and read_manifest(folder).get("signing_key"):
            raise LawgapError(
                f"edition {folder.name} is signed, and there is no key to sign the next one with",
                str(signing_path(profile)),
                "put the signing key back from the copy you keep of it",
            )
        checked |= {folder.name, *names(folder)}
    chain = {path.name for path in chain_to(previous)}
    return [folder for folder in before if folder.name not in chain]
