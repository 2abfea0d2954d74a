"""What an eSCL device says, read into frozen values. Nothing here raises, whatever the bytes are.

Elements are found by their local name: devices mix the `pwg` and `scan` namespaces, and put `Version` in either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from scanner.port import (
    Activity,
    Capabilities,
    Colour,
    CoverOpen,
    DeviceFault,
    DoubleFeed,
    Paper,
    PaperJam,
    Resolutions,
    ScannerState,
    SourceCapabilities,
    Trouble,
)

MM_PER_UNIT = 25.4 / 300
"""Regions and page sizes are counted in three-hundredths of an inch."""

_COLOURS = {"RGB24": Colour.COLOUR, "Grayscale8": Colour.GREY}
_MOST_PROFILES = 64
"""Devices name one to four; each source may name the same ones again."""
_SANE_NUMBER = re.compile(r"\s*(\d{1,6})\s*")
_VERSION = re.compile(r"\d{1,2}\.\d{1,3}")


@dataclass(frozen=True)
class Unreadable:
    """The answer is not what it should be: not XML, dangerous XML, about something else, or without measure."""

    reason: Literal["not_xml", "forbidden_xml", "another_document", "too_many_profiles"]


@dataclass(frozen=True)
class Profile:
    """One SettingProfile: combinations that the device takes together."""

    resolutions: Resolutions
    colours: tuple[Colour, ...]
    media_types: tuple[str, ...]
    media_types_ext: tuple[str, ...]


_Profiles = dict[Element, Profile]


@dataclass(frozen=True)
class EsclSource:
    """One InputCaps element; sizes in three-hundredths of an inch."""

    min_width: int
    max_width: int
    min_height: int
    max_height: int
    profiles: tuple[Profile, ...]
    intents: tuple[str, ...]

    def for_port(self) -> SourceCapabilities:
        """All profiles together, as the port shows them."""
        listed = sorted({dpi for profile in self.profiles for dpi in profile.resolutions.listed})
        ranges = [profile.resolutions for profile in self.profiles if not profile.resolutions.listed]
        return SourceCapabilities(
            resolutions=Resolutions(tuple(listed)) if listed or not ranges else ranges[0],
            colours=tuple(dict.fromkeys(c for profile in self.profiles for c in profile.colours)),
            media_types=tuple(dict.fromkeys(m for profile in self.profiles for m in profile.media_types)),
            max_width_mm=round(self.max_width * MM_PER_UNIT, 1),
            max_height_mm=round(self.max_height * MM_PER_UNIT, 1),
        )


@dataclass(frozen=True)
class EsclCapabilities:
    """A device's ScannerCapabilities. compression: the factor it calls normal, None where it has no such knob."""

    version: str
    model: str
    platen: EsclSource | None
    feeder: EsclSource | None
    feeder_duplex: EsclSource | None
    compression: int | None

    def for_port(self) -> Capabilities:
        """The same, in the port's words."""
        return Capabilities(
            model=self.model,
            platen=None if self.platen is None else self.platen.for_port(),
            feeder=None if self.feeder is None else self.feeder.for_port(),
            feeder_duplex=None if self.feeder_duplex is None else self.feeder_duplex.for_port(),
        )


@dataclass(frozen=True)
class EsclJob:
    """One JobInfo. path: of its JobUri, without host. Counts are None where the device does not give them."""

    path: str
    state: str
    images_completed: int | None
    images_to_transfer: int | None


