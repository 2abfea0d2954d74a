import QtQuick
import Theme
import Controls

// A line now: its letter and name, how it goes, and how many wait.
Item {
    id: row

    property var line: ({})
    readonly property bool shut: line.state === "closed" || line.state === "full"

    function facts(): string {
        const parts = []
        if ((line.waiting ?? 0) > 0)
            parts.push(qsTr("lâu nhất %1 phút").arg(line.longest_min))
        if (!shut)
            parts.push(line.low_min === line.high_min ? qsTr("lấy số bây giờ: khoảng %1 phút").arg(line.high_min) : qsTr("lấy số bây giờ: %1 đến %2 phút").arg(line.low_min).arg(line.high_min))
        parts.push((line.counters ?? 0) > 0 ? qsTr("%1 quầy đang gọi").arg(line.counters) : qsTr("chưa quầy nào mở"))
        return parts.join(" · ")
    }

    implicitHeight: Math.max(letter.implicitHeight, words.implicitHeight, counts.implicitHeight) + Theme.mm(6)
    Accessible.role: Accessible.ListItem
    Accessible.name: letter.text + " " + name.text + ", " + qsTr("%1 đang chờ").arg(row.line.waiting ?? 0) + ", " + detail.text

    Label {
        id: letter
        objectName: "line_" + text
        y: Theme.mm(3)
        width: Theme.mm(14) * Math.min(1.3, Theme.textScale)
        text: row.line.letter ?? ""
        color: Theme.lacquer
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
        lineHeight: 1
        Accessible.ignored: true
    }
    Column {
        id: words
        x: letter.width
        y: Theme.mm(3)
        width: parent.width - x - counts.width - Theme.mm(4)
        spacing: Theme.mm(0.6)
        Label {
            id: name
            width: parent.width
            text: Theme.say(row.line.name)
            font.weight: Font.DemiBold
            lineHeight: 1.12
        }
        Label {
            id: detail
            width: parent.width
            text: row.facts()
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
        Label {
            visible: text !== ""
            width: parent.width
            text: Theme.say(row.line.notice)
            color: row.shut ? Theme.error : Theme.lake
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            lineHeight: 1.15
        }
        Label {
            visible: (row.line.promised ?? 0) > 0
            width: parent.width
            text: (row.line.at_risk ?? 0) > 0 ? qsTr("Hẹn giờ: %1 số, %2 sắp quá giờ").arg(row.line.promised).arg(row.line.at_risk) : qsTr("Hẹn giờ: %1 số, đều kịp").arg(row.line.promised)
            color: (row.line.at_risk ?? 0) > 0 ? Theme.error : Theme.leaf
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            lineHeight: 1.15
        }
    }
    Column {
        id: counts
        anchors.right: parent.right
        y: Theme.mm(3)
        width: Math.max(number.implicitWidth, word.implicitWidth)
        Label {
            id: number
            anchors.right: parent.right
            text: row.line.waiting ?? 0
            font.pixelSize: Theme.heading
            font.weight: Font.Bold
            lineHeight: 1
        }
        Label {
            id: word
            anchors.right: parent.right
            text: qsTr("đang chờ")
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.15
            wrapMode: Text.NoWrap
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hair
        color: Theme.line
    }
}
