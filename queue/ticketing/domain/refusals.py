"""Every way the hub says no, with the sentence for people: what happened, what to do. Never repeats what was sent."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ticketing.domain.answers import Refused


class Refusal(StrEnum):
    """The closed list of codes in error bodies."""

    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_CALL = "unknown_call"
    UNKNOWN_COUNTER = "unknown_counter"
    WRONG_STATE = "wrong_state"
    RETURN_TOO_LATE = "return_too_late"
    CALL_OPEN = "call_open"
    NOT_YOUR_COUNTER = "not_your_counter"
    REQUEST_REUSED = "request_reused"
    DRAFT_CONFLICT = "draft_conflict"
    NO_TOKEN = "no_token"  # noqa: S105  a code, not a secret
    WRONG_ROLE = "wrong_role"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    CALLS_NOBODY = "calls_nobody"
    WRONG_PIN = "wrong_pin"
    WRONG_BADGE = "wrong_badge"
    TOO_SOON = "too_soon"
    LOCKED = "locked"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    NO_SUCH_PAGE = "no_such_page"
    WRONG_METHOD = "wrong_method"
    NOT_CALLED_ENOUGH = "not_called_enough"
    RECALL_TOO_SOON = "recall_too_soon"
    COUNTER_PAUSED = "counter_paused"
    COUNTER_CLOSED = "counter_closed"
    FOR_ANOTHER_COUNTER = "for_another_counter"
    RESERVED_ELSEWHERE = "reserved_elsewhere"
    SLICE_ELSEWHERE = "slice_elsewhere"
    SERIES_TAKEN = "series_taken"
    NUMBER_TAKEN = "number_taken"
    UNKNOWN_PRIORITY = "unknown_priority"
    TOO_LONG = "too_long"
    UNDO_TOO_LATE = "undo_too_late"
    NOT_OPEN_NOW = "not_open_now"
    LINE_CLOSED = "line_closed"
    LINE_FULL = "line_full"
    WRONG_HOUR = "wrong_hour"
    CLOSING_STANDS = "closing_stands"
    NO_APPOINTMENTS = "no_appointments"
    NO_SUCH_SLOT = "no_such_slot"
    SLOT_FULL = "slot_full"
    ALREADY_BOOKED = "already_booked"
    TOO_MANY_BOOKED = "too_many_booked"
    WRONG_KEY = "wrong_key"
    UNKNOWN_APPOINTMENT = "unknown_appointment"
    APPOINTMENT_TOO_EARLY = "appointment_too_early"
    APPOINTMENT_OVER = "appointment_over"
    APPOINTMENT_USED = "appointment_used"
    DISK_FULL = "disk_full"
    STORE_BROKEN = "store_broken"
    STOPPING = "stopping"
    HUB_FAULT = "hub_fault"


_SENTENCES: Final[dict[Refusal, tuple[str, str]]] = {
    Refusal.UNKNOWN_LINE: (
        "Trung tâm không có nhóm thủ tục này. Xin chọn lại nhóm thủ tục.",
        "This centre has no such line. Please choose a line again.",
    ),
    Refusal.UNKNOWN_TICKET: (
        "Không tìm thấy số thứ tự này. Xin lấy số mới hoặc hỏi cán bộ hướng dẫn.",
        "This ticket is not known here. Please take a new number or ask a member of staff.",
    ),
    Refusal.UNKNOWN_CALL: (
        "Không tìm thấy lượt gọi này. Xin tải lại danh sách rồi gọi lại.",
        "This call is not known here. Please refresh the queue and call again.",
    ),
    Refusal.UNKNOWN_COUNTER: (
        "Trung tâm không có quầy này. Xin kiểm tra số quầy trong cấu hình thiết bị.",
        "This centre has no such counter. Please check the counter number in the device's settings.",
    ),
    Refusal.WRONG_STATE: (
        "Số thứ tự không còn ở trạng thái cho phép việc này. Xin tải lại; không có gì bị mất.",
        "The ticket has moved on and this can no longer be done. Please refresh; nothing is lost.",
    ),
    Refusal.RETURN_TOO_LATE: (
        "Đã quá thời hạn giữ chỗ của số thứ tự này. Xin lấy số mới.",
        "The time to return with this number has passed. Please take a new number.",
    ),
    Refusal.CALL_OPEN: (
        "Quầy đang có một lượt gọi chưa kết thúc. Xin kết thúc hoặc báo vắng lượt đó trước.",
        "This counter still has an open call. Please finish it or mark it absent first.",
    ),
    Refusal.NOT_YOUR_COUNTER: (
        "Ông/bà chưa đăng nhập tại quầy này. Xin đăng nhập đúng quầy.",
        "You are not signed in at this counter. Please sign in at the right one.",
    ),
    Refusal.REQUEST_REUSED: (
        "Yêu cầu này trùng mã với một yêu cầu khác. Xin thực hiện lại từ đầu; không có gì bị mất.",
        "This request carries the id of another one. Please start again; nothing is lost.",
    ),
    Refusal.DRAFT_CONFLICT: (
        "Tờ khai đã được lưu từ một máy khác. Xin mở lại tờ khai; bản đã lưu vẫn còn.",
        "The form was saved from another machine. Please open it again; the saved copy is kept.",
    ),
    Refusal.NO_TOKEN: (
        "Thiết bị chưa được đăng ký với trung tâm. Xin báo cán bộ kỹ thuật đăng ký thiết bị.",
        "This device is not enrolled at the centre. Please ask a technician to enrol it.",
    ),
    Refusal.WRONG_ROLE: (
        "Thiết bị này không được phép làm việc đó. Xin dùng đúng thiết bị hoặc báo cán bộ kỹ thuật.",
        "This device may not do that. Please use the right device or ask a technician.",
    ),
    Refusal.NOT_SIGNED_IN: (
        "Phiên làm việc đã hết hoặc chưa đăng nhập. Xin đăng nhập bằng mã PIN hoặc thẻ.",
        "Nobody is signed in, or the session is over. Please sign in with your PIN or badge.",
    ),
    Refusal.NOT_ALLOWED: (
        "Vai trò của ông/bà không được phép làm việc này. Xin nhờ cán bộ phụ trách.",
        "Your role does not allow this. Please ask the member of staff in charge.",
    ),
    Refusal.CALLS_NOBODY: (
        "Vai trò của ông/bà không gọi số tại quầy. Xin đăng nhập ở bàn phụ trách; cán bộ của quầy vẫn làm việc như cũ.",
        "Your role does not call numbers at a counter. Please sign in at the supervisor's desk; the clerk of this "
        "counter stays signed in.",
    ),
    Refusal.WRONG_PIN: (
        "Tên đăng nhập hoặc mã PIN không đúng. Xin kiểm tra rồi nhập lại.",
        "The sign-in name or the PIN is not right. Please check and enter it again.",
    ),
    Refusal.WRONG_BADGE: (
        "Thẻ này không đăng nhập được: thẻ đã bị thu hồi hoặc không phải của trung tâm. Xin dùng mã PIN hoặc báo người "
        "phụ trách.",
        "This badge does not sign anybody in: it was revoked, or is not of this centre. Please use your PIN, or tell "
        "the supervisor.",
    ),
    Refusal.TOO_SOON: (
        "Xin đợi vài giây rồi đăng nhập lại.",
        "Please wait a few seconds before signing in again.",
    ),
    Refusal.LOCKED: (
        "Đăng nhập sai nhiều lần nên tạm khóa. Xin đợi hết thời gian khóa hoặc báo người phụ trách.",
        "Too many wrong tries: signing in is locked for a while. Please wait, or tell the supervisor.",
    ),
    Refusal.MALFORMED: (
        "Yêu cầu không đúng định dạng. Xin thực hiện lại; nếu vẫn lỗi, báo cán bộ kỹ thuật.",
        "The request is not in the right form. Please try again; if it persists, tell a technician.",
    ),
    Refusal.TOO_LARGE: (
        "Dữ liệu gửi lên quá lớn nên không được nhận. Xin báo cán bộ kỹ thuật; không có gì bị mất.",
        "What was sent is too large and was not taken. Please tell a technician; nothing is lost.",
    ),
    Refusal.NO_SUCH_PAGE: (
        "Máy chủ không có địa chỉ này. Xin kiểm tra phiên bản phần mềm của thiết bị.",
        "The hub has no such address. Please check the version of the device's software.",
    ),
    Refusal.WRONG_METHOD: (
        "Địa chỉ này không nhận cách gọi đó. Xin kiểm tra phiên bản phần mềm của thiết bị.",
        "This address is not used that way. Please check the version of the device's software.",
    ),
    Refusal.NOT_CALLED_ENOUGH: (
        "Số thứ tự này chưa được gọi đủ số lần quy định. Xin gọi lại trước khi báo vắng.",
        "This ticket has not been announced often enough yet. Please recall it before marking it absent.",
    ),
    Refusal.RECALL_TOO_SOON: (
        "Số thứ tự này vừa được gọi. Xin đợi ít giây rồi gọi lại.",
        "This ticket was announced a moment ago. Please wait a few seconds before recalling it.",
    ),
    Refusal.COUNTER_PAUSED: (
        "Quầy đang tạm nghỉ. Xin bấm tiếp tục rồi gọi.",
        "This counter is on a pause. Please resume before calling.",
    ),
    Refusal.COUNTER_CLOSED: (
        "Quầy kia hiện không có cán bộ. Xin chuyển đến quầy khác hoặc nhóm thủ tục; số thứ tự vẫn ở quầy của ông/bà.",
        "Nobody is signed in at that counter. Please choose another counter or a line; the ticket is still with you.",
    ),
    Refusal.FOR_ANOTHER_COUNTER: (
        "Số thứ tự này đang chờ một quầy khác. Xin để quầy đó gọi.",
        "This ticket waits for another counter. Please leave it to that one.",
    ),
    Refusal.RESERVED_ELSEWHERE: (
        "Số này đang dành sẵn cho một quầy khác phòng khi mất mạng. Xin thử lại sau vài giây, hoặc để quầy đó gọi.",
        "This ticket is set aside for another counter in case the network fails. Please try again in a few seconds, "
        "or leave it to that counter.",
    ),
    Refusal.SLICE_ELSEWHERE: (
        "Một máy khác đang giữ các số dành riêng của quầy này. Khi có máy chủ quầy vẫn gọi như thường. Xin báo cán bộ "
        "kỹ thuật: mỗi quầy một máy; nếu máy kia đã thay hoặc hỏng, nhờ người phụ trách trả số của quầy về hàng chung.",
        "Another machine holds the numbers reserved for this counter. While the hub answers, calling goes on as ever. "
        "Please tell a technician: one machine to a counter; if the other one was replaced or is broken, a supervisor "
        "frees the counter's numbers.",
    ),
    Refusal.SERIES_TAKEN: (
        "Loạt số này là của một máy lấy số khác. Xin báo cán bộ kỹ thuật đặt loạt số riêng cho mỗi máy.",
        "Another kiosk has this series. Please ask a technician to give every kiosk its own.",
    ),
    Refusal.NUMBER_TAKEN: (
        "Số này đã có người khác. Xin báo cán bộ: công dân cầm phiếu này cần được cấp số mới.",
        "Somebody else has this number already. Please tell a member of staff: this slip needs a new number.",
    ),
    Refusal.UNKNOWN_PRIORITY: (
        "Đối tượng ưu tiên này không có trong danh mục đang áp dụng. Xin chọn lại.",
        "This priority class is not on the list in force. Please choose again.",
    ),
    Refusal.TOO_LONG: (
        "Thời gian này dài hơn mức cho phép. Xin chọn thời gian ngắn hơn; không có gì thay đổi.",
        "That is longer than allowed. Please choose a shorter time; nothing has changed.",
    ),
    Refusal.UNDO_TOO_LATE: (
        "Không hoàn tác được nữa: đã quá thời gian hoặc số thứ tự đã có thay đổi khác. Không có gì thay đổi.",
        "This can no longer be undone: too much time has passed or something else has happened since. "
        "Nothing has changed.",
    ),
    # What `opening.standing` says is more exact: these are for where no line is at hand.
    Refusal.NOT_OPEN_NOW: (
        "Bây giờ nhóm này chưa nhận số. Xin xem giờ nhận số tại sảnh.",
        "This line gives no numbers now. Please see the hours in the hall.",
    ),
    Refusal.LINE_CLOSED: (
        "Nhóm này tạm ngừng nhận số. Số đã lấy vẫn được phục vụ.",
        "This line gives no more numbers. Numbers already taken are served.",
    ),
    Refusal.LINE_FULL: (
        "Nhóm này đã phát hết số của hôm nay.",
        "This line has given all its numbers for today.",
    ),
    Refusal.WRONG_HOUR: (
        "Giờ này không dùng được: phải là giờ của hôm nay, chưa qua, giờ mở lại sau giờ đóng. Xin chọn giờ khác.",
        "This hour will not do: it must be today and still to come, opening after closing. Please choose another.",
    ),
    Refusal.CLOSING_STANDS: (
        "Nhóm này đã được đặt ngừng nhận số vào giờ khác. Xin cho phát số lại trước, rồi đặt giờ mới; "
        "chưa có gì thay đổi.",
        "This line is already closed at other hours. Please open it first, then set the new hours; "
        "nothing has changed.",
    ),
    Refusal.NO_APPOINTMENTS: (
        "Nhóm này không nhận đặt lịch. Xin đến lấy số tại trung tâm.",
        "This line takes no appointments. Please come and take a number at the centre.",
    ),
    Refusal.NO_SUCH_SLOT: (
        "Không đặt được giờ này: giờ đã qua, quá xa, hoặc ngoài giờ làm việc. Xin chọn giờ khác.",
        "This hour cannot be booked: it has passed, is too far ahead, or outside working hours. Please choose another.",
    ),
    Refusal.SLOT_FULL: (
        "Giờ này vừa hết chỗ. Xin chọn giờ khác; chưa có gì được đặt.",
        "This hour has just filled up. Please choose another; nothing was booked.",
    ),
    Refusal.ALREADY_BOOKED: (
        "Ông/bà đã có lịch hẹn ở nhóm này trong ngày. Xin dùng lịch đó, hoặc hủy rồi đặt lại.",
        "You already have an appointment in this line that day. Please use it, or cancel it and book again.",
    ),
    Refusal.TOO_MANY_BOOKED: (
        "Ông/bà đã đặt đủ số lịch hẹn cho phép trong ngày. Xin chọn ngày khác, hoặc hủy bớt.",
        "You have as many appointments that day as one person may. Please choose another day, or cancel one.",
    ),
    Refusal.WRONG_KEY: (
        "Máy chủ này chưa nhận ra người đặt lịch. Xin nhập mã đặt lịch, hoặc đến bàn hướng dẫn; lịch hẹn vẫn giữ. "
        "Kỹ thuật viên: chép tệp pseudonym.key từ máy chủ đầu tiên.",
        "This hub cannot tell who booked. Please type the booking code, or ask at the help desk; the appointment is "
        "kept. Technicians: copy pseudonym.key from the first hub.",
    ),
    Refusal.UNKNOWN_APPOINTMENT: (
        "Hôm nay không có lịch hẹn nào như vậy. Xin kiểm tra lại mã, hoặc lấy số như thường.",
        "There is no such appointment today. Please check the code, or take a number as usual.",
    ),
    Refusal.APPOINTMENT_TOO_EARLY: (
        "Ông/bà đến sớm hơn giờ nhận số. Xin quay lại gần giờ hẹn, hoặc lấy số ngay bây giờ.",
        "You are here before check-in opens. Please come back nearer to the hour, or take a number now.",
    ),
    Refusal.APPOINTMENT_OVER: (
        "Lịch hẹn này không còn dùng được. Xin lấy số mới.",
        "This appointment can no longer be used. Please take a number.",
    ),
    Refusal.APPOINTMENT_USED: (
        "Lịch hẹn này đã được nhận số. Xin dùng số đã in, hoặc hỏi bàn hướng dẫn.",
        "This appointment has its number already. Please use that one, or ask at the help desk.",
    ),
    Refusal.DISK_FULL: (
        "Ổ đĩa của máy chủ đã đầy nên việc này chưa được ghi. Xin báo cán bộ kỹ thuật rồi thử lại; "
        "những gì đã ghi vẫn còn.",
        "The hub's disk is full, so this was not recorded. Please tell a technician and try again; "
        "what was recorded is kept.",
    ),
    Refusal.STORE_BROKEN: (
        "Máy chủ tạm thời không ghi được dữ liệu. Xin thử lại sau ít phút và báo cán bộ kỹ thuật.",
        "The hub cannot record anything right now. Please try again in a few minutes and tell a technician.",
    ),
    Refusal.STOPPING: (
        "Máy chủ đang khởi động lại. Xin thử lại sau vài giây; không có gì bị mất.",
        "The hub is restarting. Please try again in a few seconds; nothing is lost.",
    ),
    Refusal.HUB_FAULT: (
        "Máy chủ gặp lỗi ngoài dự kiến. Xin thử lại và báo cán bộ kỹ thuật; những gì đã ghi vẫn còn.",
        "The hub met an unexpected fault. Please try again and tell a technician; what was recorded is kept.",
    ),
}


def refuse(refusal: Refusal) -> Refused:
    """The refusal with its sentences."""
    vi, en = _SENTENCES[refusal]
    return Refused(refusal.value, vi, en)
