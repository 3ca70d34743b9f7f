"""Making the first keys; and which editions stood unsigned when there was no key yet.

Who has a key signs everything he publishes. An edition without a signature is then his only if it is older than the key, and that
is written down beside the key when it is made: an edition whose signature was taken away later is not in the list.
"""

import json
from pathlib import Path

from assets.editions.manifest import NAME, file_sha256, read_manifest
from assets.editions.signature import new_signing_key, signing_path
from assets.sources.privacy import key_path, new_key
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile


def new_keys(profile: Profile, home: settings.Home) -> list[Path]:
    """Make what is missing of the linking key and the signing key; the files made. Raises LawgapError if none is missing."""
    makers = {key_path(profile): new_key, signing_path(profile): new_signing_key}
    missing = [path for path in makers if not path.exists()]
    if not missing:
        raise LawgapError("both keys are there already", str(key_path(profile).parent), "keep them: what they made needs them")
    made = [makers[path](profile, home) for path in missing]
    if signing_path(profile) in missing:
        stood = {path.parent.name: file_sha256(path) for path in home.editions.glob(f"[0-9]*/{NAME}") if _is_unsigned(path.parent)}
        _list_path(profile).write_text(json.dumps(stood, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return made


def unsigned_before_key(profile: Profile) -> dict[str, str]:
    """Edition → sha256 of its manifest, of those that stood unsigned when the signing key was made. Raises LawgapError."""
    path = _list_path(profile)
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {str(name): str(sha256) for name, sha256 in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise LawgapError(f"not a list of unsigned editions: {error}", str(path), "restore the file from a copy of the keys") from None


def _is_unsigned(folder: Path) -> bool:
    return read_manifest(folder).get("signing_key") is None


def _list_path(profile: Profile) -> Path:
    return signing_path(profile).with_suffix(".unsigned.json")
