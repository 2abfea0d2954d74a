pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Today at this counter, and the lines it serves.
Column {
    id: today

    property var figures: ({})
    property real room: 0                // height of the column this stands in

    spacing: Theme.mm(0.8)

    Label {
        width: parent.width
        text: qsTr("Hôm nay")
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        lineHeight: 1.1
    }
    Label {
        objectName: "figures"
        width: parent.width
        text: qsTr("%1 lượt").arg(today.figures.served ?? 0) + (today.figures.minutes ? " · " + qsTr("%1 phút/lượt").arg(today.figures.minutes) : "")
        font.weight: Font.Bold
        lineHeight: 1.15
    }
    Label {
        visible: (today.figures.absent ?? 0) > 0
        width: parent.width
        text: qsTr("Vắng mặt %1").arg(today.figures.absent ?? 0)
        font.pixelSize: Theme.small
        lineHeight: 1.1
    }
    Repeater {
        // Where the deeds need the room they come first.
        model: today.room > Theme.mm(220) * Theme.textScale ? today.figures.lines ?? [] : []
        Item {
            id: line
            required property var modelData
            width: parent?.width ?? 0
            height: words.implicitHeight + Theme.mm(1)
            Label {
                id: words
                objectName: "line_" + line.modelData.letter
                y: Theme.mm(1)
                width: parent.width
                text: line.modelData.open ? qsTr("%1: %2 chờ, %3–%4 phút").arg(line.modelData.letter).arg(line.modelData.waiting).arg(line.modelData.low).arg(line.modelData.high) : qsTr("%1: đã đóng").arg(line.modelData.letter)
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.1
                Accessible.name: Theme.say(line.modelData.name) + ", " + text
            }
        }
    }
}
