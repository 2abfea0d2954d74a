pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What the clerk can do now, each with its key; the one that comes next is in lacquer. Below: the day at this counter.
Item {
    id: column

    property var desk: ({})
    readonly property bool called: (desk.call ?? null) !== null
    readonly property bool acceptable: desk.can_accept ?? false
    readonly property bool idle: !(desk.busy ?? false)
    readonly property int pad: Math.min(Theme.mm(7), width * 0.08)
    signal nextCalled
    signal recalled
    signal absentMarked
    signal visitFinished
    signal accepted
    signal formPrintedAgain

    Rectangle {
        width: Theme.hair
        height: parent.height
        color: Theme.line
    }
    ScrollArea {
        anchors.top: parent.top
        anchors.topMargin: column.pad
        anchors.bottom: figures.top
        anchors.bottomMargin: Theme.mm(3)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: column.pad
        anchors.rightMargin: column.pad
        spacing: Theme.mm(3)

        KeyButton {
            objectName: "accept"
            visible: column.acceptable
            width: parent?.width ?? 0
            primary: true
            enabled: column.idle
            text: qsTr("Tiếp nhận")
            keyName: "F9"
            onClicked: column.accepted()
        }
        KeyButton {
            objectName: "print_again"
            visible: column.desk.form === "printed" || column.desk.form === "not_printed"
            width: parent?.width ?? 0
            text: qsTr("In lại Mẫu 01")
            keyName: "F11"
            onClicked: column.formPrintedAgain()
        }
        KeyButton {
            objectName: "call_next"
            width: parent?.width ?? 0
            primary: !column.acceptable
            enabled: column.idle
            text: column.called ? qsTr("Xong, gọi số tiếp") : qsTr("Gọi số tiếp")
            keyName: "F2"
            onClicked: column.nextCalled()
        }
        Item {
            visible: column.called
            width: 1
            height: Theme.mm(2)
        }
        KeyButton {
            objectName: "recall"
            visible: column.called
            width: parent?.width ?? 0
            enabled: column.idle
            text: qsTr("Gọi lại")
            keyName: "F3"
            onClicked: column.recalled()
        }
        KeyButton {
            objectName: "absent"
            visible: column.called
            width: parent?.width ?? 0
            enabled: column.idle
            text: qsTr("Vắng mặt")
            keyName: "F6"
            onClicked: column.absentMarked()
        }
        KeyButton {
            objectName: "finish"
            visible: column.called
            width: parent?.width ?? 0
            enabled: column.idle
            text: qsTr("Xong, chưa gọi tiếp")
            keyName: "F10"
            onClicked: column.visitFinished()
        }
    }
    Column {
        id: figures
        anchors.bottom: parent.bottom
        anchors.bottomMargin: column.pad
        x: column.pad
        width: parent.width - 2 * column.pad
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
            readonly property var day: column.desk.figures ?? {}
            text: qsTr("%1 lượt").arg(day.served ?? 0) + (day.minutes ? " · " + qsTr("%1 phút/lượt").arg(day.minutes) : "")
            font.weight: Font.Bold
            lineHeight: 1.15
        }
        Label {
            visible: (column.desk.figures?.absent ?? 0) > 0
            width: parent.width
            text: qsTr("Vắng mặt %1").arg(column.desk.figures?.absent ?? 0)
            font.pixelSize: Theme.small
            lineHeight: 1.1
        }
    }
}