@dataclass(frozen=True)
class EsclStatus:
    """A device's ScannerStatus: its own words, and what they mean to us."""

    state: str
    adf_state: str | None
    jobs: tuple[EsclJob, ...]

    @property
    def activity(self) -> Activity:
        """Idle, Processing, Testing, Stopped and Down are the words of the protocol."""
        known = {
            "Idle": Activity.IDLE,
            "Processing": Activity.BUSY,
            "Testing": Activity.BUSY,
            "Stopped": Activity.OUT_OF_ORDER,
            "Down": Activity.OUT_OF_ORDER,
        }
        return known.get(self.state, Activity.UNKNOWN)

    @property
    def paper(self) -> Paper:
        """A hint: one device in the wild writes `ScannedAdfLoaded`, some say Empty while the last sheet is inside."""
        if self.adf_state in ("ScannerAdfLoaded", "ScannedAdfLoaded"):
            return Paper.LOADED
        return Paper.EMPTY if self.adf_state == "ScannerAdfEmpty" else Paper.UNKNOWN

    @property
    def trouble(self) -> Trouble | None:
        """What the feeder complains of; None for Loaded, Empty, Processing and words we do not know."""
        word = (self.adf_state or "").removeprefix("Scanner").removeprefix("Scanned").removeprefix("Adf")
        if word in ("Jam", "Mispick"):
            return PaperJam()
        if word in ("HatchOpen", "DoorOpen", "CoverOpen"):
            return CoverOpen()
        if word == "MultipickDetected":
            return DoubleFeed()
        if word.startswith("DuplexPageToo"):
            return DeviceFault("page_length")
        if word.startswith("InputTray"):
            return DeviceFault("tray")
        return None

    def job(self, path: str) -> EsclJob | None:
        """The job with this path; some devices list it by its last part only."""
        tail = path.rstrip("/").rsplit("/", 1)[-1]
        return next((job for job in self.jobs if job.path.rstrip("/").rsplit("/", 1)[-1] == tail), None)

    def for_port(self) -> ScannerState:
        """The same, in the port's words."""
        trouble = self.trouble
        if trouble is None and self.activity is Activity.OUT_OF_ORDER:
            trouble = DeviceFault("down")
        return ScannerState(self.activity, self.paper, trouble)


def parse_capabilities(data: bytes) -> EsclCapabilities | Unreadable:
    """Read ScannerCapabilities."""
    root = _root(data, "ScannerCapabilities")
    if isinstance(root, Unreadable):
        return root
    nodes = list(islice(_all(root, "SettingProfile"), _MOST_PROFILES + 1))
    if len(nodes) > _MOST_PROFILES:
        return Unreadable("too_many_profiles")
    read = _read_profiles(root)
    version = _text(root, "Version")
    factor = _child(root, "CompressionFactorSupport")
    return EsclCapabilities(
        version=version if _VERSION.fullmatch(version) else "2.0",
        model=_text(root, "MakeAndModel")[:200] or "eSCL",
        platen=_source(_first(root, "PlatenInputCaps"), read),
        feeder=_source(_first(root, "AdfSimplexInputCaps"), read),
        feeder_duplex=_source(_first(root, "AdfDuplexInputCaps"), read),
        compression=None if factor is None else _number(_text(factor, "Normal")),
    )


def parse_status(data: bytes) -> EsclStatus | Unreadable:
    """Read ScannerStatus."""
    root = _root(data, "ScannerStatus")
    if isinstance(root, Unreadable):
        return root
    return EsclStatus(
        state=_text(root, "State"),
        adf_state=_text(root, "AdfState") or None,
        jobs=tuple(
            EsclJob(
                path=path_of(_text(node, "JobUri")),
                state=_text(node, "JobState"),
                images_completed=_number(_text(node, "ImagesCompleted")),
                images_to_transfer=_number(_text(node, "ImagesToTransfer")),
            )
            for node in _all(root, "JobInfo")
        ),
    )


def path_of(address: str) -> str:
    """Only the path of a Location or JobUri: its host may be wrong, missing, or an IPv6 address cut in two.

    Empty when there is none.
    """
    tidy = address.strip()
    try:
        parts = urlsplit(tidy)
        path = parts.path if parts.scheme in ("http", "https", "") or tidy.startswith("/") else tidy
    except ValueError:
        path = re.sub(r"^[a-zA-Z]+://[^/]*", "", tidy).split("?")[0]
    return path if not re.search(r"[\s\x00-\x1f\x7f]", path) else ""


