pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What the clerk can do now, each with its key; the one that comes next is in lacquer. Below: the day in figures.
Item {
    id: column

    property var desk: ({})
    property int recallSeconds: 0
    property bool mayBeAbsent: false
    readonly property var call: desk.call ?? null
    readonly property bool called: call !== null
    readonly property bool onPause: desk.paused ?? false
    readonly property bool acceptable: desk.can_accept ?? false
    readonly property bool idle: !(desk.busy ?? false)
    readonly property bool away: desk.alone?.now ?? false
    readonly property int callsLeft: Math.max(0, (desk.calls_needed ?? 1) - (call?.times ?? 0))
    /** Nobody has come yet, as far as can be known here: nothing was accepted and the time to call again has passed. */
    readonly property bool again: called && recallSeconds === 0 && callsLeft > 0 && (desk.calls_needed ?? 1) > 1 && !(desk.dossier?.accepted ?? false)
    readonly property int pad: Math.min(Theme.mm(7), width * 0.08)
    signal nextCalled
    signal recalled
    signal absentMarked
    signal visitFinished
    signal accepted
    signal formPrintedAgain
    signal asked(string deed)
    signal absentWanted
    signal pickWanted

    component Gap: Item { width: 1; height: Theme.mm(2) }

    Rectangle {
        width: Theme.hair
        height: parent.height
        color: Theme.line
    }
    ScrollArea {
        id: area
        anchors.top: parent.top
        anchors.topMargin: column.pad
        anchors.bottom: figures.top
        anchors.bottomMargin: Theme.mm(3)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: column.pad
        anchors.rightMargin: column.pad
        spacing: Theme.mm(2.4)

        component Deed: KeyButton {
            width: parent?.width ?? 0
            able: column.idle
            onActiveFocusChanged: if (activeFocus) area.reveal(this)
        }
        // What only the hub can do.
        component HubDeed: Deed {
            able: column.idle && !column.away
            detail: column.away ? qsTr("cần máy chủ") : ""
        }

        Deed {
            objectName: "accept"
            visible: column.acceptable
            primary: true
            text: qsTr("Tiếp nhận")
            keyName: "F9"
            onClicked: column.accepted()
        }
        Deed {
            objectName: "call_next"
            primary: !column.acceptable
            text: column.onPause ? qsTr("Làm việc tiếp") : column.called ? qsTr("Xong, gọi số tiếp") : qsTr("Gọi số tiếp")
            keyName: "F2"
            onClicked: column.nextCalled()
        }
        Deed {
            objectName: "print_again"
            visible: column.desk.form === "printed" || column.desk.form === "not_printed"
            able: true
            offered: column.desk.form === "not_printed"
            text: qsTr("In lại Mẫu 01")
            keyName: "F11"
            onClicked: column.formPrintedAgain()
        }
        HubDeed {
            objectName: "pick"
            visible: !column.called && !column.onPause && (column.desk.waiting ?? 0) > 0
            text: qsTr("Chọn số khác")
            keyName: "Shift+F2"
            onClicked: column.pickWanted()
        }
        Gap { visible: column.called }
        Deed {
            objectName: "recall"
            visible: column.called
            able: column.idle && column.recallSeconds === 0
            offered: column.again
            text: qsTr("Gọi lại")
            detail: column.recallSeconds > 0 ? qsTr("sau %1 giây").arg(column.recallSeconds) : column.again ? qsTr("đã đến lúc gọi lần %1").arg((column.call?.times ?? 0) + 1) : ""
            keyName: "F3"
            onClicked: column.recalled()
        }
        Deed {
            objectName: "hold"
            visible: column.called
            text: qsTr("Tạm giữ")
            keyName: "F4"
            onClicked: column.asked("hold")
        }
        HubDeed {
            objectName: "transfer"
            visible: column.called
            text: qsTr("Chuyển")
            keyName: "F5"
            onClicked: column.asked("transfer")
        }
        Deed {
            objectName: "absent"
            visible: column.called
            able: column.idle && column.mayBeAbsent
            text: qsTr("Vắng mặt")
            detail: column.mayBeAbsent ? "" : qsTr("cần gọi thêm %1 lần").arg(column.callsLeft)
            keyName: "F6"
            onClicked: column.absentMarked()
        }
        Deed {
            objectName: "finish"
            visible: column.called
            text: qsTr("Xong, chưa gọi tiếp")
            keyName: "F10"
            onClicked: column.visitFinished()
        }
        Gap {}
        HubDeed {
            objectName: "merge"
            visible: column.called
            quiet: true
            text: qsTr("Gộp số cùng gia đình")
            keyName: "Shift+F5"
            onClicked: column.asked("merge")
        }
        HubDeed {
            objectName: "quick"
            visible: !column.called && !column.onPause
            quiet: true
            text: qsTr("Giao dịch nhanh")
            keyName: "Ctrl+N"
            onClicked: column.asked("quick")
        }
        HubDeed {
            objectName: "absent_list"
            quiet: true
            text: qsTr("Số vắng mặt quay lại")
            keyName: "Shift+F6"
            onClicked: column.absentWanted()
        }
        HubDeed {
            objectName: "pause"
            visible: !column.called && !column.onPause
            quiet: true
            text: qsTr("Tạm nghỉ")
            keyName: "Shift+F4"
            onClicked: column.asked("pause")
        }
    }
    DayFigures {
        id: figures
        anchors.bottom: parent.bottom
        anchors.bottomMargin: column.pad
        x: column.pad
        width: parent.width - 2 * column.pad
        figures: column.desk.figures ?? {}
        room: column.height
    }
}
