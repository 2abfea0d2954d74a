<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi_VN">
<context>
    <name>ActionRow</name>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>AlarmList</name>
    <message>
        <source>%1 số sắp quá giờ hẹn</source>
        <translation>%1 numbers near their promised hour</translation>
    </message>
    <message>
        <source>%1 người chờ, chưa quầy nào mở</source>
        <translation>%1 waiting, no counter open</translation>
    </message>
    <message>
        <source>Có người chờ %1 phút</source>
        <translation>Somebody has waited %1 minutes</translation>
    </message>
    <message>
        <source>%1 đã phục vụ %2 phút</source>
        <translation>%1 served for %2 minutes</translation>
    </message>
    <message>
        <source>Đang nghỉ, %1 người chờ</source>
        <translation>On a break, %1 waiting</translation>
    </message>
    <message>
        <source>Mất liên lạc %1 phút</source>
        <translation>Not heard for %1 minutes</translation>
    </message>
    <message>
        <source>%1 việc gửi hồ sơ bị từ chối</source>
        <translation>Refused when sent: %1</translation>
    </message>
    <message>
        <source>%1 hồ sơ chờ gửi, lâu nhất %2 phút</source>
        <translation>%1 dossiers to be sent, the oldest for %2 min</translation>
    </message>
    <message>
        <source>Đã phát hết số hôm nay</source>
        <translation>All of today&apos;s numbers are given</translation>
    </message>
    <message>
        <source>Không có việc nào cần chú ý.</source>
        <translation>Nothing needs your attention.</translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>%1: %2. Sửa</source>
        <translation>%1: %2. Change</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Nền vàng: đọc từ căn cước hoặc máy điền, xin đối chiếu với người và thẻ.</source>
        <translation>Yellow: read from the card or filled in by the machine; please compare with the person and the card.</translation>
    </message>
</context>
<context>
    <name>Appointment</name>
    <message>
        <source>Đưa mã đặt lịch hoặc căn cước vào đầu đọc</source>
        <translation>Show your booking code or identity card to the reader</translation>
    </message>
    <message>
        <source>Ông/bà đã đặt lịch?</source>
        <translation>You have an appointment?</translation>
    </message>
    <message>
        <source>Hoặc nhập mã đặt lịch (8 số) hay số điện thoại đã đăng ký.</source>
        <translation>Or type the booking code (8 digits) or the telephone number you gave.</translation>
    </message>
    <message>
        <source>Xin nhập mã đặt lịch (8 số) hay số điện thoại đã đăng ký.</source>
        <translation>Please type the booking code (8 digits) or the telephone number you gave.</translation>
    </message>
    <message>
        <source>Nhập số</source>
        <translation>Type digits</translation>
    </message>
    <message>
        <source>Lấy số như thường</source>
        <translation>Take a number as usual</translation>
    </message>
    <message>
        <source>Đến đúng giờ hẹn</source>
        <translation>Be there at your hour</translation>
    </message>
    <message>
        <source>Số của ông/bà ngang hàng với số lấy tại chỗ. Muộn không quá %1 phút vẫn được tính từ giờ hẹn.</source>
        <translation>Your number ranks like those taken here. Up to %1 minutes late, it still counts from your hour.</translation>
    </message>
    <message>
        <source>Máy đọc những gì</source>
        <translation>What is read</translation>
    </message>
    <message>
        <source>Chỉ dùng số định danh hoặc số điện thoại để tìm lịch hẹn, không lưu lại.</source>
        <translation>The identity or telephone number is only used to find the appointment; it is not kept.</translation>
    </message>
    <message>
        <source>Nhận số</source>
        <translation>Get my number</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>%1 (không bắt buộc)</source>
        <translation>%1 (optional)</translation>
    </message>
    <message>
        <source>Xin chọn mục phía trên trước</source>
        <translation>Please choose the one above first</translation>
    </message>
    <message>
        <source>Chạm để chọn</source>
        <translation>Touch to choose</translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message>
        <source>Đang kiểm tra toàn bộ nhật ký…</source>
        <translation>Checking the whole log…</translation>
    </message>
    <message>
        <source>Nhật ký không còn khớp từ mục %1. Xin giữ nguyên máy chủ và báo người phụ trách an toàn thông tin.</source>
        <translation>The log no longer fits together from entry %1 on. Please leave the hub as it is and tell whoever is in charge of information security.</translation>
    </message>
    <message>
        <source>Nhật ký nguyên vẹn: %1 mục, không mục nào bị sửa hay xóa.</source>
        <translation>The log is whole: %1 entries, none changed or removed.</translation>
    </message>
    <message>
        <source>%1 mục. Mỗi mục được khóa với mục trước nó.</source>
        <translation>%1 entries. Each is locked to the one before it.</translation>
    </message>
    <message>
        <source>Kiểm tra (F9)</source>
        <translation>Check (F9)</translation>
    </message>
    <message>
        <source>Chưa có mục nào.</source>
        <translation>No entries yet.</translation>
    </message>
    <message>
        <source>Xem mục cũ hơn</source>
        <translation>Show older entries</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Chưa gọi số nào</source>
        <translation>No number called yet</translation>
    </message>
    <message>
        <source>Mời số · gọi lần %1</source>
        <translation>Now calling · call %1</translation>
    </message>
    <message>
        <source>Mời số</source>
        <translation>Now calling</translation>
    </message>
    <message>
        <source>Đang kết nối</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Quầy %1</source>
        <translation>Counter %1</translation>
    </message>
    <message>
        <source>Vừa gọi</source>
        <translation>Just called</translation>
    </message>
    <message>
        <source>Các số đã gọi sẽ hiện ở đây.</source>
        <translation>Called numbers will be shown here.</translation>
    </message>
</context>
<context>
    <name>ChoiceButton</name>
    <message>
        <source>Chạm để chọn</source>
        <translation>Touch to choose</translation>
    </message>
</context>
<context>
    <name>ChoiceSheet</name>
    <message>
        <source>Tìm không cần dấu</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Xem phần trên</source>
        <translation>See the part above</translation>
    </message>
    <message>
        <source>Xem phần dưới</source>
        <translation>See the part below</translation>
    </message>
    <message>
        <source>Không thấy mục nào. Xin thử ít chữ hơn.</source>
        <translation>Nothing found. Please try fewer letters.</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Một Cửa</source>
        <translation>Một Cửa</translation>
    </message>
    <message>
        <source>Bản trình diễn một trung tâm. Xin chọn màn hình để mở; mỗi màn hình là một máy riêng.</source>
        <translation>A demonstration of one centre. Choose a screen to open; each screen is a machine of its own.</translation>
    </message>
    <message>
        <source>Đang mở</source>
        <translation>Open now</translation>
    </message>
    <message>
        <source>Đăng nhập thử. %1</source>
        <translation>To sign in: %1</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
</context>
<context>
    <name>Closed</name>
    <message>
        <source>Máy này tạm ngừng phục vụ</source>
        <translation>This kiosk is out of service</translation>
    </message>
    <message>
        <source>Trung tâm đang ngoài giờ nhận số</source>
        <translation>The Centre is not giving out numbers now</translation>
    </message>
    <message>
        <source>Xin lỗi ông/bà. Xin dùng máy bên cạnh hoặc đến bàn hướng dẫn. Số và tờ khai đã lưu vẫn mở được bằng phiếu.</source>
        <translation>We are sorry. Please use the next kiosk or go to the help desk. Your number and the form you saved can still be opened with your slip.</translation>
    </message>
    <message>
        <source>Hiện không có nhóm thủ tục nào nhận số. Xin quay lại trong giờ làm việc.</source>
        <translation>No line is giving out numbers now. Please come back during opening hours.</translation>
    </message>
    <message>
        <source>Nhận số lại lúc %1 hôm nay.</source>
        <translation>Numbers again at %1 today.</translation>
    </message>
    <message>
        <source>Nhận số lại lúc %1 ngày mai.</source>
        <translation>Numbers again at %1 tomorrow.</translation>
    </message>
    <message>
        <source>thứ Hai</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>thứ Ba</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>thứ Tư</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>thứ Năm</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>thứ Sáu</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>thứ Bảy</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Chủ nhật</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>Nhận số lại lúc %1, %2, %3/%4.</source>
        <translation>Numbers again at %1 on %2, %3/%4.</translation>
    </message>
    <message>
        <source>Tôi đã đặt lịch</source>
        <translation>I have an appointment</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Tiếng Việt</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>Chưa có ai chờ.</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời việc: %1. Xin bấm lại; không số nào bị gọi hai lần.</source>
        <translation>The centre&apos;s hub has not answered: %1. Please press the key again; no number is called twice.</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời. Xin bấm lại; không số nào bị gọi hai lần.</source>
        <translation>The centre&apos;s server does not answer. Please press again; no number is called twice.</translation>
    </message>
    <message>
        <source>Thành phố chưa trả lời. Xin bấm Tiếp nhận lần nữa; hồ sơ chỉ được tiếp nhận một lần.</source>
        <translation>The city does not answer. Please press Accept again; the dossier is accepted only once.</translation>
    </message>
    <message>
        <source>Xin kết thúc lượt đang phục vụ trước khi đóng quầy.</source>
        <translation>Please finish the visit before closing the counter.</translation>
    </message>
    <message>
        <source>Không mở được tờ khai bằng phiếu này. Xin quét lại, hoặc hỏi công dân có phiếu nào mới hơn.</source>
        <translation>This slip does not open the form. Please scan it again, or ask the citizen for a newer slip.</translation>
    </message>
    <message>
        <source>Quầy này chưa có bản quy định mà tờ khai được viết theo. Xin báo kỹ thuật viên.</source>
        <translation>This counter lacks the rules that the form was written by. Please tell a technician.</translation>
    </message>
    <message>
        <source>Phiếu này không phải của lượt đang gọi. Xin hỏi công dân phiếu của số %1.</source>
        <translation>This slip is not of the visit at the counter. Please ask the citizen for the slip of %1.</translation>
    </message>
    <message>
        <source>Phiếu này chưa có tờ khai.</source>
        <translation>There is no form for this slip yet.</translation>
    </message>
    <message>
        <source>Mất kết nối máy chủ. Máy khác giữ các số dành riêng của quầy này, nên ở đây chưa gọi số tiếp được; xin báo kỹ thuật viên.</source>
        <translation>The hub is away. Another machine holds this counter&apos;s numbers, so nobody can be called here for now; please tell a technician.</translation>
    </message>
    <message>
        <source>Một máy khác cũng được cài là quầy này: khi mất kết nối, ở đây không gọi được. Xin báo kỹ thuật viên.</source>
        <translation>Another machine is set up as this counter too: without the hub, nobody can be called here. Please tell a technician.</translation>
    </message>
    <message>
        <source>Mất kết nối máy chủ: còn %1 số dành riêng, đã gọi %2 lượt. Loa ở quầy đọc số, bảng chưa hiện.</source>
        <translation>The hub is away: %1 reserved numbers left, %2 called. The loudspeaker here says them, no board shows them yet.</translation>
    </message>
    <message>
        <source>Mất kết nối máy chủ: còn %1 số dành riêng, đã gọi %2 lượt. Bảng chưa hiện, xin gọi to.</source>
        <translation>The hub is away: %1 reserved numbers left, %2 called. No board shows them yet, please call aloud.</translation>
    </message>
    <message>
        <source>Đã có kết nối. Số %1 cũng được gọi ở quầy khác khi mất mạng; xin hỏi lại công dân và báo người phụ trách.</source>
        <translation>Connected again. Number %1 was also called at another counter meanwhile; please ask the citizen and tell the supervisor.</translation>
    </message>
    <message>
        <source>Đã có kết nối. Máy chủ đã ghi đủ %1 lượt gọi khi mất mạng.</source>
        <translation>Connected again. The hub has recorded all %1 calls made without it.</translation>
    </message>
    <message>
        <source>Đã rõ</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Máy chủ trả lời chậm, đã %1 giây. Xin đợi; việc vừa bấm không bị làm hai lần.</source>
        <translation>The hub answers slowly, %1 seconds so far. Please wait; what you asked for is not done twice.</translation>
    </message>
    <message>
        <source>Hỏi lại (Ctrl+R)</source>
        <translation>Ask again (Ctrl+R)</translation>
    </message>
