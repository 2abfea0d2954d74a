import QtQuick
import Theme
import Controls

// A counter now: whom it serves, or why not, and who sits there.
Plate {
    id: card

    property var counter: ({})
    readonly property string standing: counter.state ?? "closed"
    readonly property string standingText: {
        switch (standing) {
        case "serving": return qsTr("%1 · %2 phút").arg(counter.label).arg(counter.minutes)
        case "paused": return qsTr("Nghỉ đến %1").arg(counter.until)
        case "free": return qsTr("Đang trống")
        }
        return qsTr("Chưa mở")
    }

    color: standing === "closed" ? Theme.clear : Theme.card
    implicitHeight: words.implicitHeight + Theme.mm(7)
    Accessible.role: Accessible.ListItem
    Accessible.name: title.text + ", " + standingText

    Column {
        id: words
        x: Theme.mm(3.5)
        y: Theme.mm(3.5)
        width: parent.width - 2 * x
        spacing: Theme.mm(0.8)
        Item {
            width: parent.width
            height: Math.max(title.implicitHeight, lines.implicitHeight)
            Label {
                id: title
                width: parent.width - lines.implicitWidth - Theme.mm(2)
                text: Theme.say(card.counter.name)
                font.weight: Font.Bold
                lineHeight: 1.1
                Accessible.ignored: true
            }
            Label {
                id: lines
                anchors.right: parent.right
                text: card.counter.lines ?? ""
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.1
                wrapMode: Text.NoWrap
            }
        }
        Row {
            width: parent.width
            spacing: Theme.mm(1.6)
            Icon {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                name: ({ serving: "account-check-outline", paused: "coffee-outline", free: "account-clock-outline" })[card.standing] ?? "power-sleep"
                color: card.standing === "serving" ? Theme.leaf : card.standing === "paused" ? Theme.lake : Theme.inkSoft
                size: Theme.body * 1.1
            }
            Label {
                objectName: "counter_" + (card.counter.number ?? "")
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - sign.width - parent.spacing
                text: card.standingText
                font.weight: card.standing === "serving" ? Font.DemiBold : Font.Normal
                lineHeight: 1.12
            }
        }
        Label {
            visible: text !== ""
            width: parent.width
            text: [Theme.say(card.counter.reason), card.counter.clerk ?? ""].filter(part => part !== "").join(" · ")
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
    }
}
