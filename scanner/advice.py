"""What a person is told when scanning runs into trouble: what happened, what to do, and that nothing is lost."""

from __future__ import annotations

from typing import assert_never

from config.texts import Text
from scanner.port import (
    Busy,
    CoverOpen,
    DamagedPage,
    DeviceFault,
    DoubleFeed,
    FeederEmpty,
    NotKept,
    PaperJam,
    ScannerUnreachable,
    SettingsRefused,
    Stopped,
    Trouble,
)

_KEPT = Text("Các trang đã quét vẫn được giữ.", "Pages scanned so far are kept.")


def advice(trouble: Trouble) -> Text:
    """The sentences for one trouble, both languages; never holds an address, a name or a document's words."""
    happened = _happened(trouble)
    return Text(f"{happened.vi} {_KEPT.vi}", f"{happened.en} {_KEPT.en}")


def _happened(trouble: Trouble) -> Text:
    match trouble:
        case Busy():
            return Text(
                "Máy quét đang bận. Xin đợi một lát rồi bấm quét lại.",
                "The scanner is busy. Please wait a moment, then scan again.",
            )
        case FeederEmpty():
            return Text(
                "Khay nạp giấy chưa có giấy. Xin đặt giấy vào khay rồi bấm quét lại.",
                "There is no paper in the feeder. Please load the paper, then scan again.",
            )
        case PaperJam():
            return Text(
                "Giấy bị kẹt. Xin mở nắp, lấy tờ bị kẹt ra, đặt tờ đó và các tờ còn lại vào khay rồi bấm quét tiếp.",
                "Paper is jammed. Please open the cover, take the jammed sheet out, load it and the remaining sheets, "
                "then go on scanning.",
            )
        case CoverOpen():
            return Text(
                "Nắp máy quét đang mở. Xin đóng nắp, đặt các tờ còn lại vào khay rồi bấm quét tiếp.",
                "The scanner's cover is open. Please close it, load the remaining sheets, then go on scanning.",
            )
        case DoubleFeed():
            return Text(
                "Máy kéo hai tờ cùng lúc. Xin tách các tờ, đặt hai tờ đó và các tờ còn lại vào khay rồi bấm quét tiếp.",
                "Two sheets were drawn in at once. Please separate them, load both and the remaining sheets, then go "
                "on scanning.",
            )
        case DamagedPage(number, reason):
            return _damaged(number, reason)
        case SettingsRefused(what):
            return _refused(what)
        case ScannerUnreachable(reason):
            return _unreachable(reason)
        case DeviceFault():
            return _fault(trouble)
        case NotKept("disk_full"):
            return Text(
                "Máy trạm hết chỗ lưu nên chưa giữ được trang vừa quét. Xin gọi nhân viên hỗ trợ.",
                "This station is out of disk space and could not keep the last page. Please call staff.",
            )
        case NotKept():
            return Text(
                "Máy trạm không ghi được trang vừa quét xuống đĩa. Xin gọi nhân viên hỗ trợ.",
                "This station could not write the last page to its disk. Please call staff.",
            )
        case Stopped():
            return Text("Đã dừng quét theo yêu cầu.", "Scanning was stopped as asked.")
        case _:
            assert_never(trouble)


def _damaged(number: int, reason: str) -> Text:
    if reason == "too_large":
        return Text(
            f"Ảnh của trang {number} lớn quá mức cho phép. Xin kiểm tra khổ giấy rồi quét lại từ trang này.",
            f"The image of page {number} is larger than allowed. Please check the paper, then scan from it again.",
        )
    if reason == "too_small":
        return Text(
            f"Ảnh của trang {number} quá nhỏ, không dùng được. Xin đặt lại giấy rồi quét lại từ trang này.",
            f"The image of page {number} is too small to use. Please lay the paper again and scan from that page.",
        )
    if reason in ("wrong_type", "not_an_image"):
        return Text(
            f"Máy quét trả về dữ liệu không phải ảnh cho trang {number}. Xin quét lại từ trang này.",
            f"For page {number} the scanner sent something that is not an image. Please scan from that page again.",
        )
    return Text(
        f"Trang {number} bị đứt giữa chừng khi truyền. Xin đặt lại giấy từ trang này rồi bấm quét tiếp.",
        f"Page {number} broke off on its way. Please load the paper from that page on, then go on scanning.",
    )


def _refused(what: str) -> Text:
    if what == "source":
        return Text(
            "Máy quét không có chỗ đặt giấy đã chọn. Xin chọn cách đặt giấy khác.",
            "The scanner does not have the paper source that was chosen. Please choose another.",
        )
    if what == "duplex":
        return Text(
            "Máy quét không quét được hai mặt. Xin quét từng mặt.",
            "The scanner cannot scan both sides. Please scan each side.",
        )
    return Text(
        "Máy quét không nhận cách quét đã chọn. Xin đổi độ phân giải hoặc gọi nhân viên hỗ trợ.",
        "The scanner refused these settings. Please change the resolution or call staff.",
    )


def _unreachable(reason: str) -> Text:
    if reason == "certificate_changed":
        return Text(
            "Máy quét đưa ra chứng thư khác lần đầu nên không kết nối. Xin gọi kỹ thuật viên kiểm tra máy.",
            "The scanner shows another certificate than before, so we did not connect. Please have a technician check.",
        )
    if reason == "bad_address":
        return Text(
            "Địa chỉ máy quét trong cấu hình không đúng. Xin gọi kỹ thuật viên.",
            "The scanner's address in the configuration is not valid. Please call a technician.",
        )
    return Text(
        "Không liên lạc được với máy quét. Xin kiểm tra nguồn điện và dây mạng rồi bấm quét lại.",
        "The scanner does not answer. Please check its power and network cable, then scan again.",
    )


def _fault(fault: DeviceFault) -> Text:
    if fault.reason == "pages_missing":
        return Text(
            f"Máy quét báo đã gửi {fault.promised} trang nhưng chưa nhận đủ. Xin đếm lại số trang, quét tờ còn thiếu.",
            f"The scanner says it sent {fault.promised} pages, but not all arrived. Please count the pages and scan "
            "what is missing.",
        )
    if fault.reason == "no_image":
        return Text(
            "Máy quét báo xong nhưng không gửi trang nào. Xin đặt lại giấy rồi bấm quét lại.",
            "The scanner says it is done but sent no page. Please lay the paper again, then scan again.",
        )
    if fault.reason == "cancelled":
        return Text(
            "Việc quét bị hủy tại máy quét. Xin đặt các tờ còn lại vào khay rồi bấm quét tiếp.",
            "Scanning was cancelled at the scanner. Please load the remaining sheets, then go on scanning.",
        )
    if fault.reason == "page_length":
        return Text(
            "Tờ giấy quá ngắn hoặc quá dài cho khay nạp. Xin quét tờ này trên mặt kính.",
            "The sheet is too short or too long for the feeder. Please scan it on the glass.",
        )
    if fault.reason == "tray":
        return Text(
            "Khay nạp giấy gặp sự cố hoặc quá nhiều giấy. Xin bớt giấy rồi bấm quét lại.",
            "The feeder's tray failed or holds too much paper. Please take some out, then scan again.",
        )
    return Text(
        "Máy quét báo lỗi. Xin tắt, bật lại máy rồi quét tiếp; nếu vẫn lỗi, xin gọi nhân viên hỗ trợ.",
        "The scanner reports a fault. Please switch it off and on and go on scanning; if it stays, call staff.",
    )
