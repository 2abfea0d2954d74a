import QtQuick
import Controls
import Theme

// No number could be had: what happened, what to do, and that nothing is lost.
Page {
    id: unreachable

    readonly property bool refused: said !== ""
    readonly property string said: Theme.say(snapshot.said)
    readonly property bool otherLine: refused && (snapshot.other_line ?? false)
    signal retryRequested
    signal otherLineRequested

    function what(reason: string): string {
        switch (reason) {
        case "line_closed":
        case "line_full":
        case "not_open_now":
            return qsTr("Nhóm thủ tục này hiện không phát số")
        default:
            return qsTr("Chưa lấy được số")
        }
    }

    Icon {
        name: unreachable.refused ? "door-closed" : "cloud-off-outline"
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
        objectName: "unreachable_words"
        text: unreachable.refused ? unreachable.said : qsTr("Máy chủ của trung tâm chưa trả lời. Xin chạm “Thử lại”: nếu số đã được cấp, ông/bà nhận đúng số đó, không mất lượt. Hoặc xin lấy số ở bàn hướng dẫn.")
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: unreachable.otherLine ? qsTr("Chọn nhóm khác") : unreachable.refused ? "" : qsTr("Thử lại")
        nextIcon: unreachable.otherLine ? "" : "refresh"
        nextArrow: unreachable.otherLine ? "arrow-right" : ""
        nextName: unreachable.otherLine ? "other_line" : "retry"
        backText: qsTr("Thôi")
        onBackRequested: unreachable.backRequested()
        onNextRequested: unreachable.otherLine ? unreachable.otherLineRequested() : unreachable.retryRequested()
    }
}
