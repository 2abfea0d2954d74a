"""Every word of the phone page, Vietnamese first."""

from __future__ import annotations

from typing import Final

from config.texts import Text

WORDS: Final = {
    "your_number": Text("Số của ông/bà", "Your number"),
    "ahead": Text("Trước ông/bà", "Before you"),
    "people": Text("{n} người", "{n} people"),
    "person": Text("1 người", "1 person"),
    "next": Text("Ông/bà là người tiếp theo", "You are next"),
    "wait": Text("Ước tính còn chờ", "Estimated wait"),
    "come_near": Text("Xin vào khu chờ, sắp đến lượt.", "Please come to the waiting area: your turn is near."),
    "stay_near": Text(
        "Thời gian chờ có thể thay đổi. Ông/bà có thể đi lại; trang này, khi còn mở, báo lúc được gọi.",
        "The wait may change. You may walk about; this page, while it is open, tells you when you are called.",
    ),
    "later_head": Text("Chỗ của ông/bà đang được giữ", "Your place is kept"),
    "later_until": Text(
        "Đến {until}, người khác được gọi trước. Sau đó ông/bà được gọi đúng thứ tự cũ. Đã có mặt sớm hơn: xin bấm nút "
        "dưới đây.",
        "Until {until} others are called first. After that you are called in your old order. If you are here sooner, "
        "press the button below.",
    ),
    "called_head": Text("Mời ông/bà đến", "Please come to"),
    "counter": Text("Quầy", "Counter"),
    "called_say": Text(
        "Xin mang theo phiếu và giấy tờ. Nếu không có mặt, số được ghi là vắng.",
        "Please bring your slip and papers. If nobody comes, the number is marked absent.",
    ),
    "absent_head": Text("Đã gọi mà chưa gặp ông/bà", "You were called, but nobody came"),
    "absent_until": Text(
        "Chỗ của ông/bà được giữ đến {until}. Trước giờ đó, xin đến {place}, hoặc khi đã có mặt tại Trung tâm thì "
        "bấm nút dưới đây.",
        "Your place is kept until {until}. Before then, come to {place}, or press the button below once you are at the "
        "Centre.",
    ),
    "absent_over": Text(
        "Đã quá giờ quay lại với số này. Xin lấy số mới tại Trung tâm.",
        "The time to return with this number has passed. Please take a new number at the Centre.",
    ),
    "finished_head": Text("Đã phục vụ xong", "You have been served"),
    "finished_say": Text("Cảm ơn ông/bà đã đến.", "Thank you for coming."),
    "left_head": Text("Ông/bà đã rời hàng", "You have left the line"),
    "left_say": Text(
        "Số này không được gọi nữa. Nếu vẫn cần làm thủ tục, xin lấy số mới tại Trung tâm.",
        "This number will not be called. If you still need the service, please take a new number at the Centre.",
    ),
    "merged_head": Text("Số này đi cùng một số khác", "This number goes with another one"),
    "merged_say": Text(
        "Hai số được phục vụ trong một lượt. Xin theo dõi số kia, hoặc hỏi cán bộ.",
        "Both are served in one turn. Please follow the other number, or ask a member of staff.",
    ),
    "do_back": Text("Tôi đã có mặt", "I am here now"),
    "do_later": Text("Đến sau", "Come later"),
    "do_leave": Text("Rời hàng", "Leave the line"),
    "do_stay": Text("Tôi vẫn chờ", "Keep waiting"),
    "leave_title": Text("Rời hàng?", "Leave the line?"),
    "leave_say": Text(
        "Số {label} sẽ không được gọi nữa và không lấy lại được chỗ này.",
        "Number {label} will not be called any more, and this place cannot be had again.",
    ),
    "later_title": Text("Đến sau bao lâu?", "How much later?"),
    "later_say": Text(
        "Chỗ của ông/bà được giữ. Trong lúc đó số này không được gọi, trừ khi ông/bà bấm “Tôi đã có mặt”.",
        "Your place is kept. Meanwhile this number is not called, unless you press “I am here now”.",
    ),
    "minutes": Text("{n} phút", "{n} minutes"),
    "do_return": Text("Quay lại", "Back"),
    "updated": Text("Cập nhật lúc {at}", "As of {at}"),
    "refresh": Text("Làm mới", "Refresh"),
    "lost": Text(
        "Chưa liên lạc được với Trung tâm. Số của ông/bà vẫn còn; xin nhìn bảng gọi số.",
        "The Centre cannot be reached just now. Your number is safe; please watch the board.",
    ),
    "board_rules": Text(
        "Bảng và loa tại Trung tâm là nơi gọi số chính thức.", "The board and the voice in the hall are what counts."
    ),
    "private": Text("Trang này không có thông tin cá nhân.", "This page holds no personal data."),
    "told_wrong_state": Text(
        "Số vừa đổi trạng thái nên chưa làm được. Đây là tình hình bây giờ; không có gì bị mất.",
        "Your number has just moved on, so this was not done. Here is how it stands; nothing is lost.",
    ),
    "told_return_too_late": Text("Đã quá giờ quay lại với số này.", "The time to return with this number has passed."),
    "told_busy": Text(
        "Xin chờ một chút rồi bấm lại. Chỗ của ông/bà không thay đổi.",
        "Please wait a moment and press again. Your place has not changed.",
    ),
    "told_refused": Text(
        "Trung tâm chưa nhận yêu cầu này. Xin hỏi cán bộ; chỗ của ông/bà không thay đổi.",
        "The Centre did not take this request. Please ask a member of staff; your place has not changed.",
    ),
    "unknown_title": Text("Không có trang này", "There is no such page"),
    "unknown_say": Text(
        "Mã trên phiếu chỉ mở trang trong ngày lấy số. Xin quét lại mã trên phiếu, hoặc nhìn bảng gọi số. "
        "Số trên phiếu giấy vẫn đúng.",
        "The code on a slip opens its page only on the day of the number. Please scan the slip again, or watch the "
        "board. The number on paper still counts.",
    ),
    "busy_title": Text("Xin chờ một phút", "Please wait a minute"),
    "busy_say": Text(
        "Đã mở nhầm trang quá nhiều lần. Xin chờ một phút rồi quét lại mã trên phiếu. Số của ông/bà không thay đổi.",
        "Too many wrong pages were opened. Please wait a minute, then scan the slip again. Your number stays.",
    ),
    "silent_title": Text("Chưa hỏi được Trung tâm", "The Centre cannot be reached"),
    "silent_say": Text(
        "Số của ông/bà vẫn còn nguyên. Xin nhìn bảng gọi số; trang này tự thử lại.",
        "Your number is safe. Please watch the board; this page tries again by itself.",
    ),
    "unsent_title": Text("Chưa gửi được", "Not sent yet"),
    "unsent_say": Text(
        "Chưa biết Trung tâm đã nhận chưa. Bấm lại không gây ra hai lần; số của ông/bà vẫn còn.",
        "It is not known whether the Centre has heard. Pressing again does it only once; your number is safe.",
    ),
    "do_again": Text("Thử lại", "Try again"),
    "start_title": Text("Theo dõi lượt trên điện thoại", "Follow your turn on a phone"),
    "start_say": Text(
        "Xin quét mã “Xem lượt trên điện thoại” trên phiếu số.",
        "Please scan the code “Follow your turn on a phone” on your slip.",
    ),
}


def say(name: str, language: str, **parts: object) -> str:
    """A sentence in a language, its `{parts}` filled in. Raises KeyError for a name that is not in the list."""
    text = WORDS[name].in_language(language)
    return text.format(**parts) if parts else text
