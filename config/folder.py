"""Where the configuration lies: the folder that was named, or the one shipped with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def shipped_folder() -> Path:
    """The configuration that comes with the package, as a folder on disk."""
    return Path(str(resources.files("config")))


def config_folder(given: Path | None = None) -> Path:
    """The folder to read: the one given on the command line, else the shipped one."""
    return given if given is not None else shipped_folder()


def home_folder(given: Path | None = None) -> Path:
    """Where a process keeps what lasts: the folder given on the command line, else the user's own for data."""
    import platformdirs

    return given if given is not None else Path(platformdirs.user_data_dir("motcua"))
