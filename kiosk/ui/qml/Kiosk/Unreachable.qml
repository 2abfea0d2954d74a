import QtQuick
import Controls
import Theme

// No number could be had: what happened, what to do, and that nothing is lost.
Page {
    id: unreachable

    signal retryRequested

    function what(reason: string): string {
        switch (reason) {
        case "line_closed":
        case "closed":
            return qsTr("Nhóm thủ tục này hiện không phát số")
        case "unreachable":
            return qsTr("Chưa lấy được số")
        default:
            return qsTr("Chưa lấy được số")
        }
    }
    function todo(reason: string): string {
        switch (reason) {
        case "line_closed":
        case "closed":
            return qsTr("Xin chọn nhóm khác, hoặc hỏi bàn hướng dẫn giờ nhận hồ sơ.")
        case "unreachable":
            return qsTr("Máy chủ của trung tâm chưa trả lời. Xin chạm “Thử lại”: nếu số đã được cấp, ông/bà nhận đúng số đó, không mất lượt. Hoặc xin lấy số ở bàn hướng dẫn.")
        default:
            return qsTr("Máy chủ không nhận yêu cầu này. Chưa có số nào bị mất. Xin thử lại hoặc lấy số ở bàn hướng dẫn.")
        }
    }

    Icon {
        name: "cloud-off-outline"
        size: Theme.mm(unreachable.low ? 18 : 30)
        color: Theme.lacquer
    }
    Heading {
        objectName: "unreachable_title"
        text: unreachable.what(unreachable.snapshot.reason ?? "")
    }
    Label {
        width: parent?.width ?? 0
        font.pixelSize: Theme.lead
        text: unreachable.todo(unreachable.snapshot.reason ?? "")
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: qsTr("Thử lại")
        nextIcon: "refresh"
        nextArrow: ""
        nextName: "retry"
        backText: qsTr("Thôi")
        onBackRequested: unreachable.backRequested()
        onNextRequested: unreachable.retryRequested()
    }
}
