import Controls

// The keyboard of the supervisor's desk on one page.
KeyMap {
    keys: [
        ["F2", qsTr("Các nhóm thủ tục và các quầy lúc này")], ["F3", qsTr("Số liệu và biểu đồ hôm nay")], ["F4", qsTr("Nhật ký: ai đã làm gì")],
        ["F5", qsTr("Thiết bị, và hồ sơ chờ gửi lên thành phố")], ["F6", qsTr("Ngừng phát số của một nhóm")], ["F7", qsTr("Phát số lại")],
        ["F8", qsTr("Lập báo cáo ngày hoặc tháng")], ["F9", qsTr("Kiểm tra nhật ký, khi đang xem nhật ký")], ["F10", qsTr("Trả số để dành của một quầy hỏng về hàng chung")],
        ["F11", qsTr("Cho người vắng trở lại chờ ở chỗ cũ")], ["F12", qsTr("Đặt ưu tiên cho một số đang chờ")],
        ["1 … 9", qsTr("Chọn một mục của bảng đang mở")], ["Tab", qsTr("Đến nút sau; Shift+Tab về nút trước")], ["Esc", qsTr("Đóng bảng đang mở")],
    ]
}
