pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// One number in the queue: what it is, how long it waits, and why it stands where it stands.
T.AbstractButton {
    id: row

    property var ticket: ({})
    property bool current: false         // the keyboard stands here
    property bool narrow: false          // words below the number instead of beside it
    /** Not even the number and the minutes fit beside one another. */
    readonly property bool tight: label.implicitWidth + wait.implicitWidth + Theme.mm(2) > availableWidth

    implicitHeight: lines.implicitHeight + Theme.mm(5)
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    text: ticket.label ?? ""
    Accessible.role: Accessible.ListItem
    Accessible.name: text + ", " + Theme.say(ticket.line) + ", " + wait.text

    leftPadding: Theme.mm(1.8)
    rightPadding: Theme.mm(1.8)
    background: Rectangle {
        radius: Theme.smallRadius
        color: row.hovered || row.down ? Theme.pressed : Theme.clear
        border.color: row.current ? Theme.lake : Theme.clear
        border.width: Theme.bold
        Rectangle {
            visible: !row.current
            anchors.bottom: parent.bottom
            x: row.leftPadding
            width: row.availableWidth
            height: Theme.hair
            color: Theme.line
        }
    }
    contentItem: Item {
        Item {
            id: lines
            y: Theme.mm(2.5)
            width: parent.width
            implicitHeight: Math.max(label.implicitHeight, (row.narrow ? label.implicitHeight : 0) + words.implicitHeight)
            Label {
                id: label
                text: row.text
                font.pixelSize: Theme.button
                font.weight: Font.Bold
                lineHeight: 1.1
                Accessible.ignored: true
            }
            Column {
                id: words
                x: row.narrow ? 0 : Math.max(label.implicitWidth + Theme.mm(4), Theme.mm(26))
                y: row.narrow ? label.implicitHeight : Theme.mm(0.6)
                width: parent.width - x
                spacing: Theme.mm(0.6)
                Label {
                    width: parent.width - (row.narrow ? 0 : wait.implicitWidth + Theme.mm(2))
                    text: Theme.say(row.ticket.line)
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                    Accessible.ignored: true
                }
                Label {
                    visible: row.tight
                    text: wait.text
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                    Accessible.ignored: true
                }
                Repeater {
                    model: row.ticket.notes ?? []
                    NoteLine {
                        required property var modelData
                        width: parent?.width ?? 0
                        note: modelData
                    }
                }
            }
            Label {
                id: wait
                visible: !row.tight
                anchors.right: parent.right
                y: Theme.mm(0.6)
                text: qsTr("%1 phút").arg(row.ticket.waited_min ?? 0)
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.15
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
