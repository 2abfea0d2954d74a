"""Documents as PDF/A-2b: what the standard asks, true size, the same bytes for the same pages."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import cv2
import numpy as np
import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image

from scanner.imaging.encode import encode_jpeg
from scanner.imaging.faults import FaultKind, ImageFault
from scanner.pdf import PdfPage, make_pdf_a, render_page
from tests.scanner.drawings import Pixels, draw_page

AT = datetime(2026, 11, 22, 9, 30, 15, tzinfo=timezone(timedelta(hours=7)))
TITLE = "Giấy khai sinh của <mẫu> & “bản sao”"


def page(kind: str = "text", *, grey: bool = False) -> PdfPage:
    pixels = draw_page(3, 150, kind)
    return PdfPage(encode_jpeg(pixels if grey else np.dstack([pixels] * 3), 150), 210, 297)


def test_it_is_pdf_a_2b() -> None:
    data = make_pdf_a([page(), page("table", grey=True), PdfPage(page().jpeg, 105.5, 74)], TITLE, AT)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        report = pikepdf.pdfa.check(pdf, "2b")
        assert list(report.findings) == []
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261122093015+07'00'"
        with pdf.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
            assert told["dc:title"] == TITLE
        assert str(pdf.docinfo["/Title"]) == TITLE


def test_the_check_can_fail() -> None:
    with pikepdf.open(io.BytesIO(make_pdf_a([page()], TITLE, AT))) as pdf:
        del pdf.Root.OutputIntents
        assert list(pikepdf.pdfa.check(pdf, "2b").findings)


def test_pages_have_the_paper_s_size_and_the_picture_untouched() -> None:
    given = page()
    data = make_pdf_a([given, PdfPage(given.jpeg, 100, 50)], TITLE, AT)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = [[float(v) * 25.4 / 72 for v in one.mediabox] for one in pdf.pages]
        assert sizes[0] == pytest.approx([0, 0, 210, 297], abs=0.01)
        assert sizes[1] == pytest.approx([0, 0, 100, 50], abs=0.01)
        assert bytes(pdf.pages[0].Resources.XObject.Page.read_raw_bytes()) == given.jpeg


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = [page(), page("form")]
    first = make_pdf_a(pages, TITLE, AT)
    assert make_pdf_a(pages, TITLE, AT) == first
    assert make_pdf_a(pages, TITLE + ".", AT) != first
    assert make_pdf_a(pages, TITLE, AT + timedelta(seconds=1)) != first


def grainy(dpi: int, *, colour: bool = True) -> Pixels:
    noise = np.random.default_rng(1).normal(0, 14, (round(11.69 * dpi), round(8.27 * dpi), 3 if colour else 1))
    rough = draw_page(4, dpi, "text")[: noise.shape[0], : noise.shape[1], None]
    return np.clip(rough[: noise.shape[0]] + noise[: rough.shape[0]], 0, 255).astype(np.uint8)


def test_heavy_pages_are_made_lighter_but_never_below_200_dpi() -> None:
    heavy = encode_jpeg(grainy(300), 300, 95)
    pages = [PdfPage(heavy, 210, 297)] * 4
    assert 4 * len(heavy) > 8_000_000
    data = make_pdf_a(pages, TITLE, AT)
    assert len(data) <= 5_000_000
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.pages:
            assert int(one.Resources.XObject.Page.Width) / (210 / 25.4) >= 199
    with pikepdf.open(io.BytesIO(make_pdf_a(pages, TITLE, AT, most_bytes=100_000))) as pdf:
        assert int(pdf.pages[0].Resources.XObject.Page.Width) / (210 / 25.4) >= 199


def test_grey_stays_grey_when_made_lighter() -> None:
    data = make_pdf_a(
        [PdfPage(encode_jpeg(grainy(200, colour=False), 200, 95), 210, 297)], TITLE, AT, most_bytes=400_000
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].Resources.XObject.Page.ColorSpace == "/DeviceGray"
        assert list(pikepdf.pdfa.check(pdf, "2b").findings) == []


def test_what_cannot_become_a_document() -> None:
    cmyk = io.BytesIO()
    Image.new("CMYK", (64, 64)).save(cmyk, "JPEG")
    png = cv2.imencode(".png", np.zeros((64, 64), np.uint8))[1].tobytes()
    for pages in ([], [PdfPage(cmyk.getvalue(), 210, 297)], [PdfPage(png, 210, 297)], [PdfPage(page().jpeg, 0, 297)]):
        with pytest.raises(ValueError, match=r"page|JPEG"):
            make_pdf_a(pages, TITLE, AT)
    with pytest.raises(ValueError, match="time zone"):
        make_pdf_a([page()], TITLE, AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="JPEG"):
        make_pdf_a([PdfPage(b"no picture", 210, 297)], TITLE, AT)


def test_a_title_with_anything_in_it() -> None:
    for title in ("", "a\x00b\nc\u202ed", "𠮷 & ]]> <x/>", "x" * 5000):
        with pikepdf.open(io.BytesIO(make_pdf_a([page()], title, AT.astimezone(UTC)))) as pdf:
            assert list(pikepdf.pdfa.check(pdf, "2b").findings) == [], repr(title[:20])


def test_a_page_is_rendered_back() -> None:
    data = make_pdf_a([page(), page("table")], TITLE, AT)
    png = render_page(data, 1, 620)
    assert isinstance(png, bytes)
    shown = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert shown is not None
    assert shown.shape[1] == 620
    drawn = cv2.resize(draw_page(3, 150, "table"), shown.shape[::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(shown.astype(int) - drawn).mean() < 6


def test_rendering_what_is_not_there() -> None:
    data = make_pdf_a([page()], TITLE, AT)
    with pytest.raises(IndexError):
        render_page(data, 1, 100)
    with pytest.raises(ValueError, match="wide"):
        render_page(data, 0, 0)
    assert render_page(b"GIF89a", 0, 100) == ImageFault(FaultKind.NOT_AN_IMAGE)
    assert render_page(data[:600], 0, 100) == ImageFault(FaultKind.DAMAGED)