</context>
<context>
    <name>CounterCard</name>
    <message>
        <source>%1 · %2 phút</source>
        <translation>%1 · %2 min</translation>
    </message>
    <message>
        <source>Nghỉ đến %1</source>
        <translation>On a break until %1</translation>
    </message>
    <message>
        <source>Đang trống</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>Chưa mở</source>
        <translation>Not open</translation>
    </message>
</context>
<context>
    <name>CounterKeys</name>
    <message>
        <source>Gọi số tiếp; đang phục vụ thì kết thúc rồi gọi</source>
        <translation>Call next; while serving, finish first</translation>
    </message>
    <message>
        <source>Vào danh sách chờ: chọn một số rồi Enter</source>
        <translation>To the waiting list: choose a number, then Enter</translation>
    </message>
    <message>
        <source>Gọi lại số đang mời</source>
        <translation>Announce the number again</translation>
    </message>
    <message>
        <source>Tạm giữ, giữ nguyên chỗ</source>
        <translation>Hold; the place stays</translation>
    </message>
    <message>
        <source>Chuyển nhóm thủ tục hoặc chuyển quầy</source>
        <translation>Transfer to another line or counter</translation>
    </message>
    <message>
        <source>Ghi vắng mặt</source>
        <translation>Mark absent</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Accept the dossier</translation>
    </message>
    <message>
        <source>Kết thúc, chưa gọi tiếp</source>
        <translation>Finish, call nobody yet</translation>
    </message>
    <message>
        <source>Hỏi lại máy chủ việc chưa rõ kết quả</source>
        <translation>Ask the hub again about a deed without an answer</translation>
    </message>
    <message>
        <source>Hoàn tác việc vừa làm</source>
        <translation>Undo the last deed</translation>
    </message>
    <message>
        <source>Tạm nghỉ hoặc làm việc lại</source>
        <translation>Pause, or go on</translation>
    </message>
    <message>
        <source>Gộp số của cùng gia đình</source>
        <translation>Merge numbers of one family</translation>
    </message>
    <message>
        <source>Số vắng mặt quay lại</source>
        <translation>Absent number is back</translation>
    </message>
    <message>
        <source>Giao dịch nhanh</source>
        <translation>Quick matter</translation>
    </message>
    <message>
        <source>In lại Mẫu 01</source>
        <translation>Print form 01 again</translation>
    </message>
    <message>
        <source>Mở lại hồ sơ</source>
        <translation>Open the dossier again</translation>
    </message>
    <message>
        <source>Trang giấy trước, sau</source>
        <translation>Page back, page on</translation>
    </message>
    <message>
        <source>Phóng to, thu nhỏ trang giấy</source>
        <translation>Enlarge or reduce the page</translation>
    </message>
    <message>
        <source>Cuộn phần kê khai</source>
        <translation>Scroll the answers</translation>
    </message>
    <message>
        <source>Đổi giữa phần kê khai và trang giấy</source>
        <translation>Switch between answers and pages</translation>
    </message>
    <message>
        <source>Đến nút sau; Shift+Tab về nút trước</source>
        <translation>Next control; Shift+Tab to the one before</translation>
    </message>
    <message>
        <source>Đóng bảng đang mở</source>
        <translation>Close the open sheet</translation>
    </message>
</context>
<context>
    <name>CounterSign</name>
    <message>
        <source>Đang kết nối</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>Xin chờ gọi số</source>
        <translation>Please wait for your number</translation>
    </message>
    <message>
        <source>Quầy tạm nghỉ</source>
        <translation>Short break</translation>
    </message>
    <message>
        <source>Quầy đóng</source>
        <translation>Counter closed</translation>
    </message>
    <message>
        <source>Trở lại lúc %1. Số của ông/bà vẫn được giữ.</source>
        <translation>Back at %1. Your number is kept.</translation>
    </message>
    <message>
        <source>Xin xem số được gọi trên bảng chung.</source>
        <translation>Please watch the main board for your number.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Ngày</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Tháng</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Năm</source>
        <translation>Year</translation>
    </message>
</context>
<context>
    <name>DayFigures</name>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>%1 lượt</source>
        <translation>%1 visits</translation>
    </message>
    <message>
        <source>%1 phút/lượt</source>
        <translation>%1 min a visit</translation>
    </message>
    <message>
        <source>Vắng mặt %1</source>
        <translation>Absent %1</translation>
    </message>
    <message>
        <source>%1: %2 chờ, %3–%4 phút</source>
        <translation>%1: %2 waiting, %3–%4 min</translation>
    </message>
    <message>
        <source>%1: đã đóng</source>
        <translation>%1: closed</translation>
    </message>
</context>
<context>
    <name>Declaration</name>
    <message>
        <source>Cam đoan và nhận kết quả</source>
        <translation>Declaration and result</translation>
    </message>
    <message>
        <source>Còn mục ông/bà chưa chọn, máy không chọn thay được. Những gì đã khai vẫn được giữ.</source>
        <translation>Something is not chosen yet, and this machine may not choose for you. What you have entered is kept.</translation>
    </message>
    <message>
        <source>Nếu không đồng ý, xin dừng ở đây và đến quầy khi được gọi; cán bộ nhận hồ sơ giấy.</source>
        <translation>If you do not agree, please stop here and go to the counter when you are called; the officer takes paper dossiers.</translation>
    </message>
    <message>
        <source>Ông/bà muốn nhận kết quả thế nào?</source>
        <translation>How would you like to get the result?</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Xong tờ khai</source>
        <translation>Finish the form</translation>
    </message>
</context>
<context>
    <name>DeedColumn</name>
    <message>
        <source>cần máy chủ</source>
        <translation>needs the hub</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>In lại Mẫu 01</source>
        <translation>Print form 01 again</translation>
    </message>
    <message>
        <source>Xong, gọi số tiếp</source>
        <translation>Done, call next</translation>
    </message>
    <message>
        <source>Gọi số tiếp</source>
        <translation>Call next</translation>
    </message>
    <message>
        <source>Làm việc tiếp</source>
        <translation>Go on working</translation>
    </message>
    <message>
        <source>Chọn số khác</source>
        <translation>Choose a number</translation>
    </message>
    <message>
        <source>Gọi lại</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>sau %1 giây</source>
        <translation>in %1 s</translation>
    </message>
    <message>
        <source>đã đến lúc gọi lần %1</source>
        <translation>time for call %1</translation>
    </message>
    <message>
        <source>Tạm giữ</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Chuyển</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Vắng mặt</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>cần gọi thêm %1 lần</source>
        <translation>calls still needed: %1</translation>
    </message>
    <message>
        <source>Xong, chưa gọi tiếp</source>
        <translation>Done, no call yet</translation>
    </message>
    <message>
        <source>Gộp số cùng gia đình</source>
        <translation>Merge family numbers</translation>
    </message>
    <message>
        <source>Giao dịch nhanh</source>
        <translation>Quick matter</translation>
    </message>
    <message>
        <source>Số vắng mặt quay lại</source>
        <translation>Absent number is back</translation>
    </message>
    <message>
        <source>Tạm nghỉ</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>DeedSheet</name>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>DeedSheets</name>
    <message>
        <source>%1 phút</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>chờ %1 phút</source>
        <translation>waiting %1 min</translation>
    </message>
    <message>
        <source>Gọi số này ngay</source>
        <translation>Call this number now</translation>
    </message>
    <message>
        <source>Ngoài thứ tự, có ghi lý do</source>
        <translation>Out of turn, with a reason on record</translation>
    </message>
    <message>
        <source>Ưu tiên</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Gộp vào %1</source>
        <translation>Merge into %1</translation>
    </message>
    <message>
        <source>Một lượt, nhiều thủ tục</source>
        <translation>One visit, several procedures</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Trong bao lâu</source>
        <translation>For how long</translation>
    </message>
    <message>
        <source>Rồi quay lại</source>
        <translation>Then back to</translation>
    </message>
    <message>
        <source>Quầy nào cũng được</source>
        <translation>Any counter</translation>
    </message>
    <message>
        <source>Quầy này</source>
        <translation>This counter</translation>
    </message>
    <message>
        <source>Chuyển đến</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Dự kiến nghỉ</source>
        <translation>Planned length</translation>
    </message>
    <message>
        <source>Nhóm thủ tục</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Diện ưu tiên</source>
        <translation>Priority class</translation>
    </message>
    <message>
        <source>Bỏ ưu tiên</source>
        <translation>Take the priority away</translation>
    </message>
    <message>
        <source>Số cùng gia đình, cùng việc</source>
        <translation>Number of the same family or errand</translation>
    </message>
    <message>
        <source>còn %1 phút để quay lại</source>
        <translation>%1 min left to come back</translation>
    </message>
    <message>
        <source>Tạm giữ %1</source>
        <translation>Hold %1</translation>
    </message>
    <message>
        <source>Chuyển %1</source>
        <translation>Transfer %1</translation>
    </message>
    <message>
        <source>Tạm nghỉ</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Giao dịch nhanh</source>
        <translation>Quick matter</translation>
    </message>
    <message>
        <source>Gọi %1 ngoài thứ tự</source>
        <translation>Call %1 out of turn</translation>
    </message>
    <message>
        <source>Ưu tiên cho %1</source>
        <translation>Priority for %1</translation>
    </message>
    <message>
        <source>Gộp %1 vào %2</source>
        <translation>Merge %1 into %2</translation>
    </message>
    <message>
        <source>Số vắng mặt quay lại</source>
        <translation>Absent number is back</translation>
    </message>
    <message>
        <source>Số không bị lùi xuống cuối hàng; hết thời gian sẽ được gọi lại theo chỗ cũ.</source>
        <translation>The number does not go to the end of the line; when the time is over it is called in its old place.</translation>
    </message>
    <message>
        <source>Số giữ nguyên chỗ theo giờ lấy số.</source>
        <translation>The number keeps its place by the hour it was taken.</translation>
    </message>
    <message>
        <source>Bảng và thời gian chờ dự báo sẽ tính đến việc quầy nghỉ.</source>
        <translation>The boards and the forecast of waits take the pause into account.</translation>
    </message>
    <message>
        <source>Cấp một số và gọi ngay, cho việc chỉ vài phút.</source>
        <translation>A number is given and called at once, for what takes a few minutes.</translation>
    </message>
    <message>
        <source>Các số được phục vụ trong một lượt; không ai mất chỗ.</source>
        <translation>The numbers are served as one; nobody loses a place.</translation>
    </message>
    <message>
        <source>Số quay lại chờ ở chỗ cũ.</source>
        <translation>The number waits in its old place again.</translation>
    </message>
    <message>
        <source>Tạm giữ</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Chuyển</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Gọi</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Ghi ưu tiên</source>
        <translation>Set priority</translation>
    </message>
    <message>
        <source>Gộp</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Cho chờ lại</source>
        <translation>Let wait again</translation>
    </message>
    <message>
        <source>Không có số vắng mặt nào còn thời gian quay lại.</source>
        <translation>No absent number has time left to come back.</translation>
    </message>
    <message>
        <source>Chưa có ai chờ.</source>
        <translation>Nobody is waiting.</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>Đã gọi %1</source>
        <translation>%1 was called</translation>
    </message>
    <message>
        <source>Đã tạm giữ %1</source>
        <translation>%1 is on hold</translation>
    </message>
    <message>
        <source>Đã chuyển %1</source>
        <translation>%1 was transferred</translation>
    </message>
    <message>
        <source>Đã ghi %1 vắng mặt</source>
        <translation>%1 was marked absent</translation>
    </message>
    <message>
        <source>Đã kết thúc %1</source>
        <translation>%1 was finished</translation>
    </message>
    <message>
        <source>Đã cho %1 chờ lại</source>
        <translation>%1 waits again</translation>
    </message>
    <message>
        <source>Quầy đã tạm nghỉ</source>
        <translation>The counter is paused</translation>
    </message>
    <message>
        <source>Quầy đã làm việc lại</source>
        <translation>The counter works again</translation>
    </message>
    <message>
        <source>Đã gọi giao dịch nhanh %1</source>
        <translation>Quick matter %1 was called</translation>
    </message>
    <message>
        <source>Đã gộp %1</source>
        <translation>%1 was merged</translation>
    </message>
    <message>
        <source>Đã đổi ưu tiên của %1</source>
        <translation>The priority of %1 was changed</translation>
    </message>
    <message>
        <source>Gọi số tiếp</source>
        <translation>Call next</translation>
    </message>
    <message>
        <source>Gọi %1</source>
        <translation>Call %1</translation>
    </message>
    <message>
        <source>Gọi lại %1</source>
        <translation>Recall %1</translation>
    </message>
    <message>
        <source>Tạm giữ %1</source>
        <translation>Hold %1</translation>
    </message>
    <message>
        <source>Chuyển %1</source>
        <translation>Transfer %1</translation>
    </message>
    <message>
        <source>Ghi %1 vắng mặt</source>
        <translation>Mark %1 absent</translation>
    </message>
    <message>
        <source>Kết thúc %1</source>
        <translation>Finish %1</translation>
    </message>
    <message>
        <source>Cho %1 chờ lại</source>
        <translation>Let %1 wait again</translation>
    </message>
    <message>
        <source>Tạm nghỉ</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Mở lại quầy</source>
        <translation>Reopen the counter</translation>
    </message>
    <message>
        <source>Giao dịch nhanh</source>
        <translation>Quick matter</translation>
    </message>
    <message>
        <source>Gộp %1</source>
        <translation>Merge %1</translation>
    </message>
    <message>
        <source>Đổi ưu tiên của %1</source>
        <translation>Change the priority of %1</translation>
    </message>
    <message>
        <source>Hoàn tác %1</source>
        <translation>Undo %1</translation>
    </message>
