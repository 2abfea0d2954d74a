pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// Who booked shows it: the booking's code, the card, or the telephone number. One entry for all of them.
Page {
    id: appointment

    readonly property bool reader: snapshot.reader ?? false
    readonly property string said: Theme.say(snapshot.said)
    dropBar: low && entry.writing
    signal numberTyped(string number)
    signal appointmentShown
    signal otherLineRequested
    signal priorityAsked

    Heading {
        text: appointment.reader ? qsTr("Đưa mã đặt lịch hoặc căn cước vào đầu đọc") : qsTr("Ông/bà đã đặt lịch?")
    }
    Label {
        width: parent?.width ?? 0
        visible: !appointment.veryLow
        font.pixelSize: Theme.lead
        color: Theme.inkSoft
        text: appointment.reader ? qsTr("Hoặc nhập mã đặt lịch (8 số) hay số điện thoại đã đăng ký.") : qsTr("Xin nhập mã đặt lịch (8 số) hay số điện thoại đã đăng ký.")
    }
    Banner {
        objectName: "appointment_fault"
        visible: appointment.said !== ""
        width: parent?.width ?? 0
        kind: "error"
        text: appointment.said
    }
    Field {
        id: entry
        fieldName: "appointment"
        width: parent?.width ?? 0
        text: appointment.snapshot.entry ?? ""
        inputKind: "digits"
        maximumLength: 16
        iconName: "calendar-check-outline"
        placeholder: qsTr("Nhập số")
        onEdited: value => appointment.numberTyped(value)
        onEntered: appointment.appointmentShown()
    }
    PriorityBanner {
        visible: called && !(appointment.low && entry.writing)
        width: parent?.width ?? 0
        priority: appointment.snapshot.priority
        onActed: appointment.priorityAsked()
    }
    PriorityButton {
        visible: open && !(appointment.low && entry.writing)
        width: parent?.width ?? 0
        priority: appointment.snapshot.priority
        onClicked: appointment.priorityAsked()
    }
    SecondaryButton {
        objectName: "number_instead"
        visible: appointment.said !== "" && (appointment.snapshot.number_door ?? false)
        width: parent?.width ?? 0
        iconName: "ticket-confirmation-outline"
        text: qsTr("Lấy số như thường")
        onClicked: appointment.otherLineRequested()
    }
    Fact {
        visible: appointment.said === "" && !entry.writing
        iconName: "clock-outline"
        title: qsTr("Đến đúng giờ hẹn")
        detail: qsTr("Số của ông/bà ngang hàng với số lấy tại chỗ. Muộn không quá %1 phút vẫn được tính từ giờ hẹn.").arg(appointment.snapshot.late_min ?? 0)
    }
    Fact {
        visible: appointment.said === "" && !entry.writing
        iconName: "lock-outline"
        title: qsTr("Máy đọc những gì")
        detail: qsTr("Chỉ dùng số định danh hoặc số điện thoại để tìm lịch hẹn, không lưu lại.")
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: qsTr("Nhận số")
        nextName: "check_in"
        nextEnabled: entry.value.length > 0
        onBackRequested: appointment.backRequested()
        onNextRequested: appointment.appointmentShown()
    }
}
