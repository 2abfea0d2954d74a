"""Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Circular 03/2025/TT-VPCP, Annex I)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from printing.forms.paper import (
    BODY,
    CENTRE,
    ITEM,
    TITLE,
    filled,
    heading,
    load_typeface,
    make_pdf,
    paragraph,
    safe,
    signatures,
    tidy,
)
from printing.words import counted, date_words, local, time_words

_NAME: Final = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
_MARK: Final = "Mẫu số 01 · Thông tư 03/2025/TT-VPCP"
_UNKNOWN_TIME: Final = "…… giờ …… phút, ngày …… tháng …… năm ……"
_BY_HAND: Final = "(Ký và ghi rõ họ tên)"
_DIGITALLY: Final = ("(Chữ ký số của người tiếp nhận hồ sơ", "nếu là biểu mẫu điện tử)")


@dataclass(frozen=True)
class Party:
    """A person or an organisation; empty where not known. Its repr shows nothing personal."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True)
class Authorisation:
    """Who sent the applicant (người ủy quyền), and the paper that says so."""

    principal: Party
    paper: str


@dataclass(frozen=True)
class ReceiptForm:
    """Everything Mẫu 01 asks for, in the order of the form.

    owner: đơn vị chủ quản. office: the centre, as in the heading. desk: where exactly it was received. number: counted
    per year. request: nội dung yêu cầu giải quyết. time_limit: the rule's own words. due_at: None where the rule sets
    no day. deliver_to: where the result will be got. book, book_line: Sổ theo dõi, Quyển số and Số thứ tự, if any.
    """

    owner: str
    office: str
    desk: str
    place: str
    number: int
    dossier_code: str
    procedure_code: str
    applicant: Party
    request: str
    documents: tuple[str, ...]
    time_limit: str
    received_at: datetime
    due_at: datetime | None
    deliver_to: str
    receiver: str = field(repr=False)
    authorisation: Authorisation | None = None
    sets: int = 1
    book: str = ""
    book_line: int | None = None


def make_mau_01(form: ReceiptForm) -> bytes:
    """The form as an A4 PDF; the same form always gives the same bytes."""
    load_typeface()
    received = local(form.received_at)
    story: list[Flowable] = [
        heading(
            code=tidy("|".join((form.dossier_code, form.procedure_code, form.applicant.id_number, _NAME))),
            owner=form.owner,
            office=form.office,
            number=f"Số: {form.number}/{received.year}-TTPVHCC",
            place_and_day=f"{form.place}, {date_words(received.date())}",
        ),
        Spacer(1, 14),
        paragraph(safe(_NAME).upper(), TITLE),
        paragraph(filled("Mã hồ sơ", form.dossier_code), CENTRE),
        Spacer(1, 10),
        *_parties(form),
        *_request(form),
        KeepTogether([*_book(form), *_signing(form)]),
    ]
    target = io.BytesIO()
    make_pdf(target, story, f"{_NAME} {form.dossier_code}", _MARK, form.dossier_code)
    return target.getvalue()


def _parties(form: ReceiptForm) -> list[Flowable]:
    lines = [
        filled("Trung tâm Phục vụ hành chính công", form.desk),
        filled("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức", form.applicant.name),
        *_details(form.applicant),
    ]
    if form.authorisation is not None:
        principal = form.authorisation.principal
        lines += [
            filled("Người ủy quyền", principal.name),
            *_details(principal),
            filled("Giấy tờ ủy quyền", form.authorisation.paper),
        ]
    return [paragraph(line) for line in lines]


def _details(party: Party) -> list[str]:
    return [
        filled("Số định danh cá nhân/tổ chức", party.id_number),
        filled("Địa chỉ", party.address),
        f"{filled('Số điện thoại', party.phone)} &nbsp;&nbsp;&nbsp; {filled('Email', party.email)}",
    ]


def _request(form: ReceiptForm) -> list[Flowable]:
    due = _UNKNOWN_TIME if form.due_at is None else f"<b>{time_words(form.due_at)}</b>"
    return [
        paragraph(filled("Nội dung yêu cầu giải quyết", form.request)),
        paragraph("Thành phần hồ sơ nộp gồm:"),
        *(paragraph(safe(name), ITEM, f"{at}.") for at, name in enumerate(form.documents, start=1)),
        paragraph(f"Số lượng hồ sơ: <b>{counted(form.sets)}</b> (bộ)"),
        paragraph(filled("Thời gian giải quyết hồ sơ theo quy định là", form.time_limit)),
        paragraph(f"Thời gian nhận hồ sơ: <b>{time_words(form.received_at)}</b>."),
        paragraph(f"Thời gian trả kết quả giải quyết hồ sơ: {due}."),
        paragraph(filled("Đăng ký nhận kết quả tại", form.deliver_to)),
    ]


def _book(form: ReceiptForm) -> list[Flowable]:
    line = "" if form.book_line is None else str(form.book_line)
    return [
        paragraph(
            f"Vào Sổ theo dõi hồ sơ, {filled('Quyển số', form.book)} &nbsp;&nbsp;&nbsp; {filled('Số thứ tự', line)}",
            BODY,
        ),
        Spacer(1, 12),
    ]


def _signing(form: ReceiptForm) -> list[Flowable]:
    return [
        signatures(
            [
                ("NGƯỜI NỘP HỒ SƠ", (_BY_HAND,), form.applicant.name),
                ("NGƯỜI TIẾP NHẬN HỒ SƠ", (_BY_HAND, *_DIGITALLY), form.receiver),
            ]
        )
    ]