def _root(data: bytes, name: str) -> Element | Unreadable:
    # One device writes `<!doctype`, which no XML parser takes; several put blanks or a BOM before `<?xml`.
    tidy = re.sub(
        rb"<!doctype", b"<!DOCTYPE", data.removeprefix(b"\xef\xbb\xbf").lstrip(), count=1, flags=re.IGNORECASE
    )
    try:
        root: Element = fromstring(tidy, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        return Unreadable("forbidden_xml")
    except (ParseError, ValueError, LookupError):
        return Unreadable("not_xml")
    return root if _local(root) == name else Unreadable("another_document")


def _read_profiles(root: Element) -> _Profiles:
    """Read each profile once. One inside another is none: so no element is looked at for two profiles."""
    nodes = list(_outermost(root, "SettingProfile"))
    read = {node: _profile(node) for node in nodes}
    named = {node.get("name", ""): read[node] for node in nodes if node.get("name")}
    return {node: named.get(node.get("ref", ""), profile) for node, profile in read.items()}


def _source(caps: Element | None, read: _Profiles) -> EsclSource | None:
    if caps is None:
        return None
    profiles = tuple(read[node] for node in _outermost(caps, "SettingProfile") if node in read)
    return EsclSource(
        min_width=_number(_text(caps, "MinWidth")) or 1,
        max_width=_number(_text(caps, "MaxWidth")) or 2480,
        min_height=_number(_text(caps, "MinHeight")) or 1,
        max_height=_number(_text(caps, "MaxHeight")) or 3508,
        # A device that names no profile still scans: nothing known, everything tried.
        profiles=profiles or (Profile(Resolutions(), tuple(Colour), ("image/jpeg",), ()),),
        # Kyocera says SupportedIntent where others say Intent.
        intents=tuple(
            (node.text or "").strip() for node in caps.iter() if _local(node) in ("Intent", "SupportedIntent")
        ),
    )


def _profile(node: Element) -> Profile:
    pairs = [
        (_number(_text(offer, "XResolution")), _number(_text(offer, "YResolution")))
        for offer in _all(node, "DiscreteResolution")
    ]
    # Kyocera offers 200 x 100, a fax's resolution: only square ones are of use.
    listed = tuple(sorted({x for x, y in pairs if x and x == y}))
    across = _first(node, "XResolutionRange")
    low = high = 0
    step = 1
    if across is not None:
        low, high = _number(_text(across, "Min")) or 0, _number(_text(across, "Max")) or 0
        step = _number(_text(across, "Step")) or 1
    return Profile(
        resolutions=Resolutions(listed) if listed else Resolutions((), low, max(low, high), step),
        colours=tuple(dict.fromkeys(_COLOURS[word] for word in _texts(node, "ColorMode") if word in _COLOURS)),
        media_types=tuple(dict.fromkeys(_texts(node, "DocumentFormat") + _texts(node, "DocumentFormatExt"))),
        media_types_ext=_texts(node, "DocumentFormatExt"),
    )


def _local(node: Element) -> str:
    return str(node.tag).rsplit("}", 1)[-1]


def _all(node: Element, name: str) -> Iterator[Element]:
    return (found for found in node.iter() if _local(found) == name)


def _outermost(node: Element, name: str) -> Iterator[Element]:
    """Those that are not inside another of the name, in their order."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if _local(found) == name:
            yield found
        else:
            waiting.extend(reversed(found))


def _first(node: Element, name: str) -> Element | None:
    return next(_all(node, name), None)


def _child(node: Element, name: str) -> Element | None:
    return next((found for found in node if _local(found) == name), None)


def _text(node: Element, name: str) -> str:
    found = _child(node, name)
    return "" if found is None else (found.text or "").strip()


def _texts(node: Element, name: str) -> tuple[str, ...]:
    return tuple(text for found in _all(node, name) if (text := (found.text or "").strip()))


def _number(text: str) -> int | None:
    found = _SANE_NUMBER.fullmatch(text)
    return int(found[1]) if found else None