</context>
<context>
    <name>DeskColumn</name>
    <message>
        <source>Bây giờ</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Thiết bị</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Người vắng trở lại</source>
        <translation>Someone came back</translation>
    </message>
    <message>
        <source>Đặt ưu tiên</source>
        <translation>Set priority</translation>
    </message>
    <message>
        <source>Ngừng phát số</source>
        <translation>Close a line</translation>
    </message>
    <message>
        <source>Phát số lại</source>
        <translation>Open a line</translation>
    </message>
    <message>
        <source>Lập báo cáo</source>
        <translation>Make a report</translation>
    </message>
    <message>
        <source>Trả số quầy hỏng</source>
        <translation>Free a counter&apos;s numbers</translation>
    </message>
    <message>
        <source>Hôm nay %1</source>
        <translation>Today %1</translation>
    </message>
    <message>
        <source>%1 số · %2 xong</source>
        <translation>%1 numbers · %2 served</translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Rời bàn</source>
        <translation>Leave the desk</translation>
    </message>
</context>
<context>
    <name>DeviceCard</name>
    <message>
        <source>Đã kết nối</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Mất kết nối từ %1</source>
        <translation>Not heard since %1</translation>
    </message>
    <message>
        <source>Chưa nối lần nào</source>
        <translation>Never heard yet</translation>
    </message>
    <message>
        <source>Không còn hồ sơ nào chờ gửi</source>
        <translation>Nothing waits to be sent</translation>
    </message>
    <message>
        <source>%1 hồ sơ chờ gửi, lâu nhất %2 phút</source>
        <translation>%1 dossiers to be sent, the oldest for %2 min</translation>
    </message>
    <message>
        <source>%1 việc bị từ chối, xin kỹ thuật viên xem</source>
        <translation>%1 refused, for a technician to look at</translation>
    </message>
    <message>
        <source>số liệu lúc %1</source>
        <translation>as of %1</translation>
    </message>
</context>
<context>
    <name>DevicesView</name>
    <message>
        <source>Chưa có thiết bị nào được đăng ký.</source>
        <translation>No device is enrolled yet.</translation>
    </message>
    <message>
        <source>Gửi hồ sơ lên thành phố</source>
        <translation>Sending to the city</translation>
    </message>
    <message>
        <source>Các máy</source>
        <translation>Machines</translation>
    </message>
    <message>
        <source>Máy chủ coi một thiết bị là đang nối khi nghe thấy nó trong một phút vừa qua.</source>
        <translation>A device counts as connected when the hub has heard it within the last minute.</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>Tờ khai đã xong và đã lưu</source>
        <translation>Your form is finished and saved</translation>
    </message>
    <message>
        <source>Đang lưu tờ khai…</source>
        <translation>Saving your form…</translation>
    </message>
    <message>
        <source>Tờ khai không lưu được từ máy này</source>
        <translation>Your form could not be saved from this kiosk</translation>
    </message>
    <message>
        <source>Tờ khai đã xong nhưng chưa lưu được</source>
        <translation>Your form is finished, but not saved yet</translation>
    </message>
    <message>
        <source>Chưa gửi đi: cần quét giấy tờ rồi mới gửi hồ sơ.</source>
        <translation>It is not sent yet: your papers must be scanned first.</translation>
    </message>
    <message>
        <source>Máy chủ chưa trả lời. Xin đừng rời máy: máy đang tự gửi lại. Nếu phải đi ngay, các trang đã lưu trước đó vẫn mở lại được bằng phiếu.</source>
        <translation>The Centre&apos;s server does not answer. Please stay: this kiosk keeps trying. If you must go now, the pages saved before can still be opened with your slip.</translation>
    </message>
    <message>
        <source>Phiếu đã được mở ở máy khác. Xin kết thúc ở đây rồi quét lại phiếu để làm tiếp từ bản đã lưu.</source>
        <translation>Your slip was opened on another machine. Please finish here and scan the slip again to go on from what was saved.</translation>
    </message>
    <message>
        <source>Mang phiếu %1 đến trạm số hóa</source>
        <translation>Take slip %1 to the scanning station</translation>
    </message>
    <message>
        <source>Quét mã trên phiếu, rồi quét các giấy tờ dưới đây.</source>
        <translation>Scan the code on the slip, then the papers below.</translation>
    </message>
    <message>
        <source>Sẽ quét · ông/bà đã có</source>
        <translation>To be scanned · you have it</translation>
    </message>
    <message>
        <source>Sẽ quét</source>
        <translation>To be scanned</translation>
    </message>
    <message>
        <source>Chỉ cần xuất trình</source>
        <translation>Only to be shown</translation>
    </message>
    <message>
        <source>Giữ phiếu cẩn thận</source>
        <translation>Keep your slip safe</translation>
    </message>
    <message>
        <source>Mã trên phiếu mở tờ khai của ông/bà. Mất phiếu thì phải khai lại.</source>
        <translation>Its code opens your form. If the slip is lost, the form must be filled in again.</translation>
    </message>
    <message>
        <source>Gửi lại ngay</source>
        <translation>Send again now</translation>
    </message>
    <message>
        <source>Kết thúc</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Kết thúc, không đợi</source>
        <translation>Finish without waiting</translation>
    </message>
    <message>
        <source>Màn hình tự đóng sau %1 giây</source>
        <translation>This screen closes by itself in %1 seconds</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Tờ khai chưa lưu được lên máy chủ, mới chỉ nằm ở máy này. Xin cứ điền tiếp, máy đang tự gửi lại.</source>
        <translation>Your form is not saved on the server yet, only on this kiosk. Please go on; this kiosk keeps sending it.</translation>
    </message>
    <message>
        <source>Phiếu này đã được mở ở một máy khác, nên những gì vừa điền ở đây không lưu được. Xin quét lại phiếu để làm tiếp từ bản đã lưu.</source>
        <translation>This slip was opened on another machine, so what you just entered here cannot be saved. Please scan the slip again to go on from what was saved.</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời. Máy đang tự nối lại; xin đợi một lát hoặc đến bàn hướng dẫn.</source>
        <translation>The Centre&apos;s server does not answer. This kiosk is reconnecting; please wait a moment or go to the help desk.</translation>
    </message>
    <message>
        <source>Cần người giúp?</source>
        <translation>Do you need help?</translation>
    </message>
    <message>
        <source>Xin giơ tay hoặc đến bàn hướng dẫn ở sảnh. Những gì đã điền vẫn còn trên màn hình này.</source>
        <translation>Please raise your hand or go to the help desk in the hall. What you have entered stays on this screen.</translation>
    </message>
    <message>
        <source>Xin giơ tay hoặc đến bàn hướng dẫn ở sảnh, hoặc gọi %1. Những gì đã điền vẫn còn trên màn hình này.</source>
        <translation>Please raise your hand, go to the help desk in the hall, or call %1. What you have entered stays on this screen.</translation>
    </message>
    <message>
        <source>Chữ to</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Hạ thấp</source>
        <translation>Lower</translation>
    </message>
    <message>
        <source>Tiếp tục tự làm</source>
        <translation>Go on by myself</translation>
    </message>
    <message>
        <source>Số %1 được mời đến quầy %2</source>
        <translation>Number %1 is called to counter %2</translation>
    </message>
    <message>
        <source>Chưa giữ được chỗ. Xin đến quầy %1 ngay; những gì đã khai vẫn được lưu theo phiếu.</source>
        <translation>Your place could not be kept. Please go to counter %1 now; what you have entered is saved with your slip.</translation>
    </message>
    <message>
        <source>Xin đến quầy ngay, những gì đã khai được lưu theo phiếu. Hoặc giữ chỗ để làm nốt: số của ông/bà không bị lùi xuống cuối hàng.</source>
        <translation>Please go to the counter now; what you have entered is saved with your slip. Or keep your place and finish here: your number does not go to the end of the line.</translation>
    </message>
    <message>
        <source>Tôi đến quầy %1</source>
        <translation>I am going to counter %1</translation>
    </message>
    <message>
        <source>Giữ chỗ cho tôi, tôi làm nốt</source>
        <translation>Keep my place, I will finish here</translation>
    </message>
    <message>
        <source>Ông/bà còn ở đây không?</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>Màn hình sẽ tự xóa sau %1 giây để giữ kín thông tin của ông/bà.</source>
        <translation>This screen will be cleared in %1 seconds to protect your information.</translation>
    </message>
    <message>
        <source>Tôi vẫn ở đây</source>
        <translation>I am still here</translation>
    </message>
    <message>
        <source>Xóa và kết thúc</source>
        <translation>Clear and finish</translation>
    </message>
