import QtQuick
import Controls
import Theme

// No numbers here now: closed for the day, or out of service. Who booked may check in at other hours than these.
ScreenBase {
    id: closed

    readonly property bool broken: snapshot.reason === "out_of_service"
    signal languageRequested
    signal doorOpened(string door)

    function hours(): string {
        const opens = snapshot.opens ?? ""
        if (opens === "")
            return qsTr("Hiện không có nhóm thủ tục nào nhận số. Xin quay lại trong giờ làm việc.")
        if (snapshot.days === 0)
            return qsTr("Nhận số lại lúc %1 hôm nay.").arg(opens)
        if (snapshot.days === 1)
            return qsTr("Nhận số lại lúc %1 ngày mai.").arg(opens)
        const days = [qsTr("thứ Hai"), qsTr("thứ Ba"), qsTr("thứ Tư"), qsTr("thứ Năm"), qsTr("thứ Sáu"), qsTr("thứ Bảy"), qsTr("Chủ nhật")]
        return qsTr("Nhận số lại lúc %1, %2, %3/%4.").arg(opens).arg(days[snapshot.weekday ?? 0]).arg(snapshot.day ?? "").arg(snapshot.month ?? "")
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap
        Icon {
            name: closed.broken ? "wrench-clock" : "door-closed"
            size: Theme.mm(closed.low ? 20 : 34)
            color: Theme.lacquer
        }
        Heading {
            text: closed.broken ? qsTr("Máy này tạm ngừng phục vụ") : qsTr("Trung tâm đang ngoài giờ nhận số")
        }
        Label {
            width: parent.width
            font.pixelSize: Theme.lead
            text: closed.broken ? qsTr("Xin lỗi ông/bà. Xin dùng máy bên cạnh hoặc đến bàn hướng dẫn. Số và tờ khai đã lưu vẫn mở được bằng phiếu.") : closed.hours()
        }
        PrimaryButton {
            objectName: "door_appointment"
            visible: closed.snapshot.appointment ?? false
            iconName: "calendar-check-outline"
            text: qsTr("Tôi đã đặt lịch")
            onClicked: closed.doorOpened("appointment")
        }
        SecondaryButton {
            objectName: "language"
            iconName: "translate"
            text: qsTr("English")
            onClicked: closed.languageRequested()
        }
    }
}
