"""Which job to ask an eSCL device for: the nearest it can do, and what to try when it refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from scanner.drivers.escl.answers import EsclCapabilities, EsclSource, Profile
from scanner.port import Colour, ScanSettings, SettingsRefused, Source

PWG = "http://www.pwg.org/schemas/2010/12/sm"
SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
A4_WIDTH, A4_HEIGHT = 2480, 3508
"""Three-hundredths of an inch."""

_READABLE = ("image/jpeg", "image/png")
_COLOUR_MODES = {Colour.COLOUR: "RGB24", Colour.GREY: "Grayscale8"}

register_namespace("pwg", PWG)
register_namespace("scan", SCAN)


@dataclass(frozen=True)
class JobRequest:
    """One ScanSettings document. width, height: three-hundredths of an inch, from the upper left corner.

    duplex: None leaves the element out, as a platen wants it. say_ext: repeat the format as DocumentFormatExt.
    """

    version: str
    intent: str | None
    source: Source
    width: int
    height: int
    colour: Colour
    dpi: int
    media_type: str
    say_ext: bool
    duplex: bool | None
    compression: int | None

    def xml(self) -> bytes:
        """The document that is posted to ScanJobs."""
        root = Element(f"{{{SCAN}}}ScanSettings")
        _add(root, PWG, "Version", self.version)
        if self.intent:
            _add(root, SCAN, "Intent", self.intent)
        region = SubElement(SubElement(root, f"{{{PWG}}}ScanRegions"), f"{{{PWG}}}ScanRegion")
        _add(region, PWG, "ContentRegionUnits", "escl:ThreeHundredthsOfInches")
        _add(region, PWG, "XOffset", "0")
        _add(region, PWG, "YOffset", "0")
        _add(region, PWG, "Width", str(self.width))
        _add(region, PWG, "Height", str(self.height))
        _add(root, PWG, "InputSource", "Platen" if self.source is Source.PLATEN else "Feeder")
        if self.compression is not None:
            _add(root, SCAN, "CompressionFactor", str(self.compression))
        _add(root, SCAN, "ColorMode", _COLOUR_MODES[self.colour])
        _add(root, PWG, "DocumentFormat", self.media_type)
        if self.say_ext:
            _add(root, SCAN, "DocumentFormatExt", self.media_type)
        _add(root, SCAN, "XResolution", str(self.dpi))
        _add(root, SCAN, "YResolution", str(self.dpi))
        if self.duplex is not None:
            _add(root, SCAN, "Duplex", "true" if self.duplex else "false")
        document: bytes = tostring(root, encoding="utf-8")
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + document


def choose(capabilities: EsclCapabilities, wish: ScanSettings) -> JobRequest | SettingsRefused:
    """The job nearest to the wish. Fewer sides or another source than asked is not near: that is refused."""
    source = _source(capabilities, wish)
    if isinstance(source, SettingsRefused):
        return source
    profile = min(source.profiles, key=lambda one: _distance(one, wish))
    colours = profile.colours or tuple(Colour)
    media_type = next((known for known in _READABLE if known in profile.media_types), None)
    if media_type is None and profile.media_types:
        return SettingsRefused("format")
    has_duplex = capabilities.feeder_duplex is not None
    return JobRequest(
        version=capabilities.version,
        intent=next((known for known in ("TextAndGraphic", "Document") if known in source.intents), None),
        source=wish.source,
        width=max(min(A4_WIDTH, source.max_width), source.min_width),
        height=max(min(A4_HEIGHT, source.max_height), source.min_height),
        colour=wish.colour if wish.colour in colours else colours[0],
        dpi=profile.resolutions.nearest(wish.dpi),
        media_type=media_type or "image/jpeg",
        say_ext=media_type in profile.media_types_ext,
        duplex=wish.duplex if wish.source is Source.FEEDER and has_duplex else None,
        compression=capabilities.compression,
    )


def variants(first: JobRequest) -> tuple[JobRequest, ...]:
    """What to post in turn while the device answers 409: as chosen, then grey, then plain JPEG."""
    grey = replace(first, colour=Colour.GREY)
    plain = replace(grey, media_type="image/jpeg", say_ext=False, intent=None, compression=None)
    return tuple(dict.fromkeys((first, grey, plain)))


def _source(capabilities: EsclCapabilities, wish: ScanSettings) -> EsclSource | SettingsRefused:
    if wish.source is Source.PLATEN:
        if wish.duplex:
            return SettingsRefused("duplex")
        return capabilities.platen or SettingsRefused("source")
    if wish.duplex:
        if capabilities.feeder_duplex is None:
            return SettingsRefused("duplex" if capabilities.feeder else "source")
        return capabilities.feeder_duplex
    return capabilities.feeder or capabilities.feeder_duplex or SettingsRefused("source")


def _distance(profile: Profile, wish: ScanSettings) -> tuple[bool, bool, int]:
    return (
        not any(known in profile.media_types for known in _READABLE),
        wish.colour not in profile.colours,
        abs(profile.resolutions.nearest(wish.dpi) - wish.dpi),
    )


def _add(parent: Element, namespace: str, name: str, text: str) -> None:
    SubElement(parent, f"{{{namespace}}}{name}").text = text
