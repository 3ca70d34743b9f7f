"""Are the definitions that run those that lie on disk? A new indicator, source or law is seen only after a reload."""

import hashlib
import json
import urllib.request

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile

# as workspace.yaml calls it
LOCATION = "lawgap"
SECONDS = 120
RELOAD = """
mutation Reload($name: String!) {
  reloadRepositoryLocation(repositoryLocationName: $name) {
    __typename
    ... on WorkspaceLocationEntry { locationOrLoadError { __typename ... on PythonError { message } } }
    ... on ReloadNotSupported { message }
    ... on RepositoryLocationNotFound { message }
    ... on UnauthorizedError { message }
    ... on PythonError { message }
  }
}
"""


def fingerprint(folder: str) -> str:
    """Of everything that definitions are made from: the files of the profile in `folder`, and the SQL. Raises LawgapError."""
    paths = [*load_profile(folder).files.values(), *settings.SQL.rglob("*.sql")]
    digest = hashlib.sha256()
    for path in sorted(paths):
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def ask_reload(port: int) -> None:
    """Let the UI on 127.0.0.1 load the code location again. Raises LawgapError where it does not, or where the new files do not load."""
    where = f"http://127.0.0.1:{port}/graphql"
    body = json.dumps({"query": RELOAD, "variables": {"name": LOCATION}}).encode()
    request = urllib.request.Request(where, body, {"Content-Type": "application/json"})
    # no proxy: this machine alone is asked
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            said = json.load(answer)
    except (OSError, ValueError) as error:
        raise LawgapError(f"the UI cannot be asked: {error}", where, "see LAWGAP_DAGSTER_PORT, or press reload in the UI") from None
    result = (said.get("data") or {}).get("reloadRepositoryLocation") or {}
    loaded = result.get("locationOrLoadError") or {}
    if result.get("__typename") != "WorkspaceLocationEntry" or loaded.get("__typename") == "PythonError":
        text = result.get("message") or loaded.get("message") or json.dumps(said.get("errors", said))
        raise LawgapError(f"the code location does not load: {text.strip()}", where, "correct the file it names")
