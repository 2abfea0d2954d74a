"""What the sandbox refuses, in words: the body of every 4xx and 5xx is {"code", "vi", "en"}."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from config.event_log import Event, record


@dataclass(frozen=True)
class ErrorBody:
    """The body of every 4xx and 5xx. code: for machines; vi, en: for people."""

    code: str
    vi: str
    en: str


class Complaint(Exception):
    """Ends a request with a refusal."""

    def __init__(self, code: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.headers = dict(fields or {})


# code: (status, Vietnamese, English)
SENTENCES: Final[Mapping[str, tuple[int, str, str]]] = {
    "not_enrolled": (401, "Thiết bị chưa được cấp quyền.", "This device is not enrolled."),
    "session_ended": (401, "Phiên làm việc đã hết, cần đăng nhập lại.", "The session has ended; sign in again."),
    "wrong_role": (403, "Thiết bị không có quyền làm việc này.", "This device may not do that."),
    "not_found": (404, "Không có địa chỉ này.", "There is nothing at this address."),
    "unknown_dossier": (404, "Không tìm thấy hồ sơ.", "There is no such dossier."),
    "unknown_document": (404, "Không tìm thấy thành phần hồ sơ.", "There is no such document."),
    "not_kept": (404, "Tệp chưa nhận đủ.", "The file has not been received whole."),
    "no_such_upload": (404, "Lượt gửi tệp không còn.", "There is no such upload."),
    "wrong_method": (405, "Địa chỉ này không nhận thao tác đó.", "This address does not take that method."),
    "dossier_differs": (
        409,
        "Mã hồ sơ này đã được gửi với nội dung khác.",
        "This dossier was announced before with other contents.",
    ),
    "not_filed": (409, "Hồ sơ chưa nhận đủ tệp.", "The dossier's files have not all been received."),
    "already_accepted": (409, "Hồ sơ đã được tiếp nhận.", "The dossier has been accepted already."),
    "request_reused": (409, "Yêu cầu này thuộc hồ sơ khác.", "This request belongs to another dossier."),
    "already_kept": (409, "Tệp đã được nhận đủ.", "The file is kept already."),
    "wrong_offset": (409, "Vị trí gửi tiếp không khớp.", "The offset is not where the upload stands."),
    "tus_version": (412, "Phiên bản giao thức gửi tệp không phù hợp.", "Only tus 1.0.0 is spoken here."),
    "too_large": (413, "Dữ liệu quá lớn.", "That is more than may be sent."),
    "wrong_content_type": (415, "Kiểu dữ liệu không phù hợp.", "The content type is not the one expected."),
    "not_valid": (422, "Nội dung gửi lên không hợp lệ.", "What was sent is not valid."),
    "not_in_manifest": (422, "Tệp không thuộc hồ sơ.", "The file is not in the dossier's manifest."),
    "upload_locked": (423, "Tệp đang được gửi qua kết nối khác.", "Another connection is sending this file."),
    "hash_differs": (460, "Tệp nhận được không nguyên vẹn.", "The file did not arrive as it was announced."),
    "unexpected": (500, "Có lỗi ở hệ thống, cần thử lại sau.", "Something went wrong here; try again later."),
    "dark": (503, "Hệ thống tạm ngừng, cần thử lại sau.", "The system is down; try again later."),
    "disk_full": (507, "Hệ thống hết chỗ lưu, cần thử lại sau.", "There is no room left here; try again later."),
}


def answer(complaint: Complaint) -> JSONResponse:
    """The response that a refusal becomes."""
    status, vi, en = SENTENCES[complaint.code]
    return JSONResponse({"code": complaint.code, "vi": vi, "en": en}, status, complaint.headers)


def install(app: FastAPI) -> None:
    """Give every error of the app this shape; none repeats what was sent."""

    @app.exception_handler(Complaint)
    async def refuse(_request: Request, complaint: Complaint) -> JSONResponse:
        return answer(complaint)

    @app.exception_handler(RequestValidationError)
    async def refuse_invalid(_request: Request, _fault: RequestValidationError) -> JSONResponse:
        return answer(Complaint("not_valid"))

    @app.exception_handler(sqlite3.OperationalError)
    async def refuse_for_the_disk(_request: Request, _fault: sqlite3.OperationalError) -> JSONResponse:
        record(Event.DISK_FULL, where="city")
        return answer(Complaint("disk_full"))

    @app.exception_handler(HTTPException)
    async def refuse_routing(_request: Request, fault: HTTPException) -> JSONResponse:
        # FastAPI wraps whatever ended the reading of a body.
        if isinstance(fault.__cause__, Complaint):
            return answer(fault.__cause__)
        match fault.status_code:
            case 404:
                return answer(Complaint("not_found"))
            case 405:
                return answer(Complaint("wrong_method", fault.headers))
            case _:
                return answer(Complaint("not_valid"))