</context>
<context>
    <name>FreeDesk</name>
    <message>
        <source>Quầy đang tạm nghỉ</source>
        <translation>The counter is paused</translation>
    </message>
    <message>
        <source>Quầy đang trống</source>
        <translation>The counter is free</translation>
    </message>
    <message>
        <source>còn %1 phút</source>
        <translation>%1 min left</translation>
    </message>
    <message>
        <source>Bấm F2 để tiếp tục làm việc.</source>
        <translation>Press F2 to go on working.</translation>
    </message>
    <message>
        <source>Bấm F2 để mời số tiếp theo.</source>
        <translation>Press F2 to call the next number.</translation>
    </message>
    <message>
        <source>Khi có người chờ, số sẽ hiện ở bên trái.</source>
        <translation>When somebody waits, the number is shown at the left.</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>Đưa mã QR trên căn cước vào đầu đọc</source>
        <translation>Hold the QR code of your identity card to the reader</translation>
    </message>
    <message>
        <source>Ông/bà tự điền thông tin</source>
        <translation>Please fill in your details yourself</translation>
    </message>
    <message>
        <source>Thẻ căn cước công dân: mã ở mặt trước. Thẻ căn cước mới: mã ở mặt sau.</source>
        <translation>Chip card (căn cước công dân): on the front. New card (căn cước): on the back.</translation>
    </message>
    <message>
        <source>Máy này không có đầu đọc mã. Xin tự điền ở các trang sau.</source>
        <translation>This kiosk has no code reader. Please fill in your details on the next pages.</translation>
    </message>
    <message>
        <source>Máy đọc những gì</source>
        <translation>What is read</translation>
    </message>
    <message>
        <source>Số định danh, họ tên, ngày sinh, giới tính, nơi cư trú, ngày cấp. Không đọc ảnh và vân tay.</source>
        <translation>Personal number, name, date of birth, sex, residence and date of issue. No photo, no fingerprints.</translation>
    </message>
    <message>
        <source>Để làm gì</source>
        <translation>What for</translation>
    </message>
    <message>
        <source>Để điền sẵn tờ khai này cho ông/bà xem lại. Tờ khai được niêm phong bằng mã trên phiếu của ông/bà.</source>
        <translation>To fill in this form for you to check. The form is sealed with the code on your slip.</translation>
    </message>
    <message>
        <source>Tự điền, không đưa thẻ</source>
        <translation>Fill in without a card</translation>
    </message>
</context>
<context>
    <name>KeyMap</name>
    <message>
        <source>Phím tắt</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Cỡ chữ %1</source>
        <translation>Letters %1</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Kiểu gõ: %1</source>
        <translation>Typing: %1</translation>
    </message>
    <message>
        <source>sắc</source>
        <translation>sắc</translation>
    </message>
    <message>
        <source>huyền</source>
        <translation>huyền</translation>
    </message>
    <message>
        <source>hỏi</source>
        <translation>hỏi</translation>
    </message>
    <message>
        <source>ngã</source>
        <translation>ngã</translation>
    </message>
    <message>
        <source>nặng</source>
        <translation>nặng</translation>
    </message>
    <message>
        <source>bỏ dấu</source>
        <translation>no tone</translation>
    </message>
    <message>
        <source>dấu cách</source>
        <translation>space</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>lâu nhất %1 phút</source>
        <translation>longest %1 min</translation>
    </message>
    <message>
        <source>lấy số bây giờ: khoảng %1 phút</source>
        <translation>a number now: about %1 min</translation>
    </message>
    <message>
        <source>lấy số bây giờ: %1 đến %2 phút</source>
        <translation>a number now: %1 to %2 min</translation>
    </message>
    <message>
        <source>%1 quầy đang gọi</source>
        <translation>%1 counters calling</translation>
    </message>
    <message>
        <source>chưa quầy nào mở</source>
        <translation>no counter open</translation>
    </message>
    <message>
        <source>%1 đang chờ</source>
        <translation>%1 waiting</translation>
    </message>
    <message>
        <source>Hẹn giờ: %1 số, %2 sắp quá giờ</source>
        <translation>Promised: %1 numbers, %2 near their hour</translation>
    </message>
    <message>
        <source>Hẹn giờ: %1 số, đều kịp</source>
        <translation>Promised: %1 numbers, all in time</translation>
    </message>
    <message>
        <source>đang chờ</source>
        <translation>waiting</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>Chưa có ai chờ</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message>
        <source>Đang chờ %1 người · %2</source>
        <translation>%1 waiting · %2</translation>
    </message>
    <message>
        <source>Ông/bà đến làm việc gì?</source>
        <translation>What have you come for?</translation>
    </message>
    <message>
        <source>Hiện không nhận số. Xin hỏi bàn hướng dẫn.</source>
        <translation>No numbers now. Please ask at the help desk.</translation>
    </message>
</context>
<context>
    <name>LinkLost</name>
    <message>
        <source>Đang nối lại. Xin nghe cán bộ gọi số.</source>
        <translation>Reconnecting. Please listen for your number.</translation>
    </message>
</context>
<context>
    <name>Need</name>
    <message>
        <source>Ông/bà cần làm thủ tục gì?</source>
        <translation>Which procedure do you need?</translation>
    </message>
    <message>
        <source>Tìm thủ tục</source>
        <translation>Search procedures</translation>
    </message>
    <message>
        <source>Không thấy thủ tục nào khớp. Xin thử từ khác, hoặc xem cả danh sách.</source>
        <translation>No procedure fits. Please try another word, or see the whole list.</translation>
    </message>
    <message>
        <source>Các thủ tục khai được ở máy này:</source>
        <translation>Procedures that can be filled in here:</translation>
    </message>
    <message>
        <source>Các thủ tục phù hợp:</source>
        <translation>Procedures that fit:</translation>
    </message>
    <message>
        <source>Xem cả danh sách</source>
        <translation>See the whole list</translation>
    </message>
</context>
<context>
    <name>NoteLine</name>
    <message>
        <source>Đang làm hồ sơ, giữ chỗ</source>
        <translation>Busy with a form, place kept</translation>
    </message>
    <message>
        <source>Tạm giữ: %1</source>
        <translation>On hold: %1</translation>
    </message>
    <message>
        <source>Đã giữ chỗ</source>
        <translation>Place kept</translation>
    </message>
    <message>
        <source>Chờ riêng quầy này</source>
        <translation>Waits for this counter</translation>
    </message>
    <message>
        <source>Hẹn xong trước %1</source>
        <translation>Promised by %1</translation>
    </message>
    <message>
        <source>Số phát khi mất mạng</source>
        <translation>Number given while offline</translation>
    </message>
</context>
<context>
    <name>NowView</name>
    <message>
        <source>Thu gọn</source>
        <translation>Show fewer</translation>
    </message>
    <message>
        <source>Xem thêm %1 việc</source>
        <translation>Show %1 more</translation>
    </message>
    <message>
        <source>Nhóm thủ tục</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>Quầy</source>
        <translation>Counters</translation>
    </message>
</context>
<context>
    <name>PageDesk</name>
    <message>
        <source>Thành phố chưa trả lời nên chưa mở được trang. Xin chọn lại giấy tờ sau ít giây.</source>
        <translation>The city does not answer, so the page cannot be opened yet. Please choose the document again in a few seconds.</translation>
    </message>
    <message>
        <source>Thành phố chưa cho mở giấy tờ này.</source>
        <translation>The city does not let this document be opened.</translation>
    </message>
    <message>
        <source>Tệp này không hiển thị được.</source>
        <translation>This file cannot be shown.</translation>
    </message>
    <message>
        <source>Đang mở trang…</source>
        <translation>Opening the page…</translation>
    </message>
    <message>
        <source>Chưa có trang nào được gửi.</source>
        <translation>No pages were sent.</translation>
    </message>
    <message>
        <source>%1 · trang %2 / %3</source>
        <translation>%1 · page %2 of %3</translation>
    </message>
    <message>
        <source>Trang trước</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Trang sau</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Nhỏ lại</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>To ra</source>
        <translation>Larger</translation>
    </message>
</context>
<context>
    <name>PageThumb</name>
    <message>
        <source>Trang %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Đang xem</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>Không xem được, xin quét lại</source>
        <translation>Cannot be read, please scan again</translation>
    </message>
    <message>
        <source>Bị mờ, vẫn dùng</source>
        <translation>Blurred, kept</translation>
    </message>
    <message>
        <source>Bị mờ, nên quét lại</source>
        <translation>Blurred, better scan again</translation>
    </message>
    <message>
        <source>Bị cắt mép, vẫn dùng</source>
        <translation>Cut off, kept</translation>
    </message>
    <message>
        <source>Bị cắt mép, nên quét lại</source>
        <translation>Cut off, better scan again</translation>
    </message>
    <message>
        <source>Bị tối, vẫn dùng</source>
        <translation>Dark, kept</translation>
    </message>
    <message>
        <source>Bị tối, nên quét lại</source>
        <translation>Dark, better scan again</translation>
    </message>
    <message>
        <source>Trang trắng?</source>
        <translation>Blank page?</translation>
    </message>
    <message>
        <source>Bị ngược, xin xoay</source>
        <translation>Upside down, please turn</translation>
    </message>
    <message>
        <source>Rõ nét</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Chưa có trang nào</source>
        <translation>No pages yet</translation>
    </message>
    <message numerus="yes">
        <source>Xem lại %n trang vừa quét</source>
        <translation>
            <numerusform>Check the page just scanned</numerusform>
            <numerusform>Check the %n pages just scanned</numerusform>
        </translation>
    </message>
    <message>
        <source>Trang %1 không xem được. Xin đặt lại tờ giấy rồi quét lại trang này.</source>
        <translation>Page %1 cannot be read. Please lay the paper again and scan this page again.</translation>
    </message>
    <message>
        <source>Trang %1 bị mờ. Lau mặt kính, đặt lại tờ giấy rồi quét lại trang này.</source>
        <translation>Page %1 is blurred. Wipe the glass, lay the paper again and scan this page again.</translation>
    </message>
    <message>
        <source>Trang %1 bị cắt mép. Đặt tờ giấy nằm gọn trong khung rồi quét lại trang này.</source>
        <translation>Page %1 is cut off. Lay the paper wholly inside the frame and scan this page again.</translation>
    </message>
    <message>
        <source>Trang %1 bị tối. Đóng kín nắp máy rồi quét lại trang này.</source>
        <translation>Page %1 is dark. Close the lid and scan this page again.</translation>
    </message>
    <message>
        <source>Trang %1 có vẻ là trang trắng. Nếu không cần, xin chọn trang đó rồi bỏ.</source>
        <translation>Page %1 seems blank. If it is not needed, choose it and take it out.</translation>
    </message>
    <message>
        <source>Trang %1 bị ngược. Xin chọn trang đó rồi xoay.</source>
        <translation>Page %1 is upside down. Please choose it and turn it.</translation>
    </message>
    <message>
        <source>Máy đang làm phẳng và xem từng trang.</source>
        <translation>Every page is being straightened and checked.</translation>
    </message>
    <message>
        <source>Xin quét lại, hoặc hoàn tác để lấy lại trang vừa bỏ.</source>
        <translation>Please scan again, or undo to bring the page back.</translation>
    </message>
    <message>
        <source>Các trang đều rõ. Xin so lại với giấy gốc: đủ trang, đúng thứ tự.</source>
        <translation>All pages are clear. Please compare with the paper: every page, in order.</translation>
    </message>
    <message>
        <source>Chỉ quét một mặt: mặt của trang %1 hướng lên trong khay, hoặc úp xuống mặt kính.</source>
        <translation>Only one side is scanned: the side of page %1 face up in the feeder, or face down on the glass.</translation>
    </message>
    <message>
        <source>Quét tiếp</source>
        <translation>Go on scanning</translation>
    </message>
    <message>
        <source>Quét thêm</source>
        <translation>Scan more</translation>
    </message>
    <message>
        <source>Xoay</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Lên trước</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>Ra sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Bỏ trang</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Vẫn dùng trang %1</source>
        <translation>Keep page %1</translation>
    </message>
    <message>
        <source>Quét lại trang %1</source>
        <translation>Scan page %1 again</translation>
    </message>
    <message>
        <source>Xong giấy tờ này</source>
        <translation>Done with this paper</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Đã đủ giấy tờ</source>
        <translation>All papers are here</translation>
    </message>
    <message>
        <source>Giấy tờ của hồ sơ này</source>
        <translation>The papers of this dossier</translation>
    </message>
    <message>
        <source>Xin xem lại mọi trang một lần rồi gửi hồ sơ.</source>
        <translation>Please look through every page once, then send.</translation>
    </message>
    <message>
        <source>Xin chọn loại giấy tờ cần quét ở bên trái.</source>
        <translation>Please choose a paper at the left.</translation>
    </message>
    <message>
        <source>Bỏ ghim, kẹp; vuốt phẳng tờ giấy.</source>
        <translation>Take out staples and clips; smooth the paper.</translation>
    </message>
    <message>
        <source>Đặt cả tập vào khay, mặt chữ hướng lên.</source>
        <translation>Lay all sheets into the feeder, writing up.</translation>
    </message>
    <message>
        <source>Giấy mỏng, rách hoặc đóng quyển: đặt lên mặt kính.</source>
        <translation>Thin, torn or bound paper: lay it on the glass.</translation>
    </message>
    <message>
        <source>Quét cả hai mặt</source>
        <translation>Scan both sides</translation>
    </message>
    <message>
        <source>Xem lại và gửi</source>
        <translation>Look through and send</translation>
    </message>
    <message>
        <source>Quét trên mặt kính</source>
        <translation>Scan on the glass</translation>
    </message>
    <message>
        <source>Quét giấy tờ</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Tôi không có</source>
        <translation>I do not have it</translation>
    </message>
    <message>
        <source>Để làm sau</source>
        <translation>Finish later</translation>
    </message>
