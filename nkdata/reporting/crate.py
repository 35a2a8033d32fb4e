"""A run as an RO-Crate: which inputs, parameters and versions made which files (RO-Crate 1.1, as plain JSON-LD)."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

METADATA = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"
LISTED = 200  # articles named one by one; beyond, data/articles.parquet and manifest.json name them
LICENCE = (
    "Words of articles belong to their publishers; rows of the reference tables name the credit that they ask for."
)
TYPES = {
    ".ipynb": "application/x-ipynb+json",
    ".parquet": "application/vnd.apache.parquet",
    ".bib": "application/x-bibtex",
}


def crate(folder: Path, manifest: Mapping[str, Any]) -> str:
    """The metadata file of a run, from what lies in its folder and its manifest (see `manifest`)."""
    files = [_file(path, folder) for path in sorted(folder.rglob("*")) if path.is_file() and path.name != METADATA]
    inputs = [_article(row) for row in manifest["articles"][:LISTED]] + [
        _table(name, digest) for kind in ("reference", "own_reference") for name, digest in manifest[kind].items()
    ]
    values = [
        {
            "@id": f"#parameter-{notebook}-{name}",
            "@type": "PropertyValue",
            "name": f"{notebook}: {name}",
            "value": value,
        }
        for notebook, held in manifest["parameters"].items()
        for name, value in held.items()
    ]
    software = [
        {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "version": version}
        for name, version in {"nkdata": manifest["nkdata"], **manifest["versions"]}.items()
    ]
    earlier = [_earlier(one["run"], one["files"]) for one in manifest["notebooks"].values() if one["run"]]
    taken = {one["@id"] for action in earlier for one in action["result"]}
    run = {
        "@id": "#run", "@type": "CreateAction", "name": "The report was made", "instrument": _refer(software),
        "object": _refer([*inputs, *values]), "result": _refer([one for one in files if one["@id"] not in taken]),
    }  # fmt: skip
    root = {
        "@id": "./", "@type": "Dataset", "name": manifest["title"], "datePublished": manifest["newest"] or "undated",
        "description": "A report by nkdata: the page, the rows behind its charts, the executed notebooks.",
        "license": LICENCE, "hasPart": _refer(files), "mentions": _refer([run, *earlier]),
        "mainEntity": {"@id": "report.html"},
    }  # fmt: skip
    about = {
        "@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": PROFILE},
    }  # fmt: skip
    graph = [about, root, run, *earlier, *files, *inputs, *values, *software]
    return json.dumps({"@context": f"{PROFILE}/context", "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def _refer(entities: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"@id": one["@id"]} for one in entities]


def _file(path: Path, folder: Path) -> dict[str, Any]:
    held = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {
        "@id": quote(path.relative_to(folder).as_posix()), "@type": "File", "name": path.name, "encodingFormat": kind,
        "contentSize": str(len(held)), "sha256": sha256(held).hexdigest(),
    }  # fmt: skip


def _earlier(run: str, files: Iterable[str]) -> dict[str, Any]:
    """The earlier run that made these files: they were taken over, as nothing that the notebook reads had changed."""
    places = [{"@id": quote(one)} for one in files]
    ident = f"#run-{quote(run)}-{Path(places[0]['@id']).stem}"
    return {"@id": ident, "@type": "CreateAction", "name": f"The report {run} was made", "result": places}


def _article(row: Mapping[str, Any]) -> dict[str, Any]:
    """An article that was read, by the hash of its content."""
    named = {"datePublished": row["published"], "inLanguage": row["language"], "sha256": row["content_hash"]}
    about = {name: value for name, value in named.items() if value}
    ident = f"#article-{quote(str(row['id']), safe='')}"
    return {"@id": ident, "@type": "CreativeWork", "name": row["path"] or row["id"], **about}


def _table(name: str, digest: str) -> dict[str, Any]:
    return {"@id": f"#table-{quote(name)}-{digest[:12]}", "@type": "Dataset", "name": name, "sha256": digest}
