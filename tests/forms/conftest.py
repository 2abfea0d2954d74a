"""The shipped procedures, read once, for the tests of the forms."""

from __future__ import annotations

from datetime import date

import pytest

from config.folder import shipped_folder
from config.procedures import Catalogue, Procedure, load_procedures


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    read = load_procedures(shipped_folder() / "procedures")
    assert isinstance(read, Catalogue)
    return read


@pytest.fixture(scope="session")
def copy(catalogue: Catalogue) -> Procedure:
    """The copy of a civil status record."""
    found = catalogue.procedure("2.000635", date(2026, 11, 22))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def certificate(catalogue: Catalogue) -> Procedure:
    """The certificate of marital status."""
    found = catalogue.procedure("1.004873", date(2026, 11, 22))
    assert found is not None
    return found
