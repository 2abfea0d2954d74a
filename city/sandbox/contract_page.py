"""docs/city-contract.yaml: the contract as OpenAPI, written from the sandbox's own app so that it cannot go stale."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from city.sandbox.app import build_app, open_store
from city.sandbox.vault import Vault

_PLAIN = re.compile(r"[A-Za-z_$/{}][A-Za-z0-9_$/{}.-]*")
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def contract_page() -> str:
    """The contract in YAML 1.2."""

    def as_it_is(data: bytes) -> bytes:
        return data

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = open_store(home, as_it_is, as_it_is, "H26.107", UTC)
        app = build_app(store, Vault(home / "files", as_it_is, as_it_is), lambda _code, _received: None)
        store.close()
    return "# Written by `motcua city-contract`; tests/contracts/test_city_page.py keeps it current.\n" + "".join(
        _lines(app.openapi(), "")
    )


def _lines(value: object, indent: str) -> Iterator[str]:
    match value:
        case dict() if value:
            for key, inner in value.items():
                yield from _entry(f"{indent}{_key(str(key))}:", inner, indent)
        case list() if value:
            for inner in value:
                yield from _entry(f"{indent}-", inner, indent)
        case _:
            yield f"{indent}{json.dumps(value, ensure_ascii=False)}\n"


def _entry(head: str, value: object, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield f"{head}\n"
        yield from _lines(value, indent + "  ")
    else:
        yield f"{head} {json.dumps(value, ensure_ascii=False)}\n"


def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) and key.lower() not in _WORDS_OF_YAML else json.dumps(key)