</context>
<context>
    <name>Priority</name>
    <message>
        <source>Ông/bà thuộc diện ưu tiên nào?</source>
        <translation>Which of these applies to you?</translation>
    </message>
    <message>
        <source>Người thuộc các diện này được gọi trước. Cán bộ sẽ xem giấy tờ khi gọi số.</source>
        <translation>These people are called first. Staff will look at your papers when they call you.</translation>
    </message>
    <message>
        <source>Không thuộc diện nào</source>
        <translation>None of these</translation>
    </message>
</context>
<context>
    <name>PriorityBanner</name>
    <message>
        <source>Ưu tiên: %1</source>
        <translation>Priority: %1</translation>
    </message>
    <message>
        <source>Cán bộ sẽ xem giấy tờ khi gọi số.</source>
        <translation>Staff will look at your papers when they call you.</translation>
    </message>
    <message>
        <source>Đổi</source>
        <translation>Change</translation>
    </message>
</context>
<context>
    <name>PriorityButton</name>
    <message>
        <source>Tôi thuộc diện ưu tiên</source>
        <translation>I have priority</translation>
    </message>
</context>
<context>
    <name>Procedure</name>
    <message>
        <source>Sẽ quét ở trạm số hóa</source>
        <translation>Will be scanned at the scanning station</translation>
    </message>
    <message>
        <source>Chỉ cần xuất trình</source>
        <translation>Only to be shown</translation>
    </message>
    <message>
        <source>Cơ quan tự tra cứu, không cần mang</source>
        <translation>Looked up by the authority; need not be brought</translation>
    </message>
    <message>
        <source>miễn phí</source>
        <translation>free of charge</translation>
    </message>
    <message>
        <source>%1 đồng</source>
        <translation>%1 đồng</translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation>Time limit</translation>
    </message>
    <message>
        <source>Lệ phí: %1</source>
        <translation>Fee: %1</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Giấy tờ cần có</source>
        <translation>Papers you need</translation>
    </message>
    <message>
        <source>Chạm vào giấy tờ ông/bà có sẵn. Thiếu giấy tờ vẫn kê khai được.</source>
        <translation>Touch the papers that you have with you. You can fill in the form even if some are missing.</translation>
    </message>
    <message>
        <source>Chỉ cần trong một số trường hợp. %1</source>
        <translation>Only needed in some cases. %1</translation>
    </message>
    <message>
        <source>Ẩn căn cứ pháp lý</source>
        <translation>Hide the legal basis</translation>
    </message>
    <message>
        <source>Căn cứ pháp lý</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Kê khai</source>
        <translation>Fill in the form</translation>
    </message>
    <message>
        <source>Lấy số và kê khai</source>
        <translation>Take a number and begin</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>%1 · sửa rồi quay lại phần kiểm tra</source>
        <translation>%1 · change it, then back to the check</translation>
    </message>
    <message>
        <source>%1 · trang %2 trong %3</source>
        <translation>%1 · page %2 of %3</translation>
    </message>
    <message>
        <source>Còn một mục cần xem lại. Những mục khác vẫn được giữ.</source>
        <translation>One answer needs another look. The others are kept.</translation>
    </message>
    <message>
        <source>Còn %1 mục cần xem lại. Những mục khác vẫn được giữ.</source>
        <translation>%1 answers need another look. The others are kept.</translation>
    </message>
    <message>
        <source>Chỗ viền đứt đọc từ căn cước, xin ông/bà xem lại cho đúng.</source>
        <translation>What has a dashed border was read from your card. Please check that it is right.</translation>
    </message>
    <message>
        <source>Chỗ viền đứt điền sẵn theo trường hợp thường gặp, xin ông/bà xem lại cho đúng.</source>
        <translation>What has a dashed border is filled in as in most cases. Please check that it is right.</translation>
    </message>
    <message>
        <source>Đúng rồi</source>
        <translation>It is right</translation>
    </message>
    <message>
        <source>Vì sao hỏi câu này?</source>
        <translation>Why do we ask this?</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>QueueColumn</name>
    <message>
        <source>Quầy %1</source>
        <translation>Counter %1</translation>
    </message>
    <message>
        <source>Đang chờ %1</source>
        <translation>%1 waiting</translation>
    </message>
    <message>
        <source>Danh sách chờ</source>
        <translation>Waiting list</translation>
    </message>
    <message>
        <source>Chưa có ai chờ.</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>Đang nối lại máy chủ</source>
        <translation>Reconnecting to the server</translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Đóng quầy</source>
        <translation>Close the counter</translation>
    </message>
</context>
<context>
    <name>ReadThrough</name>
    <message>
        <source>Hồ sơ này không cần quét giấy tờ</source>
        <translation>This dossier needs no scanned papers</translation>
    </message>
    <message>
        <source>Xem lại mọi trang trước khi gửi</source>
        <translation>Look through every page before sending</translation>
    </message>
    <message>
        <source>Xin gửi hồ sơ. Giấy tờ xuất trình, xin đưa cho cán bộ tại quầy.</source>
        <translation>Please send the dossier. Show the other papers at the counter.</translation>
    </message>
    <message>
        <source>%1 · trang %2 trong %3</source>
        <translation>%1 · page %2 of %3</translation>
    </message>
    <message>
        <source>Máy trạm không ghi được hồ sơ xuống đĩa nên chưa gửi. Các trang vẫn còn đây; xin gọi nhân viên hỗ trợ.</source>
        <translation>The station could not write the dossier to its disk, so nothing was sent. The pages are still here; please call staff.</translation>
    </message>
    <message>
        <source>Trang trước</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Sửa trang này</source>
        <translation>Mend this page</translation>
    </message>
    <message>
        <source>Gửi hồ sơ</source>
        <translation>Send the dossier</translation>
    </message>
    <message>
        <source>Trang sau</source>
        <translation>Next page</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Xin ông/bà xem lại</source>
        <translation>Please check your answers</translation>
    </message>
    <message>
        <source>Chạm vào dòng nào cần sửa. Sửa xong máy đưa ông/bà về đây.</source>
        <translation>Touch a line to change it. Afterwards you come back here.</translation>
    </message>
    <message>
        <source>Đúng cả</source>
        <translation>All correct</translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message>
        <source>Đang dừng máy quét…</source>
        <translation>Stopping the scanner…</translation>
    </message>
    <message>
        <source>Đang quét…</source>
        <translation>Scanning…</translation>
    </message>
    <message>
        <source>trang đã lưu an toàn</source>
        <translation>pages kept safe</translation>
    </message>
    <message numerus="yes">
        <source>Đang xem %n trang</source>
        <translation>
            <numerusform>Checking %n page</numerusform>
            <numerusform>Checking %n pages</numerusform>
        </translation>
    </message>
    <message>
        <source>Xin đừng mở nắp máy khi đang quét.</source>
        <translation>Please do not open the lid while scanning.</translation>
    </message>
    <message>
        <source>Dừng quét</source>
        <translation>Stop scanning</translation>
    </message>
