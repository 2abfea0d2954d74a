pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Who waits for this counter, in the order in which they will be called.
Rectangle {
    id: column

    property var desk: ({})
    readonly property int pad: Math.min(Theme.mm(8), width * 0.075)
    signal signOutRequested

    color: Theme.side

    Rectangle {
        visible: Theme.highContrast
        anchors.right: parent.right
        width: Theme.hair
        height: parent.height
        color: Theme.line
    }
    Label {
        id: title
        x: column.pad
        y: column.pad
        text: qsTr("Quầy %1").arg(column.desk.counter ?? "")
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
        lineHeight: 1.1
    }
    Label {
        objectName: "waiting_count"
        readonly property bool beside: title.implicitWidth + implicitWidth + 3 * column.pad < column.width
        x: beside ? column.width - column.pad - width : column.pad
        y: beside ? title.y + title.height - height - Theme.mm(0.5) : title.y + title.height
        width: Math.min(implicitWidth, column.width - 2 * column.pad)
        text: qsTr("Đang chờ %1").arg(column.desk.waiting ?? 0)
        font.pixelSize: Theme.small
        lineHeight: 1.1
        id: count
    }
    ScrollArea {
        anchors.top: count.bottom
        anchors.topMargin: Theme.mm(4)
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.mm(2)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: column.pad
        anchors.rightMargin: column.pad

        Label {
            visible: (column.desk.queue ?? []).length === 0
            width: parent?.width ?? 0
            text: qsTr("Chưa có ai chờ.")
            color: Theme.inkSoft
        }
        Repeater {
            model: column.desk.queue ?? []
            Item {
                id: row
                required property var modelData
                required property int index
                readonly property bool narrow: width < Theme.mm(62) * Theme.textScale
                objectName: "waiting_" + modelData.label
                width: parent?.width ?? 0
                height: lines.implicitHeight + Theme.mm(5)
                Item {
                    id: lines
                    y: Theme.mm(2.5)
                    width: parent.width
                    implicitHeight: Math.max(label.implicitHeight, (row.narrow ? label.implicitHeight : 0) + words.implicitHeight)
                    Label {
                        id: label
                        text: row.modelData.label
                        font.pixelSize: Theme.button
                        font.weight: Font.Bold
                        lineHeight: 1.1
                    }
                    Column {
                        id: words
                        x: row.narrow ? 0 : Math.max(label.implicitWidth + Theme.mm(4), Theme.mm(26))
                        y: row.narrow ? label.implicitHeight : Theme.mm(0.6)
                        width: parent.width - x - (row.narrow ? 0 : wait.implicitWidth + Theme.mm(2))
                        Label {
                            width: parent.width
                            text: Theme.say(row.modelData.line)
                            font.pixelSize: Theme.small
                            lineHeight: 1.15
                        }
                        Label {
                            visible: text !== ""
                            width: parent.width
                            text: row.modelData.held ? qsTr("Đang làm hồ sơ, giữ chỗ") : row.modelData.kept ? qsTr("Đã giữ chỗ") : ""
                            color: Theme.lake
                            font.pixelSize: Theme.small
                            font.weight: Font.DemiBold
                            lineHeight: 1.15
                        }
                    }
                    Label {
                        id: wait
                        anchors.right: parent.right
                        y: Theme.mm(0.6)
                        text: qsTr("%1 phút").arg(row.modelData.waited_min)
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
        }
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: column.pad
        x: column.pad
        width: parent.width - 2 * column.pad
        spacing: Theme.mm(2)
        Row {
            objectName: "link_lost"
            visible: !(column.desk.linked ?? true)
            spacing: Theme.mm(2)
            Icon {
                name: "lan-disconnect"
                size: Theme.small * 1.2
                color: Theme.error
            }
            Label {
                width: foot.width - Theme.small * 1.2 - Theme.mm(2)
                text: qsTr("Đang nối lại máy chủ")
                color: Theme.error
                font.pixelSize: Theme.small
                lineHeight: 1.1
            }
        }
        Label {
            objectName: "clerk_name"
            width: parent.width
            text: column.desk.clerk ?? ""
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
        SecondaryButton {
            objectName: "sign_out"
            quiet: true
            wordSize: Theme.small
            iconName: "logout"
            text: qsTr("Đóng quầy")
            width: Math.min(parent.width, implicitWidth)
            onClicked: column.signOutRequested()
        }
    }
}
