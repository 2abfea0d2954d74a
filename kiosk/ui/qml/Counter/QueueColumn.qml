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
    signal keysRequested
    signal rowChosen(var row)

    /** Put the keyboard on the first number. */
    function pick(): void {
        list.forceActiveFocus()
        list.go(0)
    }

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
    FocusScope {
        id: list
        objectName: "queue_list"
        property int at: 0
        property string standing             // the ticket the keyboard stands on
        readonly property var rows: column.desk.queue ?? []

        function go(index: int): void {
            at = Math.max(0, Math.min(rows.length - 1, index))
            standing = rows[at]?.ticket_id ?? ""
            const row = repeater.itemAt(at)
            if (row)
                area.reveal(row)
        }

        anchors.top: count.bottom
        anchors.topMargin: Theme.mm(4)
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.mm(2)
        anchors.left: parent.left
        anchors.right: parent.right
        activeFocusOnTab: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Danh sách chờ")
        // The keyboard stays on its number while others come and go; on the next one where it has left the queue.
        onRowsChanged: {
            const same = rows.findIndex(row => row.ticket_id === standing)
            at = same >= 0 ? same : Math.max(0, Math.min(rows.length - 1, at))
        }
        Keys.onPressed: event => {
            const step = ({ [Qt.Key_Down]: 1, [Qt.Key_Up]: -1 })[event.key]
            if (step !== undefined)
                go(at + step)
            else if (event.key === Qt.Key_Home)
                go(0)
            else if (event.key === Qt.Key_End)
                go(rows.length - 1)
            else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space) && rows.length > 0)
                column.rowChosen(rows[at])
            else
                return
            event.accepted = true
        }

        ScrollArea {
            id: area
            anchors.fill: parent
            anchors.leftMargin: column.pad - Theme.mm(1.8)
            anchors.rightMargin: column.pad - Theme.mm(1.8)

            Label {
                visible: list.rows.length === 0
                x: Theme.mm(1.8)
                width: (parent?.width ?? 0) - 2 * x
                text: qsTr("Chưa có ai chờ.")
                color: Theme.inkSoft
            }
            Repeater {
                id: repeater
                // By number, not by row: with every event there are new rows, and these stay where they are.
                model: list.rows.length
                WaitingRow {
                    required property int index
                    objectName: "waiting_" + text
                    width: parent?.width ?? 0
                    ticket: list.rows[index] ?? ({})
                    // Of the column, not of the row: a row gives way to the scroll bar, and the two would chase one another.
                    narrow: column.width - 2 * column.pad < Theme.mm(62) * Theme.textScale
                    current: list.activeFocus && index === list.at
                    onClicked: {
                        list.go(index)
                        list.forceActiveFocus()
                        column.rowChosen(ticket)
                    }
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
        KeyButton {
            objectName: "show_keys"
            width: parent.width
            quiet: true
            text: qsTr("Phím tắt")
            keyName: "F1"
            onClicked: column.keysRequested()
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
