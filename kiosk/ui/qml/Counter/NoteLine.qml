import QtQuick
import Theme
import Controls

// Why a number stands where it stands, or what was promised: an icon and words, never a colour alone.
Item {
    id: line

    property var note: ({})              // {kind, text}
    property color ink: Theme.lake

    function words(): string {
        const text = Theme.say(note.text)
        switch (note.kind ?? "") {
        case "priority": return text
        case "held": return text === "" ? qsTr("Đang làm hồ sơ, giữ chỗ") : qsTr("Tạm giữ: %1").arg(text)
        case "kept": return qsTr("Đã giữ chỗ")
        case "for_counter": return qsTr("Chờ riêng quầy này")
        case "sent": return text
        case "promise": return qsTr("Hẹn xong trước %1").arg(text)
        case "offline": return qsTr("Số phát khi mất mạng")
        }
        return text
    }

    implicitWidth: sign.width + Theme.mm(1.6) + label.implicitWidth + 1
    implicitHeight: Math.max(sign.implicitHeight, label.implicitHeight)

    Icon {
        id: sign
        name: ({
            priority: "star-four-points-outline", held: "pause-circle-outline", kept: "bookmark-outline", for_counter: "account-arrow-left-outline",
            later: "clock-outline", sent: "swap-horizontal", offline: "cloud-off-outline", promise: "timer-sand", running: "timer-sand",
        })[line.note.kind ?? ""] ?? "information-outline"
        color: line.ink
        size: Theme.small * 1.1
        width: size
    }
    Label {
        id: label
        x: sign.width + Theme.mm(1.6)
        width: parent.width - x
        text: line.words()
        color: line.ink
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        lineHeight: 1.15
    }
}
