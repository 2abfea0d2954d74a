import QtQuick
import Theme
import Controls

// A device: what it is, whether it is heard, and what a courier still has to send.
Plate {
    id: card

    property var device: ({})
    readonly property string standing: device.state ?? "never"
    readonly property string standingText: {
        switch (standing) {
        case "heard": return qsTr("Đã kết nối")
        case "silent": return qsTr("Mất kết nối từ %1").arg(device.since)
        }
        return qsTr("Chưa nối lần nào")
    }
    readonly property bool missed: device.missed ?? false
    readonly property var outbox: device.outbox ?? null
    readonly property string outboxText: {
        if (outbox === null)
            return ""
        const parts = [outbox.waiting === 0 ? qsTr("Không còn hồ sơ nào chờ gửi") : qsTr("%1 hồ sơ chờ gửi, lâu nhất %2 phút").arg(outbox.waiting).arg(outbox.oldest_min)]
        if (outbox.refused > 0)
            parts.push(qsTr("%1 việc bị từ chối, xin kỹ thuật viên xem").arg(outbox.refused))
        if (standing !== "heard")
            parts.push(qsTr("số liệu lúc %1").arg(outbox.told_at))
        return parts.join(" · ")
    }

    color: standing === "heard" ? Theme.card : Theme.clear
    implicitHeight: words.implicitHeight + Theme.mm(7)
    Accessible.role: Accessible.ListItem
    Accessible.name: [name.text, role.text, standingText, outboxText].filter(part => part !== "").join(", ")

    Column {
        id: words
        x: Theme.mm(3.5)
        y: Theme.mm(3.5)
        width: parent.width - 2 * x
        spacing: Theme.mm(0.8)
        Label {
            id: role
            visible: !(card.device.sends ?? false)    // said by the heading already
            width: parent.width
            text: Theme.say(card.device.role)
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.1
            Accessible.ignored: true
        }
        Label {
            id: name
            width: parent.width
            text: card.device.name ?? ""
            font.weight: Font.Bold
            lineHeight: 1.1
            Accessible.ignored: true
        }
        Row {
            width: parent.width
            spacing: Theme.mm(1.6)
            Icon {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                name: card.standing === "heard" ? "check-circle-outline" : card.missed ? "lan-disconnect" : "power-sleep"
                color: card.standing === "heard" ? Theme.leaf : card.missed ? Theme.error : Theme.inkSoft
                size: Theme.body * 1.1
            }
            Label {
                objectName: "device_" + (card.device.name ?? "")
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - sign.width - parent.spacing
                text: card.standingText
                font.weight: card.missed ? Font.DemiBold : Font.Normal
                lineHeight: 1.12
            }
        }
        Label {
            objectName: "outbox_" + (card.device.name ?? "")
            visible: text !== ""
            width: parent.width
            text: card.outboxText
            color: (card.outbox?.refused ?? 0) > 0 ? Theme.error : Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
    }
}
