import Controls

// The keyboard of a counter on one page.
KeyMap {
    keys: [
        ["F2", qsTr("Gọi số tiếp; đang phục vụ thì kết thúc rồi gọi")], ["Shift+F2", qsTr("Vào danh sách chờ: chọn một số rồi Enter")],
        ["F3", qsTr("Gọi lại số đang mời")], ["F4", qsTr("Tạm giữ, giữ nguyên chỗ")], ["F5", qsTr("Chuyển nhóm thủ tục hoặc chuyển quầy")],
        ["F6", qsTr("Ghi vắng mặt")], ["F9", qsTr("Tiếp nhận hồ sơ")], ["F10", qsTr("Kết thúc, chưa gọi tiếp")],
        ["Ctrl+Z", qsTr("Hoàn tác việc vừa làm")], ["Ctrl+R", qsTr("Hỏi lại máy chủ việc chưa rõ kết quả")],
        ["Shift+F4", qsTr("Tạm nghỉ hoặc làm việc lại")], ["Shift+F5", qsTr("Gộp số của cùng gia đình")], ["Shift+F6", qsTr("Số vắng mặt quay lại")],
        ["Ctrl+N", qsTr("Giao dịch nhanh")], ["F11", qsTr("In lại Mẫu 01")], ["F12", qsTr("Mở lại hồ sơ")],
        ["PgUp PgDn", qsTr("Trang giấy trước, sau")], ["+  −", qsTr("Phóng to, thu nhỏ trang giấy")], ["Ctrl+↑ ↓", qsTr("Cuộn phần kê khai")],
        ["Ctrl+E", qsTr("Đổi giữa phần kê khai và trang giấy")], ["Tab", qsTr("Đến nút sau; Shift+Tab về nút trước")], ["Esc", qsTr("Đóng bảng đang mở")],
    ]
}
