"""The documents of the protocol as the simulated scanner reads and writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MODEL = "Simulated eSCL"
RESOLUTIONS = (75, 100, 150, 200, 300, 600)
MAX_WIDTH, PLATEN_HEIGHT, FEEDER_HEIGHT = 2550, 3508, 4205
MEDIA_TYPES = ("image/jpeg",)
"""What most devices offer beside PDF; others can be asked of a SimulatedScanner."""
_NAMESPACES = (
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"'
)


@dataclass(frozen=True)
class Wish:
    """A ScanSettings document. Region in three-hundredths of an inch; colour and source in the protocol's words."""

    source: str
    x: int
    y: int
    width: int
    height: int
    colour: str
    dpi: int
    media_type: str
    duplex: bool


@dataclass(frozen=True)
class BadWish:
    """Not a ScanSettings document."""


class JobView(Protocol):
    """What a status document says of a job."""

    job_id: str
    state: str
    reason: str
    delivered: int


def parse_wish(data: bytes) -> Wish | BadWish:
    """Read what a client posts to ScanJobs; what it leaves out gets the device's defaults."""
    try:
        root: Element = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return BadWish()
    if _local(root) != "ScanSettings":
        return BadWish()
    said = {_local(node): (node.text or "").strip() for node in root.iter()}
    source = said.get("InputSource", "Platen")
    tallest = FEEDER_HEIGHT if source == "Feeder" else PLATEN_HEIGHT
    try:
        return Wish(
            source=source,
            x=int(said.get("XOffset") or 0),
            y=int(said.get("YOffset") or 0),
            width=int(said.get("Width") or MAX_WIDTH),
            height=int(said.get("Height") or tallest),
            colour=said.get("ColorMode") or "RGB24",
            dpi=int(said.get("XResolution") or 300),
            media_type=said.get("DocumentFormatExt") or said.get("DocumentFormat") or "image/jpeg",
            duplex=said.get("Duplex", "false") in ("true", "1"),
        )
    except ValueError:
        return BadWish()


def refusal(wish: Wish, media_types: Sequence[str] = MEDIA_TYPES) -> str | None:
    """Why this device cannot do it (the word that is wrong), or None."""
    tallest = FEEDER_HEIGHT if wish.source == "Feeder" else PLATEN_HEIGHT
    checks = {
        "InputSource": wish.source in ("Platen", "Feeder"),
        "ColorMode": wish.colour in ("RGB24", "Grayscale8"),
        "XResolution": wish.dpi in RESOLUTIONS,
        "DocumentFormat": wish.media_type in media_types,
        "Width": wish.width > 0 and wish.x >= 0 and wish.x + wish.width <= MAX_WIDTH,
        "Height": wish.height > 0 and wish.y >= 0 and wish.y + wish.height <= tallest,
        "Duplex": not (wish.duplex and wish.source == "Platen"),
    }
    return next((word for word, right in checks.items() if not right), None)


def capabilities_document(device_uuid: str, media_types: Sequence[str] = MEDIA_TYPES) -> bytes:
    """ScannerCapabilities."""
    formats = "".join(f"<pwg:DocumentFormat>{kind}</pwg:DocumentFormat>" for kind in media_types)
    formats += "".join(f"<scan:DocumentFormatExt>{kind}</scan:DocumentFormatExt>" for kind in media_types)
    offers = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
        f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
        for dpi in RESOLUTIONS
    )

    def caps(name: str, tallest: int) -> str:
        return (
            f"<scan:{name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{MAX_WIDTH}</scan:MaxWidth>"
            f"<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{tallest}</scan:MaxHeight>"
            "<scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>"
            "<scan:ColorMode>RGB24</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode></scan:ColorModes>"
            f"<scan:DocumentFormats>{formats}</scan:DocumentFormats><scan:SupportedResolutions>"
            f"<scan:DiscreteResolutions>{offers}</scan:DiscreteResolutions></scan:SupportedResolutions>"
            "</scan:SettingProfile></scan:SettingProfiles><scan:SupportedIntents><scan:Intent>Document</scan:Intent>"
            "<scan:Intent>TextAndGraphic</scan:Intent></scan:SupportedIntents>"
            "<scan:MaxOpticalXResolution>600</scan:MaxOpticalXResolution>"
            f"<scan:MaxOpticalYResolution>600</scan:MaxOpticalYResolution></scan:{name}>"
        )

    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<scan:ScannerCapabilities {_NAMESPACES}>'
        f"<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>{MODEL}</pwg:MakeAndModel>"
        f"<pwg:SerialNumber>SIM1</pwg:SerialNumber><scan:UUID>{escape(device_uuid)}</scan:UUID>"
        f"<scan:Platen>{caps('PlatenInputCaps', PLATEN_HEIGHT)}</scan:Platen>"
        f"<scan:Adf>{caps('AdfSimplexInputCaps', FEEDER_HEIGHT)}{caps('AdfDuplexInputCaps', FEEDER_HEIGHT)}"
        "<scan:FeederCapacity>50</scan:FeederCapacity><scan:AdfOptions>"
        "<scan:AdfOption>DetectPaperLoaded</scan:AdfOption><scan:AdfOption>Duplex</scan:AdfOption>"
        "</scan:AdfOptions></scan:Adf></scan:ScannerCapabilities>"
    ).encode()


def status_document(state: str, adf_state: str, jobs: Iterable[JobView], root: str) -> bytes:
    """ScannerStatus. root: the path of the service, for the jobs' addresses."""
    listed = "".join(
        f"<scan:JobInfo><pwg:JobUri>{escape(root)}/ScanJobs/{job.job_id}</pwg:JobUri>"
        f"<pwg:JobUuid>{job.job_id}</pwg:JobUuid><scan:Age>1</scan:Age>"
        f"<pwg:ImagesCompleted>{job.delivered}</pwg:ImagesCompleted>"
        "<pwg:ImagesToTransfer>0</pwg:ImagesToTransfer>"
        f"<pwg:JobState>{job.state}</pwg:JobState><pwg:JobStateReasons>"
        f"<pwg:JobStateReason>{job.reason}</pwg:JobStateReason></pwg:JobStateReasons></scan:JobInfo>"
        for job in jobs
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<scan:ScannerStatus {_NAMESPACES}><pwg:Version>2.63</pwg:Version>'
        f"<pwg:State>{state}</pwg:State><scan:AdfState>{adf_state}</scan:AdfState>"
        f"<scan:Jobs>{listed}</scan:Jobs></scan:ScannerStatus>"
    ).encode()


def _local(node: Element) -> str:
    return str(node.tag).rsplit("}", 1)[-1]
