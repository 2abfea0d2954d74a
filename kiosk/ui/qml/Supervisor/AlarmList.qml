pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What needs an eye now, the worst first. Nothing to look at is said too.
Column {
    id: list

    property var alarms: []

    function title(alarm: var): string {
        switch (alarm.kind) {
        case "promise": return qsTr("%1 số sắp quá giờ hẹn").arg(alarm.count)
        case "nobody_serves": return qsTr("%1 người chờ, chưa quầy nào mở").arg(alarm.count)
        case "long_wait": return qsTr("Có người chờ %1 phút").arg(alarm.minutes)
        case "long_service": return qsTr("%1 đã phục vụ %2 phút").arg(alarm.label).arg(alarm.minutes)
        case "paused_meanwhile": return qsTr("Đang nghỉ, %1 người chờ").arg(alarm.count)
        case "device_silent": return qsTr("Mất liên lạc %1 phút").arg(alarm.minutes)
        case "outbox_refused": return qsTr("%1 việc gửi hồ sơ bị từ chối").arg(alarm.count)
        case "outbox_waiting": return qsTr("%1 hồ sơ chờ gửi, lâu nhất %2 phút").arg(alarm.count).arg(alarm.minutes)
        case "line_full": return qsTr("Đã phát hết số hôm nay")
        }
        return ""
    }
    function icon(kind: string): string {
        return ({ promise: "timer-alert-outline", nobody_serves: "account-alert-outline", long_wait: "clock-alert-outline", long_service: "progress-clock", paused_meanwhile: "coffee-outline", line_full: "ticket-outline", device_silent: "lan-disconnect", outbox_refused: "cloud-alert", outbox_waiting: "cloud-upload-outline" })[kind] ?? "alert-circle-outline"
    }

    Row {
        visible: list.alarms.length === 0
        spacing: Theme.mm(2.5)
        width: parent.width
        Icon {
            id: calm
            name: "check-circle-outline"
            color: Theme.leaf
            size: Theme.body * 1.3
        }
        Label {
            objectName: "nothing_to_do"
            width: parent.width - calm.width - parent.spacing
            text: qsTr("Không có việc nào cần chú ý.")
            color: Theme.inkSoft
        }
    }
    Repeater {
        model: list.alarms
        Item {
            id: row
            required property var modelData
            required property int index
            objectName: "alarm_" + index
            width: list.width
            height: words.implicitHeight + Theme.mm(5)
            Accessible.role: Accessible.ListItem
            Accessible.name: first.text + ", " + second.text
            Icon {
                id: sign
                y: Theme.mm(2.5)
                name: list.icon(row.modelData.kind)
                color: ["promise", "nobody_serves", "device_silent", "long_wait", "outbox_refused"].includes(row.modelData.kind) ? Theme.error : Theme.ink
                size: Theme.body * 1.2
            }
            Column {
                id: words
                x: sign.width + Theme.mm(2.5)
                y: Theme.mm(2.5)
                width: parent.width - x
                Label {
                    id: first
                    width: parent.width
                    text: list.title(row.modelData)
                    font.weight: Font.DemiBold
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                }
                Label {
                    id: second
                    width: parent.width
                    text: Theme.say(row.modelData.where)
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.hair
                color: Theme.line
            }
        }
    }
}
