pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// The number, whatever became of the paper; where to sit, how long, and what to do meanwhile.
Page {
    id: ticket

    readonly property string slip: snapshot.slip ?? "printing"
    readonly property bool codeNeeded: slip === "not_printed" || slip === "unsure"
    readonly property var code: snapshot.code ?? []
    readonly property var phone: snapshot.phone ?? []
    readonly property int largeCode: Theme.mm(62)
    readonly property bool withoutHub: snapshot.without_hub ?? false
    readonly property int caller: snapshot.counter ?? 0
    signal formWanted
    signal slipWanted
    signal finished

    function slipText(): string {
        switch (slip) {
        case "printed":
            return qsTr("Đã in phiếu")
        case "not_printed":
            return qsTr("Chưa in được phiếu")
        case "unsure":
            return qsTr("Không chắc phiếu đã in")
        default:
            return qsTr("Đang in phiếu…")
        }
    }
    function troubleText(): string {
        if (slip === "unsure")
            return qsTr("Máy in không báo lại. Nếu phiếu đã ra, xin cầm lấy; nếu chưa, chạm “In lại phiếu”. Số của ông/bà vẫn đúng.")
        switch (snapshot.trouble ?? "") {
        case "paper_out":
            return qsTr("Máy in hết giấy. Số của ông/bà vẫn đúng, xin nhớ số trên màn hình.")
        case "cover_open":
            return qsTr("Nắp máy in đang mở. Số của ông/bà vẫn đúng, xin nhớ số trên màn hình.")
        default:
            return qsTr("Máy in không trả lời. Số của ông/bà vẫn đúng, xin nhớ số trên màn hình.")
        }
    }

    dropBar: false
    title: qsTr("Số của ông/bà")
    body.y: Theme.mm(low ? 30 : 38)
    bodySpacing: low ? Theme.mm(4) : Theme.mm(7)

    Rectangle {
        id: plate
        readonly property bool flat: ticket.low
        readonly property real numberRoom: Theme.mm(80)
        width: parent?.width ?? 0
        height: flat ? Math.max(Theme.mm(52), facts.implicitHeight + Theme.mm(8)) : numberRoom + facts.implicitHeight + Theme.mm(10)
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.line
        border.width: Theme.hair

        Text {
            id: big
            objectName: "ticket_number"
            text: ticket.snapshot.label ?? ""
            color: Theme.lacquer
            font.family: Theme.family
            font.weight: Font.Bold
            font.pixelSize: plate.flat ? Theme.number * 0.7 : Theme.number
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(20)
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            width: plate.flat ? plate.width * 0.48 : plate.width - Theme.mm(10)
            height: plate.flat ? plate.height : plate.numberRoom
            x: plate.flat ? 0 : Theme.mm(5)
            y: plate.flat ? 0 : Theme.mm(4)
        }
        SlipState {
            objectName: "slip_state"
            visible: !plate.flat
            slip: ticket.slip
            text: ticket.slipText()
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.mm(4)
        }
        Column {
            id: facts
            x: plate.flat ? plate.width * 0.48 : Theme.mm(5)
            y: plate.flat ? (plate.height - implicitHeight) / 2 : plate.numberRoom
            width: plate.flat ? plate.width * 0.52 - Theme.mm(5) : plate.width - Theme.mm(10)
            spacing: Theme.mm(2)
            Label {
                width: parent.width
                horizontalAlignment: plate.flat ? Text.AlignLeft : Text.AlignHCenter
                text: Theme.say(ticket.snapshot.line_name)
                font.pixelSize: Theme.heading
                font.weight: Font.Medium
                lineHeight: 1.1
            }
            Label {
                objectName: "called_at"
                visible: ticket.withoutHub
                width: parent.width
                horizontalAlignment: plate.flat ? Text.AlignLeft : Text.AlignHCenter
                font.pixelSize: Theme.lead
                text: ticket.caller > 0 ? qsTr("Quầy %1 gọi số này").arg(ticket.caller) : qsTr("Nhân viên sẽ gọi số này")
            }
            Grid {
                id: figures
                visible: !ticket.withoutHub
                readonly property bool fits: people.implicitWidth + time.implicitWidth + columnSpacing <= facts.width
                columns: fits ? 2 : 1
                columnSpacing: Theme.mm(8)
                rowSpacing: Theme.mm(1)
                horizontalItemAlignment: plate.flat ? Grid.AlignLeft : Grid.AlignHCenter
                x: plate.flat ? 0 : (parent.width - width) / 2
                Row {
                    id: people
                    spacing: Theme.halfGap
                    Icon { name: "account-group-outline"; size: Theme.lead * 1.25; color: Theme.inkSoft }
                    Label {
                        text: (ticket.snapshot.ahead ?? 0) === 0 ? qsTr("Không có ai chờ trước") : qsTr("Trước ông/bà: %1 người").arg(ticket.snapshot.ahead ?? 0)
                        font.pixelSize: Theme.lead
                        width: Math.min(implicitWidth, facts.width - Theme.lead * 1.25 - Theme.halfGap)
                    }
                }
                Row {
                    id: time
                    spacing: Theme.halfGap
                    Icon { name: "clock-outline"; size: Theme.lead * 1.25; color: Theme.inkSoft }
                    Label {
                        objectName: "wait"
                        text: Theme.say(ticket.snapshot.wait)
                        font.pixelSize: Theme.lead
                        font.weight: Font.Bold
                        width: Math.min(implicitWidth, facts.width - Theme.lead * 1.25 - Theme.halfGap)
                    }
                }
            }
            Label {
                objectName: "promise"
                visible: (ticket.snapshot.promise ?? "") !== ""
                width: parent.width
                horizontalAlignment: plate.flat ? Text.AlignLeft : Text.AlignHCenter
                font.pixelSize: Theme.lead
                font.weight: Font.DemiBold
                color: Theme.leaf
                text: qsTr("Ngày làm nhanh: hẹn xong trước %1").arg(ticket.snapshot.promise ?? "")
            }
            SlipState {
                objectName: "slip_state_low"
                visible: plate.flat
                slip: ticket.slip
                text: ticket.slipText()
            }
        }
    }
    Banner {
        objectName: "slip_trouble"
        visible: ticket.codeNeeded
        width: parent?.width ?? 0
        kind: "error"
        iconName: "printer-alert"
        text: ticket.slipText()
        detail: ticket.troubleText()
        actionText: qsTr("In lại phiếu")
        actionName: "print_again"
        onActed: ticket.slipWanted()
    }
    Banner {
        objectName: "perhaps_not_today"
        visible: text !== ""
        width: parent?.width ?? 0
        kind: "info"
        iconName: "clock-alert-outline"
        text: Theme.say(ticket.snapshot.advice)
    }
    Banner {
        objectName: "without_hub"
        visible: ticket.withoutHub
        width: parent?.width ?? 0
        kind: "info"
        iconName: "cloud-off-outline"
        text: qsTr("Số này do máy tự cấp")
        detail: qsTr("Máy chủ chưa trả lời. Số của ông/bà vẫn có giá trị, thứ tự tính từ bây giờ; chưa báo trước được thời gian chờ.")
    }
    CodeRow {
        visible: ticket.codeNeeded && ticket.code.length > 0
        codeName: "dossier_code"
        side: ticket.largeCode
        rows: ticket.codeNeeded ? ticket.code : []
        title: qsTr("Chụp lại mã này bằng điện thoại")
        detail: qsTr("Mã thay cho phiếu: nó mở lại tờ khai. Không chụp và không có phiếu thì tờ khai không mở lại được.")
    }
    CodeRow {
        visible: ticket.phone.length > 0
        codeName: "phone_code"
        side: ticket.codeNeeded ? ticket.largeCode : Theme.mm(44)
        rows: ticket.phone
        title: qsTr("Xem lượt trên điện thoại")
        detail: ticket.codeNeeded ? qsTr("Quét mã này: điện thoại giữ số thay cho phiếu, cho biết còn mấy người và báo khi được gọi.") : qsTr("Quét mã này, hoặc mã trên phiếu: điện thoại cho biết còn mấy người và báo khi được gọi.")
    }
    Fact {
        objectName: "phone_later"
        visible: ticket.snapshot.phone_later ?? false
        iconName: "cellphone-off"
        title: qsTr("Chưa xem được trên điện thoại")
        detail: qsTr("Số do máy tự cấp chưa có trang điện thoại. Xin nghe gọi số.")
    }
    Fact {
        iconName: "seat-outline"
        title: qsTr("Mời ngồi chờ, nghe gọi số")
        detail: Theme.say(ticket.snapshot.zone)
    }
    Fact {
        iconName: "card-account-details-outline"
        title: qsTr("Chuẩn bị căn cước")
        detail: qsTr("Và giấy tờ cũ liên quan, nếu còn giữ.")
    }
    Fact {
        visible: !ticket.codeNeeded
        iconName: "qrcode"
        title: qsTr("Giữ phiếu cẩn thận")
        detail: qsTr("Mã trên phiếu mở tờ khai của ông/bà. Mất phiếu thì phải khai lại.")
    }
    footer: [
        PrimaryButton {
            objectName: "start_form"
            visible: ticket.snapshot.can_form ?? false
            enabled: ticket.slip !== "printing"
            width: parent?.width ?? 0
            text: (ticket.snapshot.procedure ?? false) ? qsTr("Kê khai ngay") : qsTr("Kê khai ngay trong lúc chờ")
            arrow: "arrow-right"
            onClicked: ticket.formWanted()
        },
        SecondaryButton {
            objectName: "finish"
            width: parent?.width ?? 0
            weight: Font.Bold
            text: qsTr("Xong, tôi ngồi chờ")
            onClicked: ticket.finished()
        },
        Label {
            visible: ticket.secondsLeft > 0
            width: parent?.width ?? 0
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            text: qsTr("Màn hình tự đóng sau %1 giây").arg(ticket.secondsLeft)
        }
    ]

    component CodeRow: Item {
        id: codeRow
        property string codeName
        property int side
        property var rows
        property alias title: titleWords.text
        property alias detail: detailWords.text
        width: parent?.width ?? 0
        height: Math.max(codeSquare.height, codeWords.implicitHeight)
        CodePicture {
            id: codeSquare
            objectName: codeRow.codeName
            width: codeRow.side
            height: width
            rows: codeRow.rows
        }
        Column {
            id: codeWords
            x: codeSquare.width + Theme.mm(6)
            width: parent.width - x
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(1.5)
            Label {
                id: titleWords
                width: parent.width
                font.weight: Font.DemiBold
            }
            Label {
                id: detailWords
                width: parent.width
                color: Theme.inkSoft
            }
        }
    }
    component SlipState: Row {
        id: slipState
        property string slip
        property alias text: words.text
        readonly property color mark: slip === "printed" ? Theme.leaf : slip === "printing" ? Theme.inkSoft : Theme.error
        spacing: Theme.mm(2)
        Icon {
            name: ({ printed: "check-circle", printing: "printer-outline" })[slipState.slip] ?? "alert-circle-outline"
            color: slipState.mark
            size: Theme.small * 1.3
        }
        Label {
            id: words
            color: slipState.mark
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }
}
