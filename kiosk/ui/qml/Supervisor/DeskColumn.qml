pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What can be looked at and done, each with its key; below: today in short, and who is here.
Item {
    id: column

    property var desk: ({})
    readonly property bool idle: !(desk.busy ?? false)
    readonly property bool seen: desk.ready ?? false
    readonly property var may: desk.may ?? []
    readonly property int pad: Math.min(Theme.mm(7), width * 0.08)
    signal viewChosen(string view)
    signal sheetWanted(string deed)
    signal signOutRequested
    signal keysRequested

    Rectangle {
        width: Theme.hair
        height: parent.height
        color: Theme.line
    }
    ScrollArea {
        anchors.top: parent.top
        anchors.topMargin: column.pad
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.mm(3)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: column.pad
        anchors.rightMargin: column.pad
        spacing: Theme.mm(3)

        Repeater {
            model: [
                { view: "now", word: qsTr("Bây giờ"), key: "F2", needs: "" },
                { view: "today", word: qsTr("Hôm nay"), key: "F3", needs: "export_reports" },
                { view: "audit", word: qsTr("Nhật ký"), key: "F4", needs: "see_audit" },
                { view: "devices", word: qsTr("Thiết bị"), key: "F5", needs: "" },
            ].filter(one => one.needs === "" || column.may.includes(one.needs))
            KeyButton {
                required property var modelData
                objectName: "view_" + modelData.view
                width: parent?.width ?? 0
                offered: column.desk.view === modelData.view
                text: modelData.word
                keyName: modelData.key
                Accessible.checked: offered
                onClicked: column.viewChosen(modelData.view)
            }
        }
        Item { width: 1; height: Theme.mm(2) }
        KeyButton {
            objectName: "close_line"
            visible: column.may.includes("close_line")
            width: parent?.width ?? 0
            able: column.idle && column.seen
            text: qsTr("Ngừng phát số")
            keyName: "F6"
            onClicked: column.sheetWanted("close_line")
        }
        KeyButton {
            objectName: "open_line"
            visible: column.may.includes("close_line") && (column.desk.choices?.closed_lines ?? []).length > 0
            width: parent?.width ?? 0
            able: column.idle
            text: qsTr("Phát số lại")
            keyName: "F7"
            onClicked: column.sheetWanted("open_line")
        }
        KeyButton {
            objectName: "report"
            visible: column.may.includes("export_reports")
            width: parent?.width ?? 0
            able: column.idle
            text: qsTr("Lập báo cáo")
            keyName: "F8"
            onClicked: column.sheetWanted("report")
        }
        KeyButton {
            objectName: "free_leases"
            visible: column.may.includes("free_leases")
            width: parent?.width ?? 0
            able: column.idle && column.seen
            text: qsTr("Trả số quầy hỏng")
            keyName: "F10"
            onClicked: column.sheetWanted("free_leases")
        }
        KeyButton {
            objectName: "absent"
            visible: column.may.includes("bring_back")
            width: parent?.width ?? 0
            able: column.idle
            text: qsTr("Người vắng trở lại")
            keyName: "F11"
            onClicked: column.sheetWanted("absent")
        }
        KeyButton {
            objectName: "priority"
            visible: column.may.includes("set_priority")
            width: parent?.width ?? 0
            able: column.idle && column.seen
            text: qsTr("Đặt ưu tiên")
            keyName: "F12"
            onClicked: column.sheetWanted("waiting")
        }
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: column.pad
        x: column.pad
        width: parent.width - 2 * column.pad
        spacing: Theme.mm(0.8)
        Label {
            width: parent.width
            text: qsTr("Hôm nay %1").arg(column.desk.day ?? "")
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.1
        }
        Label {
            objectName: "today_short"
            visible: column.may.includes("export_reports")
            width: parent.width
            readonly property var day: column.desk.figures ?? null
            text: day === null ? "–" : qsTr("%1 số · %2 xong").arg(day.issued).arg(day.served)
            font.weight: Font.Bold
            lineHeight: 1.15
        }
        Label {
            width: parent.width
            bottomPadding: Theme.mm(2)
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
        Item { width: 1; height: Theme.mm(1.2) }
        SecondaryButton {
            objectName: "sign_out"
            quiet: true
            wordSize: Theme.small
            iconName: "logout"
            text: qsTr("Rời bàn")
            width: Math.min(parent.width, implicitWidth)
            onClicked: column.signOutRequested()
        }
    }
}
