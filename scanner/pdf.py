"""One PDF/A-2b per document: page images at their true size, and the way back from a PDF to a picture.

PDF/A-2b is ISO 19005-2:2011, level B. The file depends on nothing but its inputs: the same pages, title and time give
the same bytes, so that a document's sha256 can be its name.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from xml.sax.saxutils import escape

import cv2
import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageCms, UnidentifiedImageError

from scanner.imaging.encode import lighter_jpegs
from scanner.imaging.faults import FaultKind, ImageFault

_POINTS_PER_MM: Final = 72 / 25.4
_MM: Final = (1.1, 5_000.0)  # PDF 1.7 annex C: a page is 3 to 14,400 units wide
_RENDERED_PX: Final = (1, 8_000)
_ICC_DATE: Final = slice(24, 36)
_PDF_HEADER_WITHIN: Final = 1024


@dataclass(frozen=True)
class PdfPage:
    """One side of paper: a grey or RGB JPEG and the paper's size."""

    jpeg: bytes
    width_mm: float
    height_mm: float


def make_pdf_a(pages: Sequence[PdfPage], title: str, made_at: datetime, *, most_bytes: int = 5_000_000) -> bytes:
    """Bind pages into one PDF/A-2b, each at its true size (1:1).

    Pages that are too heavy together for `most_bytes` are encoded again, down to 200 dpi and no further: a long
    document may still end up larger. `made_at` needs a time zone. Raises ValueError for no pages, a page that is no
    grey or RGB JPEG, a paper size no PDF can hold, or a time without zone.
    """
    if not pages:
        raise ValueError("a document has at least one page")
    if made_at.tzinfo is None:
        raise ValueError("made_at needs a time zone")
    for page in pages:
        if not all(_MM[0] <= side <= _MM[1] for side in (page.width_mm, page.height_mm)):
            raise ValueError(f"no PDF page is {page.width_mm} x {page.height_mm} mm")
    # What the container adds: some 3 kB, and half a kilobyte a page.
    budget = most_bytes - 8_000 - 600 * len(pages)
    jpegs = lighter_jpegs([page.jpeg for page in pages], [page.width_mm / 25.4 for page in pages], budget)
    with pikepdf.Pdf.new() as pdf:
        for page, jpeg in zip(pages, jpegs, strict=True):
            _add_page(pdf, page, jpeg)
        _declare_colours(pdf)
        _declare_standard(pdf, title, made_at)
        written = io.BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            linearize=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            min_version="1.7",
        )
    return written.getvalue()


def _add_page(pdf: pikepdf.Pdf, page: PdfPage, jpeg: bytes) -> None:
    try:
        header = Image.open(io.BytesIO(jpeg))
    except UnidentifiedImageError as stranger:
        raise ValueError("a page is a JPEG") from stranger
    with header:
        if header.format != "JPEG" or header.mode not in ("L", "RGB"):
            raise ValueError(f"a page is a grey or RGB JPEG, not {header.format} {header.mode}")
        width, height = header.size
        colours = "/DeviceGray" if header.mode == "L" else "/DeviceRGB"
    image = pikepdf.Stream(
        pdf,
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name(colours),
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    wide, high = (f"{side * _POINTS_PER_MM:.3f}" for side in (page.width_mm, page.height_mm))
    pdf.pages.append(
        pikepdf.Page(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=pikepdf.Array([0, 0, _decimal(wide), _decimal(high)]),
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image)),
                Contents=pikepdf.Stream(pdf, f"q {wide} 0 0 {high} 0 0 cm /Page Do Q".encode()),
            )
        )
    )


def _decimal(text: str) -> pikepdf.Object:
    return pikepdf.Object.parse(text.encode())


@cache
def _srgb() -> bytes:
    """An sRGB profile whose own date is taken out: the library writes the present moment there."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = b"".join(n.to_bytes(2, "big") for n in (2026, 1, 1, 0, 0, 0))
    return bytes(profile)


def _declare_colours(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-2, 6.2.3: device colours are meant as sRGB."""
    profile = pikepdf.Stream(pdf, _srgb(), N=3)
    pdf.Root.OutputIntents = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent,
                S=pikepdf.Name.GTS_PDFA1,
                OutputConditionIdentifier=pikepdf.String("sRGB"),
                Info=pikepdf.String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <xmp:CreateDate>{at}</xmp:CreateDate>
   <xmp:ModifyDate>{at}</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_PRODUCER: Final = "Một Cửa"


def _declare_standard(pdf: pikepdf.Pdf, title: str, made_at: datetime) -> None:
    """ISO 19005-2, 6.6: the XMP packet says what the file is and agrees with the document information."""
    plain = "".join(letter if letter.isprintable() else " " for letter in title)
    at = made_at.replace(microsecond=0)
    packet = _XMP.format(title=escape(plain), at=at.isoformat(), producer=escape(_PRODUCER))
    pdf.Root.Metadata = pdf.make_indirect(
        pikepdf.Stream(pdf, packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    )
    zone = at.strftime("%z")
    stamp = at.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
    pdf.docinfo["/Title"] = plain
    pdf.docinfo["/Producer"] = _PRODUCER
    pdf.docinfo["/CreationDate"] = stamp
    pdf.docinfo["/ModDate"] = stamp


def render_page(pdf: bytes, index: int, width_px: int) -> bytes | ImageFault:
    """A page (from 0) as PNG, `width_px` wide. Raises IndexError for a page that is not there."""
    if not _RENDERED_PX[0] <= width_px <= _RENDERED_PX[1]:
        raise ValueError(f"a page is rendered {_RENDERED_PX[0]} to {_RENDERED_PX[1]} pixels wide, not {width_px}")
    if b"%PDF-" not in pdf[:_PDF_HEADER_WITHIN]:
        return ImageFault(FaultKind.NOT_AN_IMAGE)
    try:
        with pdfium.PdfDocument(pdf) as document:
            if not 0 <= index < len(document):
                raise IndexError(f"page {index} of {len(document)}")
            page = document[index]
            wide, high = page.get_size()
            scale = width_px / wide
            if high * scale > 4 * _RENDERED_PX[1]:
                return ImageFault(FaultKind.TOO_BIG)
            bitmap = page.render(scale=scale, rev_byteorder=False)
            done, png = cv2.imencode(".png", bitmap.to_numpy())
    except pdfium.PdfiumError:
        return ImageFault(FaultKind.DAMAGED)
    return png.tobytes() if done else ImageFault(FaultKind.DAMAGED)