</context>
<context>
    <name>ScrollArea</name>
    <message>
        <source>Xem phần trên</source>
        <translation>See the part above</translation>
    </message>
    <message>
        <source>Xem phần dưới</source>
        <translation>See the part below</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>Đang in phiếu…</source>
        <translation>Printing the slip…</translation>
    </message>
    <message>
        <source>Đã in phiếu nộp hồ sơ. Xin cầm phiếu.</source>
        <translation>Your slip is printed. Please take it.</translation>
    </message>
    <message>
        <source>Đã in phiếu tạm. Xin cầm phiếu và giữ cẩn thận.</source>
        <translation>A provisional slip is printed. Please take it and keep it safe.</translation>
    </message>
    <message>
        <source>Máy in hết giấy nên chưa in được phiếu.</source>
        <translation>The printer is out of paper, so the slip is not printed.</translation>
    </message>
    <message>
        <source>Nắp máy in đang mở nên chưa in được phiếu.</source>
        <translation>The printer&apos;s cover is open, so the slip is not printed.</translation>
    </message>
    <message>
        <source>Máy in chưa trả lời nên chưa in được phiếu.</source>
        <translation>The printer does not answer, so the slip is not printed.</translation>
    </message>
    <message>
        <source>Không chắc phiếu đã in xong.</source>
        <translation>It is not certain that the slip was printed.</translation>
    </message>
    <message>
        <source>Máy in gặp lỗi nên chưa in được phiếu.</source>
        <translation>The printer reports a fault, so the slip is not printed.</translation>
    </message>
    <message>
        <source>Phiếu %1</source>
        <translation>Ticket %1</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Tờ khai điện tử</source>
        <translation>Electronic form</translation>
    </message>
    <message numerus="yes">
        <source>%n trang · </source>
        <translation>
            <numerusform>%n page · </numerusform>
            <numerusform>%n pages · </numerusform>
        </translation>
    </message>
    <message>
        <source>đang đóng thành tệp</source>
        <translation>being bound into a file</translation>
    </message>
    <message>
        <source>đã đóng thành tệp</source>
        <translation>bound into a file</translation>
    </message>
    <message>
        <source>đã lưu, chờ gửi</source>
        <translation>kept, waiting to be sent</translation>
    </message>
    <message>
        <source>đang gửi</source>
        <translation>being sent</translation>
    </message>
    <message>
        <source>thành phố đã nhận đủ</source>
        <translation>the city has it whole</translation>
    </message>
    <message>
        <source>thành phố chưa nhận, cán bộ sẽ xử lý</source>
        <translation>not taken by the city, staff will see to it</translation>
    </message>
    <message>
        <source>Đang đóng hồ sơ…</source>
        <translation>Closing the dossier…</translation>
    </message>
    <message>
        <source>Thành phố đã nhận hồ sơ</source>
        <translation>The city has your dossier</translation>
    </message>
    <message>
        <source>Hồ sơ đã lưu an toàn ở đây</source>
        <translation>Your dossier is safe here</translation>
    </message>
    <message>
        <source>Đang gửi hồ sơ…</source>
        <translation>Sending your dossier…</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Dossier code</translation>
    </message>
    <message>
        <source>Thành phố đã nhận đủ từng tệp. Ông/bà có thể cất giấy tờ gốc.</source>
        <translation>The city has received every file whole. You can put your papers away.</translation>
    </message>
    <message>
        <source>Hồ sơ đã lưu an toàn ở máy này và sẽ tự gửi. Ông/bà có thể cất giấy tờ gốc và rời máy này, không phải đợi.</source>
        <translation>Your dossier is safe on this station and will be sent by itself. You can put your papers away and leave this station; there is no need to wait.</translation>
    </message>
    <message>
        <source>Xin chờ vài giây.</source>
        <translation>A few seconds, please.</translation>
    </message>
    <message>
        <source>Hệ thống của thành phố chưa trả lời nên chưa có mã hồ sơ. Phiếu tạm chưa có mã; khi tới quầy, cán bộ sẽ cho ông/bà biết mã.</source>
        <translation>The city&apos;s system does not answer, so there is no dossier code yet. The provisional slip has none; staff will tell you the code at the counter.</translation>
    </message>
    <message>
        <source>Nếu chưa thấy phiếu, xin in lại. Hồ sơ không bị ảnh hưởng.</source>
        <translation>If there is no slip, please print again. The dossier is not affected.</translation>
    </message>
    <message>
        <source>Xin ghi lại mã hồ sơ ở trên, hoặc in lại. Hồ sơ không bị ảnh hưởng.</source>
        <translation>Please note the code above, or print again. The dossier is not affected.</translation>
    </message>
    <message>
        <source>Xin in lại, hoặc hỏi nhân viên. Hồ sơ không bị ảnh hưởng.</source>
        <translation>Please print again, or ask staff. The dossier is not affected.</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Số thứ tự %1 vẫn giữ nguyên. Xin ra khu chờ và nghe gọi số.</source>
        <translation>Your number %1 stays as it is. Please sit in the waiting area and listen for it.</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>ShowSlip</name>
    <message>
        <source>Đưa phiếu vào đầu đọc</source>
        <translation>Show your slip to the reader</translation>
    </message>
    <message>
        <source>Quét từng loại giấy tờ</source>
        <translation>Scan each paper</translation>
    </message>
    <message>
        <source>Xem lại mọi trang</source>
        <translation>Look through every page</translation>
    </message>
    <message>
        <source>Gửi hồ sơ, nhận phiếu nộp</source>
        <translation>Send, and take your slip</translation>
    </message>
    <message>
        <source>Cỡ chữ %1</source>
        <translation>Letters %1</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Hỗ trợ</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Xin mời đưa phiếu vào đầu đọc</source>
        <translation>Please show your slip to the reader</translation>
    </message>
    <message>
        <source>Đầu đọc nhận mã vuông lớn nhất trên phiếu số thứ tự. Tờ khai của ông/bà sẽ hiện ra cùng danh sách giấy tờ cần quét.</source>
        <translation>The reader takes the largest square code on your ticket slip. Your form then opens with the list of papers to scan.</translation>
    </message>
    <message>
        <source>Đang mở tờ khai…</source>
        <translation>Opening your form…</translation>
    </message>
    <message>
        <source>Mã vừa đọc không phải mã tờ khai.</source>
        <translation>That is not the code of a form.</translation>
    </message>
    <message>
        <source>Mã trên phiếu đọc chưa trọn.</source>
        <translation>The code was not read whole.</translation>
    </message>
    <message>
        <source>Phiếu này chưa có tờ khai, hoặc tờ khai đã hết hạn lưu.</source>
        <translation>There is no form for this slip, or its time has run out.</translation>
    </message>
    <message>
        <source>Tờ khai của phiếu này chưa xong.</source>
        <translation>The form of this slip is not finished.</translation>
    </message>
    <message>
        <source>Quy định của thủ tục này đã thay đổi, hiện chưa gửi được ở đây.</source>
        <translation>The rules of this procedure have changed; it cannot be sent here now.</translation>
    </message>
    <message>
        <source>Không mở được tờ khai bằng phiếu này.</source>
        <translation>This slip does not open a form.</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời.</source>
        <translation>The centre&apos;s server does not answer.</translation>
    </message>
    <message>
        <source>Hồ sơ của phiếu này đã gửi rồi.</source>
        <translation>The dossier of this slip has been sent already.</translation>
    </message>
    <message>
        <source>Xin đưa mã vuông lớn nhất, ở nửa dưới của phiếu số thứ tự.</source>
        <translation>Please show the largest square code, in the lower half of the slip.</translation>
    </message>
    <message>
        <source>Xin vuốt phẳng phiếu và đưa lại. Tờ khai không bị mất.</source>
        <translation>Please smooth the slip and show it again. Your form is not lost.</translation>
    </message>
    <message>
        <source>Xin kê khai tại kiosk bằng phiếu này. Số thứ tự của ông/bà vẫn giữ nguyên.</source>
        <translation>Please fill in the form at a kiosk with this slip. Your number stays as it is.</translation>
    </message>
    <message>
        <source>Xin trở lại kiosk, đưa phiếu này và làm tiếp. Những gì đã khai vẫn còn.</source>
        <translation>Please go back to a kiosk, show this slip and go on. What you filled in is still there.</translation>
    </message>
    <message>
        <source>Tờ khai không bị mất. Xin hỏi nhân viên hỗ trợ; số thứ tự của ông/bà vẫn giữ nguyên.</source>
        <translation>Your form is not lost. Please ask staff; your number stays as it is.</translation>
    </message>
    <message>
        <source>Xin hỏi nhân viên hỗ trợ. Số thứ tự của ông/bà vẫn giữ nguyên.</source>
        <translation>Please ask staff. Your number stays as it is.</translation>
    </message>
    <message>
        <source>Xin đợi một lát rồi đưa phiếu lại. Tờ khai không bị mất.</source>
        <translation>Please wait a moment, then show the slip again. Your form is not lost.</translation>
    </message>
    <message>
        <source>Ông/bà không phải làm gì thêm. Xin ra khu chờ và nghe gọi số.</source>
        <translation>There is nothing more to do. Please sit in the waiting area and listen for your number.</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Phiếu %1</source>
        <translation>Ticket %1</translation>
    </message>
    <message>
        <source>Đã nạp %1 · Đã lưu %2 · Đã gửi %3</source>
        <translation>Fed %1 · Kept %2 · Sent %3</translation>
    </message>
    <message numerus="yes">
        <source>%n trang</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message>
        <source>Cần quét</source>
        <translation>To be scanned</translation>
    </message>
    <message>
        <source>Quét nếu có</source>
        <translation>Scan if you have it</translation>
    </message>
    <message>
        <source>Đang xem · %1</source>
        <translation>Checking · %1</translation>
    </message>
    <message>
        <source>Nên quét lại · %1</source>
        <translation>Better scan again · %1</translation>
    </message>
    <message>
        <source>Đã quét · %1</source>
        <translation>Scanned · %1</translation>
    </message>
    <message>
        <source>Xuất trình, không cần quét</source>
        <translation>Show it, no scan needed</translation>
    </message>
    <message>
        <source>Cán bộ tra cứu, không cần giấy</source>
        <translation>Staff look it up, no paper needed</translation>
    </message>
    <message>
        <source>Không cần trong trường hợp này</source>
        <translation>Not needed in this case</translation>
    </message>
</context>
<context>
    <name>SideTools</name>
    <message>
        <source>Hỗ trợ</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Quầy %1</source>
        <translation>Counter %1</translation>
    </message>
    <message>
        <source>Mở quầy</source>
        <translation>Open the counter</translation>
    </message>
    <message>
        <source>Bàn phụ trách</source>
        <translation>Supervisor&apos;s desk</translation>
    </message>
    <message>
        <source>Vào bàn phụ trách</source>
        <translation>Open the desk</translation>
    </message>
</context>
<context>
    <name>StaffSignIn</name>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời. Xin đợi một lát rồi đăng nhập lại.</source>
        <translation>The centre&apos;s server does not answer. Please wait a moment, then sign in again.</translation>
    </message>
    <message>
        <source>Phiên làm việc đã hết giờ. Xin đăng nhập lại; lượt đang phục vụ vẫn giữ nguyên.</source>
        <translation>The time of this session is over. Please sign in again; the visit at the counter stays as it is.</translation>
    </message>
    <message>
        <source>Phiên làm việc đã hết giờ. Xin đăng nhập lại; không có gì bị mất.</source>
        <translation>The time of this session is over. Please sign in again; nothing is lost.</translation>
    </message>
    <message>
        <source>Quầy đóng ở máy này vì ông/bà vừa đăng nhập ở máy khác, hoặc người khác vừa mở quầy này. Lượt đang phục vụ vẫn giữ nguyên. Đăng nhập lại ở đây thì nơi kia đóng.</source>
        <translation>The counter closed on this machine: you have signed in on another one, or somebody else has opened this counter. The visit at the counter stays as it is. If you sign in again here, the other place closes.</translation>
    </message>
    <message>
        <source>Bàn này đóng vì ông/bà vừa đăng nhập ở máy khác: mỗi người chỉ làm việc ở một nơi. Không có gì bị mất. Đăng nhập lại ở đây thì nơi kia đóng.</source>
        <translation>This desk closed because you have signed in on another machine: a person works in one place at a time. Nothing is lost. If you sign in again here, the other place closes.</translation>
    </message>
    <message>
        <source>Máy chủ đã trả lời lại. Xin đăng nhập lần nữa; lượt đang phục vụ vẫn giữ nguyên.</source>
        <translation>The hub answers again. Please sign in once more; the visit at the counter stays as it is.</translation>
    </message>
    <message>
        <source>Mã vừa đọc không phải thẻ cán bộ. Xin đưa thẻ cán bộ vào máy đọc, hoặc nhập mã cán bộ và mã PIN.</source>
        <translation>What was read is no staff badge. Please hold your badge to the reader, or enter your staff id and PIN.</translation>
    </message>
    <message>
        <source>Mã cán bộ</source>
        <translation>Staff id</translation>
    </message>
    <message>
        <source>mã được cấp</source>
        <translation>as given to you</translation>
    </message>
    <message>
        <source>Mã PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Đang đăng nhập…</source>
        <translation>Signing in…</translation>
    </message>
    <message>
        <source>Hoặc đưa thẻ cán bộ vào máy đọc mã.</source>
        <translation>Or hold your staff badge to the code reader.</translation>
    </message>
    <message>
        <source>Cỡ chữ %1</source>
        <translation>Letters %1</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Bớt một</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>Thêm một</source>
        <translation>One more</translation>
    </message>
</context>
<context>
    <name>Supervisor</name>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời. Số liệu dưới đây là lúc %1; máy tự nối lại.</source>
        <translation>The centre&apos;s hub does not answer. What is shown is of %1; it reconnects by itself.</translation>
    </message>
    <message>
        <source>Số %1 đã vào lại hàng, ở chỗ cũ.</source>
        <translation>%1 is back in the line, in its old place.</translation>
    </message>
    <message>
        <source>Đã ghi ưu tiên cho số %1.</source>
        <translation>%1 now has priority.</translation>
    </message>
    <message>
        <source>Đã bỏ ưu tiên của số %1.</source>
        <translation>%1 has no priority any more.</translation>
    </message>
    <message>
        <source>Đã ngừng phát số. Số đã phát vẫn được phục vụ.</source>
        <translation>No more numbers are given. Numbers already taken are served.</translation>
    </message>
    <message>
        <source>Nhóm phát số lại.</source>
        <translation>The line gives numbers again.</translation>
    </message>
    <message>
        <source>Số để dành cho quầy đã về lại hàng chung.</source>
        <translation>The counter&apos;s numbers are back in the common line.</translation>
    </message>
    <message>
        <source>Đang lập báo cáo…</source>
        <translation>Making the report…</translation>
    </message>
    <message>
        <source>Báo cáo đã lưu: %1</source>
        <translation>Report saved: %1</translation>
    </message>
    <message>
        <source>Không lưu được báo cáo: ổ đĩa đầy hoặc không cho ghi. Xin báo kỹ thuật viên rồi lập lại; số liệu vẫn còn.</source>
        <translation>The report could not be saved: the disk is full or may not be written. Please tell a technician and make it again; the figures are kept.</translation>
    </message>
    <message>
        <source>Cần chú ý</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>%1 việc</source>
        <translation>%1 things</translation>
    </message>
    <message>
        <source>Bây giờ</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Thiết bị</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>lúc %1</source>
        <translation>at %1</translation>
    </message>
    <message>
        <source>Đang nối lại máy chủ. Số liệu dưới đây là lúc %1.</source>
        <translation>Reconnecting to the hub. What is shown is of %1.</translation>
    </message>
    <message>
        <source>Đang hỏi máy chủ…</source>
        <translation>Asking the hub…</translation>
    </message>
