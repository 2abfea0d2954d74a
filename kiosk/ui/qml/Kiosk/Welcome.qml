pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Controls
import Theme

// The first touch: the doors this kiosk has, who is waiting, and how the screen should look.
ScreenBase {
    id: welcome

    signal doorOpened(string door)
    signal helpRequested
    signal languageRequested
    signal textSizeRequested
    signal contrastRequested
    signal reachRequested
    signal noticeClosed

    readonly property real edge: low ? Theme.mm(10) : Theme.margin
    readonly property var doors: snapshot.doors ?? []
    readonly property bool doorsBeside: wide && doors.length > 1 && Theme.textScale < 1.5

    function doorTitle(door: string): string {
        switch (door) {
        case "take_number":
            return qsTr("Lấy số thứ tự")
        case "fill_form":
            return qsTr("Kê khai hồ sơ")
        case "track":
            return qsTr("Tra cứu hồ sơ")
        default:
            return qsTr("Tôi đã đặt lịch")
        }
    }
    function doorDetail(door: string): string {
        switch (door) {
        case "take_number":
            if (snapshot.waiting === undefined || snapshot.waiting < 0)
                return qsTr("Chọn nhóm thủ tục, nhận số và phiếu")
            if (snapshot.waiting === 0)
                return snapshot.at_once ? qsTr("Chưa có ai chờ, được gọi ngay") : qsTr("Chưa có ai chờ")
            return qsTr("Đang chờ %1 người · %2").arg(snapshot.waiting).arg(Theme.say(snapshot.wait))
        case "fill_form":
            return qsTr("Điền từng câu một, có người hướng dẫn")
        case "track":
            return qsTr("Xem hồ sơ đến đâu, nhận kết quả điện tử")
        default:
            return qsTr("Nhận số theo lịch hẹn iHanoi")
        }
    }
    function doorIcon(door: string): string {
        return ({ take_number: "ticket-confirmation-outline", fill_form: "form-select", track: "magnify", appointment: "calendar-check-outline" })[door] ?? ""
    }
    function noticeText(code: string): string {
        switch (code) {
        case "damaged":
            return qsTr("Mã trên phiếu đọc chưa đủ. Xin vuốt phẳng phiếu rồi quét lại; tờ khai vẫn còn nguyên.")
        case "not_a_slip":
            return qsTr("Đây không phải mã trên phiếu của trung tâm. Xin quét mã vuông in trên phiếu số thứ tự.")
        case "unknown_visit":
            return qsTr("Phiếu này không còn tờ khai nào: phiếu đã hết hạn, hoặc hồ sơ đã gửi xong. Xin lấy số mới.")
        case "unreachable":
            return qsTr("Chưa mở được tờ khai vì máy chủ chưa trả lời. Tờ khai vẫn được giữ; xin thử lại sau một phút.")
        case "not_offered":
        case "unknown_procedure":
            return qsTr("Quy định của thủ tục này đã thay đổi, hiện chưa làm tiếp được ở đây. Tờ khai không mất; xin đưa phiếu đến bàn hướng dẫn.")
        case "no_code":
            return qsTr("Không thấy mã nào trong ảnh này. Xin chụp lại cho rõ, đủ bốn góc của mã.")
        case "":
            return ""
        default:
            return qsTr("Chưa mở được tờ khai của phiếu này. Tờ khai không mất; xin đưa phiếu đến bàn hướng dẫn.")
        }
    }

    Item {
        id: head
        x: welcome.edge
        y: welcome.low ? Theme.mm(7) : Theme.mm(14)
        width: parent.width - 2 * welcome.edge
        height: Math.max(place.implicitHeight, clock.implicitHeight)

        Rectangle {
            width: Theme.bar
            height: parent.height
            radius: width / 2
            color: Theme.lacquer
        }
        Column {
            id: place
            x: Theme.mm(7)
            width: clock.x - x - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(0.8)
            Label {
                text: Theme.say(welcome.snapshot.agency)
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.1
                width: parent.width
            }
            Label {
                text: Theme.say(welcome.snapshot.branch)
                font.weight: Font.Bold
                lineHeight: 1.1
                width: parent.width
            }
        }
        Column {
            id: clock
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            Label {
                objectName: "clock"
                anchors.right: parent.right
                text: welcome.snapshot.clock ?? ""
                font.pixelSize: Theme.question * 0.82
                font.weight: Font.DemiBold
                lineHeight: 1
            }
            Label {
                anchors.right: parent.right
                text: welcome.dayText()
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.1
            }
        }
    }

    function dayText(): string {
        const days = [qsTr("Thứ Hai"), qsTr("Thứ Ba"), qsTr("Thứ Tư"), qsTr("Thứ Năm"), qsTr("Thứ Sáu"), qsTr("Thứ Bảy"), qsTr("Chủ nhật")]
        const day = days[snapshot.weekday ?? 0]
        return qsTr("%1, %2/%3").arg(day).arg(snapshot.day ?? "").arg(snapshot.month ?? "")
    }

    ScrollArea {
        id: area
        x: welcome.edge
        y: head.y + head.height + (welcome.low ? Theme.mm(7) : Theme.mm(20))
        width: parent.width - 2 * welcome.edge
        height: foot.y - y - Theme.mm(3)
        spacing: welcome.low ? Theme.mm(3) : Theme.mm(3.7)

        Heading {
            text: qsTr("Xin chào! Hôm nay ông/bà cần gì?")
            font.pixelSize: welcome.low ? Theme.question * 0.86 : Theme.hero
            bottomPadding: welcome.low ? Theme.mm(1) : Theme.mm(8)
        }
        Banner {
            visible: welcome.noticeText(welcome.snapshot.notice ?? "") !== ""
            objectName: "welcome_notice"
            kind: "error"
            width: parent.width
            text: welcome.noticeText(welcome.snapshot.notice ?? "")
            actionText: qsTr("Đã hiểu")
            actionName: "notice_close"
            onActed: welcome.noticeClosed()
        }
        GridLayout {
            id: doorGrid
            width: parent.width
            columns: welcome.doorsBeside ? 2 : 1
            columnSpacing: area.spacing
            rowSpacing: area.spacing
            uniformCellWidths: true
            Repeater {
                model: welcome.doors
                Door {
                    required property string modelData
                    required property int index
                    readonly property bool first: index === 0
                    objectName: "door_" + modelData
                    primary: first
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: Math.max(implicitHeight, welcome.doorsBeside ? Theme.mm(52) : first ? Theme.mm(welcome.low ? 40 : 56) : Theme.mm(welcome.low ? 25 : 30))
                    title: welcome.doorTitle(modelData)
                    detail: welcome.doorDetail(modelData)
                    iconName: welcome.doorIcon(modelData)
                    onClicked: welcome.doorOpened(modelData)
                }
            }
        }
        Fact {
            visible: welcome.snapshot.reads_slips ?? false
            iconName: "qrcode-scan"
            title: qsTr("Đã có phiếu?")
            detail: qsTr("Đưa mã vuông trên phiếu vào đầu đọc để làm tiếp tờ khai.")
        }
    }
    Column {
        id: foot
        x: welcome.edge
        width: parent.width - 2 * welcome.edge
        anchors.bottom: parent.bottom
        anchors.bottomMargin: welcome.low ? Theme.mm(5) : Theme.mm(13)
        spacing: welcome.low ? Theme.mm(3) : Theme.mm(5)

        SecondaryButton {
            objectName: "help"
            visible: !welcome.low
            width: parent.width
            lake: true
            weight: Font.Bold
            text: qsTr("Gọi người hỗ trợ")
            iconName: "hand-wave-outline"
            onClicked: welcome.helpRequested()
        }
        Row {
            id: toolRow
            width: parent.width
            spacing: Theme.mm(3)
            readonly property int shown: 3 + (welcome.low ? 1 : 0) + (welcome.snapshot.can_lower ? 1 : 0)
            readonly property real share: (width - (shown - 1) * spacing) / shown
            readonly property real tallest: Math.max(a.implicitHeight, b.implicitHeight, c.implicitHeight, d.implicitHeight, e.implicitHeight)

            ToolButton {
                id: a
                objectName: "help_low"
                visible: welcome.low
                width: toolRow.share
                height: toolRow.tallest
                iconName: "hand-wave-outline"
                text: qsTr("Hỗ trợ")
                onClicked: welcome.helpRequested()
            }
            ToolButton {
                id: b
                objectName: "language"
                width: toolRow.share
                height: toolRow.tallest
                iconName: "translate"
                text: qsTr("English")
                onClicked: welcome.languageRequested()
            }
            ToolButton {
                id: c
                objectName: "text_size"
                width: toolRow.share
                height: toolRow.tallest
                iconName: "format-size"
                text: qsTr("Chữ to")
                on: Theme.textScale > 1
                onClicked: welcome.textSizeRequested()
            }
            ToolButton {
                id: d
                objectName: "contrast"
                width: toolRow.share
                height: toolRow.tallest
                iconName: "circle-half-full"
                text: qsTr("Tương phản")
                on: Theme.highContrast
                onClicked: welcome.contrastRequested()
            }
            ToolButton {
                id: e
                objectName: "low_reach"
                visible: welcome.snapshot.can_lower ?? false
                width: toolRow.share
                height: toolRow.tallest
                iconName: "arrow-collapse-down"
                text: qsTr("Hạ thấp")
                on: Theme.lowReach
                onClicked: welcome.reachRequested()
            }
        }
    }
}
