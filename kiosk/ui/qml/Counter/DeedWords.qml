import QtQuick

// What a deed is called: as done, and as asked but not answered yet.
QtObject {
    function done(deed: string, label: string): string {
        switch (deed) {
        case "call_next":
        case "call_this": return qsTr("Đã gọi %1").arg(label)
        case "hold": return qsTr("Đã tạm giữ %1").arg(label)
        case "transfer": return qsTr("Đã chuyển %1").arg(label)
        case "absent": return qsTr("Đã ghi %1 vắng mặt").arg(label)
        case "finish": return qsTr("Đã kết thúc %1").arg(label)
        case "come_back": return qsTr("Đã cho %1 chờ lại").arg(label)
        case "pause": return qsTr("Quầy đã tạm nghỉ")
        case "resume": return qsTr("Quầy đã làm việc lại")
        case "quick": return qsTr("Đã gọi giao dịch nhanh %1").arg(label)
        case "merge": return qsTr("Đã gộp %1").arg(label)
        case "set_priority": return qsTr("Đã đổi ưu tiên của %1").arg(label)
        }
        return ""
    }
    function asked(deed: string, label: string): string {
        switch (deed) {
        case "call_next": return qsTr("Gọi số tiếp")
        case "call_this": return qsTr("Gọi %1").arg(label)
        case "recall": return qsTr("Gọi lại %1").arg(label)
        case "hold": return qsTr("Tạm giữ %1").arg(label)
        case "transfer": return qsTr("Chuyển %1").arg(label)
        case "absent": return qsTr("Ghi %1 vắng mặt").arg(label)
        case "finish": return qsTr("Kết thúc %1").arg(label)
        case "come_back": return qsTr("Cho %1 chờ lại").arg(label)
        case "pause": return qsTr("Tạm nghỉ")
        case "resume": return qsTr("Mở lại quầy")
        case "quick": return qsTr("Giao dịch nhanh")
        case "merge": return qsTr("Gộp %1").arg(label)
        case "set_priority": return qsTr("Đổi ưu tiên của %1").arg(label)
        case "undo": return qsTr("Hoàn tác %1").arg(label)
        }
        return ""
    }
}