</context>
<context>
    <name>SupervisorKeys</name>
    <message>
        <source>Các nhóm thủ tục và các quầy lúc này</source>
        <translation>Lines and counters at this moment</translation>
    </message>
    <message>
        <source>Số liệu và biểu đồ hôm nay</source>
        <translation>Today&apos;s figures and charts</translation>
    </message>
    <message>
        <source>Nhật ký: ai đã làm gì</source>
        <translation>The log: who did what</translation>
    </message>
    <message>
        <source>Thiết bị, và hồ sơ chờ gửi lên thành phố</source>
        <translation>Devices, and dossiers still to be sent to the city</translation>
    </message>
    <message>
        <source>Ngừng phát số của một nhóm</source>
        <translation>Give no more numbers of a line</translation>
    </message>
    <message>
        <source>Phát số lại</source>
        <translation>Open a line</translation>
    </message>
    <message>
        <source>Lập báo cáo ngày hoặc tháng</source>
        <translation>Make a report of a day or a month</translation>
    </message>
    <message>
        <source>Kiểm tra nhật ký, khi đang xem nhật ký</source>
        <translation>Check the log, while it is shown</translation>
    </message>
    <message>
        <source>Trả số để dành của một quầy hỏng về hàng chung</source>
        <translation>Give the numbers of a counter out of order back to everybody</translation>
    </message>
    <message>
        <source>Cho người vắng trở lại chờ ở chỗ cũ</source>
        <translation>Let someone who came back wait in the old place</translation>
    </message>
    <message>
        <source>Đặt ưu tiên cho một số đang chờ</source>
        <translation>Give a waiting number priority</translation>
    </message>
    <message>
        <source>Chọn một mục của bảng đang mở</source>
        <translation>Choose an item of the open panel</translation>
    </message>
    <message>
        <source>Đến nút sau; Shift+Tab về nút trước</source>
        <translation>Next control; Shift+Tab to the one before</translation>
    </message>
    <message>
        <source>Đóng bảng đang mở</source>
        <translation>Close the open sheet</translation>
    </message>
</context>
<context>
    <name>SupervisorSheets</name>
    <message>
        <source>giữ chỗ đến %1</source>
        <translation>place kept until %1</translation>
    </message>
    <message>
        <source>Nhóm thủ tục</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>Số đang chờ</source>
        <translation>Waiting number</translation>
    </message>
    <message>
        <source>chờ %1 phút</source>
        <translation>waiting %1 min</translation>
    </message>
    <message>
        <source>Xin chọn nhóm thủ tục trước.</source>
        <translation>Please choose a line first.</translation>
    </message>
    <message>
        <source>Diện ưu tiên</source>
        <translation>Priority class</translation>
    </message>
    <message>
        <source>Bỏ ưu tiên</source>
        <translation>Take the priority away</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Lý do, người dân sẽ đọc thấy</source>
        <translation>Reason, which citizens will read</translation>
    </message>
    <message>
        <source>Từ lúc nào</source>
        <translation>From when</translation>
    </message>
    <message>
        <source>Ngay bây giờ</source>
        <translation>Right now</translation>
    </message>
    <message>
        <source>Sau %1 phút, có báo trước</source>
        <translation>In %1 minutes, with notice</translation>
    </message>
    <message>
        <source>Quầy</source>
        <translation>Counters</translation>
    </message>
    <message>
        <source>Thời gian</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Hôm qua</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Tháng này</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>Tháng trước</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>Dạng tệp</source>
        <translation>Kind of file</translation>
    </message>
    <message>
        <source>PDF để in</source>
        <translation>PDF to print</translation>
    </message>
    <message>
        <source>Excel, có biểu đồ</source>
        <translation>Excel, with plots</translation>
    </message>
    <message>
        <source>CSV, cho máy khác đọc</source>
        <translation>CSV, for other programs</translation>
    </message>
    <message>
        <source>Người vắng trở lại</source>
        <translation>Someone came back</translation>
    </message>
    <message>
        <source>Đặt ưu tiên</source>
        <translation>Set priority</translation>
    </message>
    <message>
        <source>Ưu tiên cho %1</source>
        <translation>Priority for %1</translation>
    </message>
    <message>
        <source>Ngừng phát số</source>
        <translation>Close a line</translation>
    </message>
    <message>
        <source>Phát số lại</source>
        <translation>Open a line</translation>
    </message>
    <message>
        <source>Trả số quầy hỏng</source>
        <translation>Free a counter&apos;s numbers</translation>
    </message>
    <message>
        <source>Lập báo cáo</source>
        <translation>Make a report</translation>
    </message>
    <message>
        <source>Số quay lại chờ ở chỗ cũ. Quá giờ giữ chỗ thì xin lấy số mới.</source>
        <translation>The number waits in its old place again. After the hour shown, a new number is needed.</translation>
    </message>
    <message>
        <source>Chọn số ghi trên phiếu của người được ưu tiên.</source>
        <translation>Choose the number on the slip of whoever has priority.</translation>
    </message>
    <message>
        <source>Số đã phát vẫn được phục vụ.</source>
        <translation>Numbers already taken are served.</translation>
    </message>
    <message>
        <source>Nhóm phát số lại theo giờ mở cửa của mình.</source>
        <translation>The line gives numbers again as its hours have it.</translation>
    </message>
    <message>
        <source>Chỉ khi máy của quầy đã tắt hẳn: số để dành cho quầy và số đang gọi ở đó về lại hàng chung, đúng chỗ cũ.</source>
        <translation>Only when the counter&apos;s machine is off for good: its numbers, and the one called there, go back to the common line, to their old places.</translation>
    </message>
    <message>
        <source>Cho chờ lại</source>
        <translation>Let wait again</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Ghi ưu tiên</source>
        <translation>Set priority</translation>
    </message>
    <message>
        <source>Trả về hàng chung</source>
        <translation>Back to the common line</translation>
    </message>
    <message>
        <source>Không có mục nào.</source>
        <translation>There is nothing here.</translation>
    </message>
    <message>
        <source>Không có số vắng mặt nào còn thời gian quay lại.</source>
        <translation>No absent number has time left to come back.</translation>
    </message>
    <message>
        <source>Chưa có ai chờ.</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời. Xin đóng bảng này, ít phút sau mở lại.</source>
        <translation>The centre&apos;s hub does not answer. Please close this sheet and open it again in a few minutes.</translation>
    </message>
    <message>
        <source>Đang hỏi máy chủ…</source>
        <translation>Asking the hub…</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Quầy %1 gọi số này</source>
        <translation>Counter %1 calls this number</translation>
    </message>
    <message>
        <source>Nhân viên sẽ gọi số này</source>
        <translation>Staff will call this number</translation>
    </message>
    <message>
        <source>Ngày làm nhanh: hẹn xong trước %1</source>
        <translation>Express day: promised to be done by %1</translation>
    </message>
    <message>
        <source>Số này do máy tự cấp</source>
        <translation>This kiosk gave the number by itself</translation>
    </message>
    <message>
        <source>Máy chủ chưa trả lời. Số của ông/bà vẫn có giá trị, thứ tự tính từ bây giờ; chưa báo trước được thời gian chờ.</source>
        <translation>The main computer does not answer. Your number counts, in the order of this moment; the wait cannot be told yet.</translation>
    </message>
    <message>
        <source>Đã in phiếu</source>
        <translation>Slip printed</translation>
    </message>
    <message>
        <source>Chưa in được phiếu</source>
        <translation>Slip not printed</translation>
    </message>
    <message>
        <source>Không chắc phiếu đã in</source>
        <translation>Perhaps not printed</translation>
    </message>
    <message>
        <source>Đang in phiếu…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>Máy in không báo lại. Nếu phiếu đã ra, xin cầm lấy; nếu chưa, chạm “In lại phiếu”. Số của ông/bà vẫn đúng.</source>
        <translation>The printer did not report back. If a slip came out, please take it; if not, touch “Print again”. Your number is valid.</translation>
    </message>
    <message>
        <source>Máy in hết giấy. Số của ông/bà vẫn đúng, xin nhớ số trên màn hình.</source>
        <translation>The printer is out of paper. Your number is valid; please remember it.</translation>
    </message>
    <message>
        <source>Nắp máy in đang mở. Số của ông/bà vẫn đúng, xin nhớ số trên màn hình.</source>
        <translation>The printer&apos;s cover is open. Your number is valid; please remember it.</translation>
    </message>
    <message>
        <source>Máy in không trả lời. Số của ông/bà vẫn đúng, xin nhớ số trên màn hình.</source>
        <translation>The printer does not answer. Your number is valid; please remember it.</translation>
    </message>
    <message>
        <source>Số của ông/bà</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>Không có ai chờ trước</source>
        <translation>Nobody is before you</translation>
    </message>
    <message>
        <source>Trước ông/bà: %1 người</source>
        <translation>Before you: %1</translation>
    </message>
    <message>
        <source>In lại phiếu</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Chụp lại mã này bằng điện thoại</source>
        <translation>Photograph this code with your phone</translation>
    </message>
    <message>
        <source>Mã thay cho phiếu: nó mở lại tờ khai. Không chụp và không có phiếu thì tờ khai không mở lại được.</source>
        <translation>It stands in for the slip and opens your form again. Without photo or slip the form cannot be opened again.</translation>
    </message>
    <message>
        <source>Xem lượt trên điện thoại</source>
        <translation>Follow your turn on a phone</translation>
    </message>
    <message>
        <source>Quét mã này: điện thoại giữ số thay cho phiếu, cho biết còn mấy người và báo khi được gọi.</source>
        <translation>Scan this code: your phone keeps the number in place of the slip, tells how many are before you and when you are called.</translation>
    </message>
    <message>
        <source>Quét mã này, hoặc mã trên phiếu: điện thoại cho biết còn mấy người và báo khi được gọi.</source>
        <translation>Scan this code, or the one on the slip: your phone tells how many are before you and when you are called.</translation>
    </message>
    <message>
        <source>Chưa xem được trên điện thoại</source>
        <translation>Not on a phone yet</translation>
    </message>
    <message>
        <source>Số do máy tự cấp chưa có trang điện thoại. Xin nghe gọi số.</source>
        <translation>A number that the kiosk gave by itself has no phone page. Please listen for your number.</translation>
    </message>
    <message>
        <source>Mời ngồi chờ, nghe gọi số</source>
        <translation>Please sit and wait for your call</translation>
    </message>
    <message>
        <source>Chuẩn bị căn cước</source>
        <translation>Have your identity card ready</translation>
    </message>
    <message>
        <source>Và giấy tờ cũ liên quan, nếu còn giữ.</source>
        <translation>And old papers on the matter, if you still have them.</translation>
    </message>
    <message>
        <source>Giữ phiếu cẩn thận</source>
        <translation>Keep your slip safe</translation>
    </message>
    <message>
        <source>Mã trên phiếu mở tờ khai của ông/bà. Mất phiếu thì phải khai lại.</source>
        <translation>Its code opens your form. If the slip is lost, the form must be filled in again.</translation>
    </message>
    <message>
        <source>Kê khai ngay</source>
        <translation>Fill in the form now</translation>
    </message>
    <message>
        <source>Kê khai ngay trong lúc chờ</source>
        <translation>Fill in the form while waiting</translation>
    </message>
    <message>
        <source>Xong, tôi ngồi chờ</source>
        <translation>Done, I will wait</translation>
    </message>
    <message>
        <source>Màn hình tự đóng sau %1 giây</source>
        <translation>This screen closes by itself in %1 seconds</translation>
    </message>
