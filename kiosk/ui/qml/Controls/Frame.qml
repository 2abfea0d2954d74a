import QtQuick
import QtQuick.Window
import Theme

// The window's ground: the room a screen stands in, the keyboard below it, and the sheets that may slide over it.
Rectangle {
    id: frame

    property bool glassKeyboard: true      // no keyboard on the glass where there is a real one
    property var candidates: []
    property string method: "Telex"
    property var call: ({})                // {label, counter, keeping}: the citizen's number is called
    property int idleSeconds: 0            // > 0: the question whether anybody is there, with this many seconds left
    property var help: ({})                // {shown, phone, canLower}
    property string notice: ""             // what goes on behind the screen: "draft_waiting", "draft_overtaken", "hub_lost"
    property var focused: Window.activeFocusItem
    readonly property alias room: room
    readonly property alias rest: rest     // the focus lies here when nothing is being written
    readonly property string inputKind: glassKeyboard && focused && focused.inputKind !== undefined ? focused.inputKind : ""
    readonly property bool lowered: Theme.lowReach && height > width

    signal keyPressed(string key)
    signal candidateChosen(int index)
    signal stayRequested
    signal leaveRequested
    signal placeKept
    signal callSeen
    signal helpClosed
    signal textSizeRequested
    signal contrastRequested
    signal reachRequested

    function noticeText(code: string): string {
        switch (code) {
        case "draft_waiting":
            return qsTr("Tờ khai chưa lưu được lên máy chủ, mới chỉ nằm ở máy này. Xin cứ điền tiếp, máy đang tự gửi lại.")
        case "draft_overtaken":
            return qsTr("Phiếu này đã được mở ở một máy khác, nên những gì vừa điền ở đây không lưu được. Xin quét lại phiếu để làm tiếp từ bản đã lưu.")
        case "hub_lost":
            return qsTr("Máy chủ của trung tâm chưa trả lời. Máy đang tự nối lại; xin đợi một lát hoặc đến bàn hướng dẫn.")
        default:
            return ""
        }
    }

    color: Theme.paper

    Item {
        id: room
        y: (frame.lowered ? Math.round(frame.height / 2) : 0) + strip.height
        width: parent.width
        height: frame.height - y - keyboard.height
    }
    Rectangle {
        id: strip
        visible: frame.notice !== ""
        y: frame.lowered ? Math.round(frame.height / 2) : 0
        width: parent.width
        height: visible ? words.implicitHeight + Theme.mm(5) : 0
        color: Theme.lake
        Icon {
            id: cloud
            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: "cloud-off-outline"
            color: Theme.lakeWord
            size: Theme.mm(8)
        }
        Label {
            id: words
            objectName: "notice"
            x: cloud.x + cloud.width + Theme.mm(3)
            width: parent.width - x - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.lakeWord
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            lineHeight: 1.12
            text: frame.noticeText(frame.notice)
        }
    }
    Item {
        visible: frame.lowered
        width: parent.width
        height: room.y
        Icon {
            anchors.centerIn: parent
            name: "arrow-down"
            size: Theme.mm(24)
            color: Theme.line
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.hair
            color: Theme.line
        }
    }
    Item { id: rest }
    Keyboard {
        id: keyboard
        anchors.bottom: parent.bottom
        width: parent.width
        kind: frame.inputKind
        capitals: frame.focused?.capitalNext ?? false
        flat: frame.lowered || frame.height < Theme.mm(300)
        candidates: frame.candidates
        method: frame.method
        onKeyPressed: key => frame.keyPressed(key)
        onCandidateChosen: index => frame.candidateChosen(index)
    }
    Sheet {
        shown: frame.help.shown ?? false
        iconName: "hand-wave-outline"
        title: qsTr("Cần người giúp?")
        detail: (frame.help.phone ?? "") === "" ? qsTr("Xin giơ tay hoặc đến bàn hướng dẫn ở sảnh. Những gì đã điền vẫn còn trên màn hình này.") : qsTr("Xin giơ tay hoặc đến bàn hướng dẫn ở sảnh, hoặc gọi %1. Những gì đã điền vẫn còn trên màn hình này.").arg(frame.help.phone ?? "")
        Row {
            id: toolRow
            width: parent.width
            spacing: Theme.mm(3)
            readonly property int shown: frame.help.canLower ? 3 : 2
            ToolButton {
                objectName: "help_text_size"
                width: (toolRow.width - (toolRow.shown - 1) * toolRow.spacing) / toolRow.shown
                iconName: "format-size"
                text: qsTr("Chữ to")
                on: Theme.textScale > 1
                onClicked: frame.textSizeRequested()
            }
            ToolButton {
                objectName: "help_contrast"
                width: (toolRow.width - (toolRow.shown - 1) * toolRow.spacing) / toolRow.shown
                iconName: "circle-half-full"
                text: qsTr("Tương phản")
                on: Theme.highContrast
                onClicked: frame.contrastRequested()
            }
            ToolButton {
                objectName: "help_low_reach"
                visible: frame.help.canLower ?? false
                width: (toolRow.width - (toolRow.shown - 1) * toolRow.spacing) / toolRow.shown
                iconName: "arrow-collapse-down"
                text: qsTr("Hạ thấp")
                on: Theme.lowReach
                onClicked: frame.reachRequested()
            }
        }
        PrimaryButton {
            objectName: "help_close"
            width: parent.width
            text: qsTr("Tiếp tục tự làm")
            onClicked: frame.helpClosed()
        }
    }
    Sheet {
        shown: (frame.call.label ?? "") !== ""
        iconName: "bullhorn-outline"
        title: qsTr("Số %1 được mời đến quầy %2").arg(frame.call.label ?? "").arg(frame.call.counter ?? "")
        detail: frame.call.refused ? qsTr("Chưa giữ được chỗ. Xin đến quầy %1 ngay; những gì đã khai vẫn được lưu theo phiếu.").arg(frame.call.counter ?? "") : qsTr("Xin đến quầy ngay, những gì đã khai được lưu theo phiếu. Hoặc giữ chỗ để làm nốt: số của ông/bà không bị lùi xuống cuối hàng.")
        PrimaryButton {
            objectName: "call_go"
            width: parent.width
            text: qsTr("Tôi đến quầy %1").arg(frame.call.counter ?? "")
            arrow: "arrow-right"
            onClicked: frame.callSeen()
        }
        SecondaryButton {
            objectName: "keep_place"
            width: parent.width
            visible: !(frame.call.refused ?? false)
            enabled: !(frame.call.keeping ?? false)
            text: qsTr("Giữ chỗ cho tôi, tôi làm nốt")
            onClicked: frame.placeKept()
        }
    }
    Sheet {
        shown: frame.idleSeconds > 0
        iconName: "timer-sand"
        title: qsTr("Ông/bà còn ở đây không?")
        detail: qsTr("Màn hình sẽ tự xóa sau %1 giây để giữ kín thông tin của ông/bà.").arg(frame.idleSeconds)
        PrimaryButton {
            objectName: "idle_stay"
            width: parent.width
            text: qsTr("Tôi vẫn ở đây")
            onClicked: frame.stayRequested()
        }
        SecondaryButton {
            objectName: "idle_leave"
            width: parent.width
            text: qsTr("Xóa và kết thúc")
            onClicked: frame.leaveRequested()
        }
    }
}
