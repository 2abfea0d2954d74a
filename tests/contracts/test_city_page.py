"""docs/city-contract.yaml is what the sandbox serves, is YAML, and documents every refusal in our words."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from city.sandbox.complaints import SENTENCES
from city.sandbox.contract_page import contract_page

PAGE = Path(__file__).parents[2] / "docs" / "city-contract.yaml"


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    loaded: dict[str, Any] = importlib.import_module("yaml").safe_load(PAGE.read_text(encoding="utf-8"))
    return loaded


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == contract_page(), (
        "run: motcua city-contract --out docs/city-contract.yaml"
    )


def test_the_page_is_what_the_app_says(page: dict[str, Any]) -> None:
    assert page["openapi"].startswith("3.1")
    operations = {operation["operationId"] for path in page["paths"].values() for operation in path.values()}
    assert operations == {
        *("announce", "dossier", "confirmation", "clerkSession", "manifest", "answers", "document", "accept"),
        *("tusCapabilities", "beginUpload", "uploadOffset", "continueUpload", "endUpload"),
    }


def test_every_refusal_has_the_same_body(page: dict[str, Any]) -> None:
    for path, operations in page["paths"].items():
        for name, operation in operations.items():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/ErrorBody"}, (path, name, status)


def test_the_sentences_are_whole() -> None:
    for code, (status, vi, en) in SENTENCES.items():
        assert 400 <= status < 600, code
        assert vi.endswith("."), code
        assert en.endswith("."), code
        assert vi != en, code