</context>
<context>
    <name>TodayView</name>
    <message>
        <source>Trung bình</source>
        <translation>Mean</translation>
    </message>
    <message>
        <source>9/10 người chờ tới</source>
        <translation>9 of 10 waited up to</translation>
    </message>
    <message>
        <source>Dự báo</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>Thực tế</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>Vắng mặt</source>
        <translation>Did not come</translation>
    </message>
    <message>
        <source>Thời gian chờ theo giờ lấy số</source>
        <translation>Waiting by hour of issue</translation>
    </message>
    <message>
        <source>Dự báo và thực tế, theo nhóm</source>
        <translation>Forecast and actual, by line</translation>
    </message>
    <message>
        <source>Dự báo và thực tế, theo quầy</source>
        <translation>Forecast and actual, by counter</translation>
    </message>
    <message>
        <source>Vắng khi gọi, theo giờ lấy số</source>
        <translation>Did not come, by hour of issue</translation>
    </message>
    <message>
        <source>%1 phút</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Lấy số</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>Đã phục vụ</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>Vắng khi gọi</source>
        <translation>Did not come</translation>
    </message>
    <message>
        <source>Tự rời hàng</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>Chờ trung bình</source>
        <translation>Mean wait</translation>
    </message>
    <message>
        <source>Dự báo lệch</source>
        <translation>Forecast off by</translation>
    </message>
    <message>
        <source>Trong khoảng đã báo</source>
        <translation>Within the range</translation>
    </message>
    <message>
        <source>Đúng hẹn</source>
        <translation>Promises kept</translation>
    </message>
    <message>
        <source>Lượt chuyển</source>
        <translation>Sent on</translation>
    </message>
    <message>
        <source>Đang đếm số liệu hôm nay…</source>
        <translation>Counting today&apos;s figures…</translation>
    </message>
    <message>
        <source>Hôm nay chưa có ai lấy số. Biểu đồ hiện ra khi có số đầu tiên.</source>
        <translation>Nobody has taken a number today. Plots appear with the first one.</translation>
    </message>
    <message>
        <source>số</source>
        <translation>numbers</translation>
    </message>
    <message>
        <source>phút</source>
        <translation>minutes</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>English</source>
        <translation>Tiếng Việt</translation>
    </message>
    <message>
        <source>Hỗ trợ</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>UndoStrip</name>
    <message>
        <source>Hoàn tác (%1)</source>
        <translation>Undo (%1)</translation>
    </message>
</context>
<context>
    <name>Unreachable</name>
    <message>
        <source>Nhóm thủ tục này hiện không phát số</source>
        <translation>This line is not giving out numbers now</translation>
    </message>
    <message>
        <source>Chưa lấy được số</source>
        <translation>No number yet</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời. Xin chạm “Thử lại”: nếu số đã được cấp, ông/bà nhận đúng số đó, không mất lượt. Hoặc xin lấy số ở bàn hướng dẫn.</source>
        <translation>The Centre&apos;s server does not answer. Please touch “Try again”: if a number was given, you get that very number and lose no place. Or ask for one at the help desk.</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Chọn nhóm khác</source>
        <translation>Choose another line</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Never mind</translation>
    </message>
</context>
<context>
    <name>Visit</name>
    <message>
        <source>Đang mở hồ sơ…</source>
        <translation>Opening the dossier…</translation>
    </message>
    <message>
        <source>Công dân chưa gửi hồ sơ. Quét phiếu của công dân để xem phần đã kê khai.</source>
        <translation>The citizen has not sent a dossier yet. Scan the citizen&apos;s slip to see what was filled in.</translation>
    </message>
    <message>
        <source>Hồ sơ đã gửi, đang trên đường tới thành phố. Hồ sơ không bị mất; xin mở lại sau ít giây.</source>
        <translation>The dossier was sent and is on its way to the city. Nothing is lost; please open it again in a few seconds.</translation>
    </message>
    <message>
        <source>Máy chủ của trung tâm chưa trả lời nên chưa biết hồ sơ của lượt này.</source>
        <translation>The centre&apos;s server does not answer, so the dossier of this visit is not known yet.</translation>
    </message>
    <message>
        <source>Hệ thống của thành phố chưa trả lời. Hồ sơ không bị mất; xin mở lại sau ít giây.</source>
        <translation>The city&apos;s system does not answer. Nothing is lost; please open it again in a few seconds.</translation>
    </message>
    <message>
        <source>Quầy này chưa có bản quy định mà hồ sơ được kê khai theo. Hồ sơ vẫn ở thành phố; xin báo kỹ thuật viên.</source>
        <translation>This counter lacks the rules that the dossier was written by. The city still has it; please tell a technician.</translation>
    </message>
    <message>
        <source>Phần kê khai nhận về không đọc được. Xin báo kỹ thuật viên.</source>
        <translation>The answers that came cannot be read. Please tell a technician.</translation>
    </message>
    <message>
        <source>Đang phục vụ %1</source>
        <translation>Serving %1</translation>
    </message>
    <message>
        <source>đã gọi %1 lần</source>
        <translation>called %1 times</translation>
    </message>
    <message>
        <source>hồ sơ %1</source>
        <translation>dossier %1</translation>
    </message>
    <message>
        <source>gửi lúc %1</source>
        <translation>sent %1</translation>
    </message>
    <message>
        <source>chưa gửi, mở bằng phiếu</source>
        <translation>not sent, opened by the slip</translation>
    </message>
    <message>
        <source>Đã quá giờ hẹn %1 phút</source>
        <translation>Promise missed by %1 min</translation>
    </message>
    <message>
        <source>Hẹn nhanh: còn %1 phút</source>
        <translation>Express: %1 min left</translation>
    </message>
    <message>
        <source>Hồ sơ %1 / %2</source>
        <translation>Dossier %1 / %2</translation>
    </message>
    <message>
        <source>Mở lại (F12)</source>
        <translation>Open again (F12)</translation>
    </message>
    <message>
        <source>Đã tiếp nhận. Hẹn trả kết quả %1.</source>
        <translation>Accepted. The result is due %1.</translation>
    </message>
    <message>
        <source>Đã tiếp nhận.</source>
        <translation>Accepted.</translation>
    </message>
    <message>
        <source>Đang in Mẫu 01…</source>
        <translation>Printing form 01…</translation>
    </message>
    <message>
        <source>Đã in Mẫu 01, xin ký và đưa công dân một bản.</source>
        <translation>Form 01 is printed; please sign it and give the citizen a copy.</translation>
    </message>
    <message>
        <source>Chưa in được Mẫu 01. Hồ sơ đã tiếp nhận; xin xem máy in rồi in lại (F11).</source>
        <translation>Form 01 is not printed. The dossier is accepted; please see to the printer, then print again (F11).</translation>
    </message>
    <message>
        <source>Xem phần kê khai</source>
        <translation>Show the answers</translation>
    </message>
    <message>
        <source>Xem trang giấy</source>
        <translation>Show the pages</translation>
    </message>
</context>
<context>
    <name>WaitingRow</name>
    <message>
        <source>%1 phút</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>Waits</name>
    <message>
        <source>Thời gian chờ</source>
        <translation>Waiting time</translation>
    </message>
    <message>
        <source>Thời gian chờ, lúc %1</source>
        <translation>Waiting time, as of %1</translation>
    </message>
    <message>
        <source>%1 (%2/%3)</source>
        <translation>%1 (%2/%3)</translation>
    </message>
    <message>
        <source>hết số hôm nay</source>
        <translation>no numbers left today</translation>
    </message>
    <message>
        <source>mở lúc %1</source>
        <translation>opens at %1</translation>
    </message>
    <message>
        <source>ngừng lấy số</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>tạm nghỉ</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>không phải chờ</source>
        <translation>no wait</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Lấy số thứ tự</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>Kê khai hồ sơ</source>
        <translation>Fill in a form</translation>
    </message>
    <message>
        <source>Tra cứu hồ sơ</source>
        <translation>Follow a dossier</translation>
    </message>
    <message>
        <source>Tôi đã đặt lịch</source>
        <translation>I have an appointment</translation>
    </message>
    <message>
        <source>Chọn nhóm thủ tục, nhận số và phiếu</source>
        <translation>Choose a line, get a number and a slip</translation>
    </message>
    <message>
        <source>Chưa có ai chờ, được gọi ngay</source>
        <translation>Nobody is waiting; you are called at once</translation>
    </message>
    <message>
        <source>Chưa có ai chờ</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message>
        <source>Đang chờ %1 người · %2</source>
        <translation>%1 waiting · %2</translation>
    </message>
    <message>
        <source>Điền từng câu một, có người hướng dẫn</source>
        <translation>One question at a time, with guidance</translation>
    </message>
    <message>
        <source>Xem hồ sơ đến đâu, nhận kết quả điện tử</source>
        <translation>See how far it is, get the electronic result</translation>
    </message>
    <message>
        <source>Nhận số theo lịch hẹn iHanoi</source>
        <translation>Get the number of your iHanoi appointment</translation>
    </message>
    <message>
        <source>Mã trên phiếu đọc chưa đủ. Xin vuốt phẳng phiếu rồi quét lại; tờ khai vẫn còn nguyên.</source>
        <translation>The code on the slip was not read in full. Please smooth the slip and scan it again; your form is untouched.</translation>
    </message>
    <message>
        <source>Đây không phải mã trên phiếu của trung tâm. Xin quét mã vuông in trên phiếu số thứ tự.</source>
        <translation>This is not a code from the Centre&apos;s slip. Please scan the square code printed on your number slip.</translation>
    </message>
    <message>
        <source>Phiếu này không còn tờ khai nào: phiếu đã hết hạn, hoặc hồ sơ đã gửi xong. Xin lấy số mới.</source>
        <translation>This slip has no form any more: it has expired, or the dossier was sent. Please take a new number.</translation>
    </message>
    <message>
        <source>Chưa mở được tờ khai vì máy chủ chưa trả lời. Tờ khai vẫn được giữ; xin thử lại sau một phút.</source>
        <translation>Your form could not be opened because the server does not answer. It is kept; please try again in a minute.</translation>
    </message>
    <message>
        <source>Quy định của thủ tục này đã thay đổi, hiện chưa làm tiếp được ở đây. Tờ khai không mất; xin đưa phiếu đến bàn hướng dẫn.</source>
        <translation>The rules of this procedure have changed; you cannot go on with it here now. Your form is not lost; please take the slip to the help desk.</translation>
    </message>
    <message>
        <source>Không thấy mã nào trong ảnh này. Xin chụp lại cho rõ, đủ bốn góc của mã.</source>
        <translation>There is no code in this picture. Please take a clear one with all four corners of the code.</translation>
    </message>
    <message>
        <source>Chưa mở được tờ khai của phiếu này. Tờ khai không mất; xin đưa phiếu đến bàn hướng dẫn.</source>
        <translation>The form of this slip could not be opened. It is not lost; please take the slip to the help desk.</translation>
    </message>
    <message>
        <source>Thứ Hai</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>Thứ Ba</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>Thứ Tư</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>Thứ Năm</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>Thứ Sáu</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>Thứ Bảy</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Chủ nhật</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>%1, %2/%3</source>
        <translation>%1, %2/%3</translation>
    </message>
    <message>
        <source>Xin chào! Hôm nay ông/bà cần gì?</source>
        <translation>Welcome! What do you need today?</translation>
    </message>
    <message>
        <source>Đã hiểu</source>
        <translation>I see</translation>
    </message>
    <message>
        <source>Đã có phiếu?</source>
        <translation>Have a slip already?</translation>
    </message>
    <message>
        <source>Đưa mã vuông trên phiếu vào đầu đọc để làm tiếp tờ khai.</source>
        <translation>Hold its square code to the reader to go on with your form.</translation>
    </message>
    <message>
        <source>Gọi người hỗ trợ</source>
        <translation>Call for help</translation>
    </message>
    <message>
        <source>Hỗ trợ</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Tiếng Việt</translation>
    </message>
    <message>
        <source>Chữ to</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Hạ thấp</source>
        <translation>Lower</translation>
    </message>
</context>
<context>
    <name>Working</name>
    <message>
        <source>Đang mở tờ khai…</source>
        <translation>Opening your form…</translation>
    </message>
    <message>
        <source>Đang lấy số…</source>
        <translation>Getting your number…</translation>
    </message>
    <message>
        <source>Xin đợi một chút, không cần chạm lại.</source>
        <translation>One moment please, no need to touch again.</translation>
    </message>
</context>
</TS>
