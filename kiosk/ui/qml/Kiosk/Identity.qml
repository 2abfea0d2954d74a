pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// Who are you: show the card's code to the reader, or write everything yourself. What is read, and what for, stands here.
Page {
    id: identity

    readonly property string fault: Theme.say(snapshot.fault)
    signal skipped

    title: Theme.say(snapshot.procedure)
    Heading {
        text: identity.snapshot.reader ? qsTr("Đưa mã QR trên căn cước vào đầu đọc") : qsTr("Ông/bà tự điền thông tin")
    }
    Label {
        width: parent?.width ?? 0
        font.pixelSize: Theme.lead
        color: Theme.inkSoft
        text: identity.snapshot.reader ? qsTr("Thẻ căn cước công dân: mã ở mặt trước. Thẻ căn cước mới: mã ở mặt sau.") : qsTr("Máy này không có đầu đọc mã. Xin tự điền ở các trang sau.")
    }
    Banner {
        objectName: "card_fault"
        visible: identity.fault !== ""
        width: parent?.width ?? 0
        kind: "error"
        text: identity.fault
    }
    Item {
        visible: identity.snapshot.reader ?? false
        width: parent?.width ?? 0
        height: Theme.mm(identity.low ? 44 : 78)
        Rectangle {
            id: card
            width: Theme.mm(identity.low ? 66 : 108)
            height: width * 0.63
            anchors.centerIn: parent
            radius: Theme.radius
            color: Theme.card
            border.color: Theme.edge
            border.width: Theme.hair
            Rectangle {
                x: card.width * 0.07
                y: card.height * 0.32
                width: card.width * 0.24
                height: card.height * 0.5
                radius: Theme.smallRadius
                color: Theme.side
                border.color: Theme.line
                border.width: Theme.hair
                Icon {
                    anchors.centerIn: parent
                    name: "account"
                    size: parent.width * 0.9
                    color: Theme.inkSoft
                }
            }
            Repeater {
                model: 4
                Rectangle {
                    required property int index
                    x: card.width * 0.38
                    y: card.height * (0.36 + 0.13 * index)
                    width: card.width * (index % 2 ? 0.26 : 0.33)
                    height: card.height * 0.045
                    radius: height / 2
                    color: Theme.line
                }
            }
            Rectangle {
                x: card.width * 0.74
                y: card.height * 0.08
                width: card.width * 0.2
                height: width
                color: Theme.codePaper
                border.color: Theme.lacquer
                border.width: Theme.bold
                Icon {
                    anchors.centerIn: parent
                    name: "qrcode"
                    size: parent.width * 0.86
                    color: Theme.codeInk
                }
            }
        }
    }
    Fact {
        visible: identity.snapshot.reader ?? false
        iconName: "eye-outline"
        title: qsTr("Máy đọc những gì")
        detail: qsTr("Số định danh, họ tên, ngày sinh, giới tính, nơi cư trú, ngày cấp. Không đọc ảnh và vân tay.")
    }
    Fact {
        iconName: "lock-outline"
        title: qsTr("Để làm gì")
        detail: qsTr("Để điền sẵn tờ khai này cho ông/bà xem lại. Tờ khai được niêm phong bằng mã trên phiếu của ông/bà.")
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: qsTr("Tự điền, không đưa thẻ")
        nextName: "skip_card"
        onBackRequested: identity.backRequested()
        onNextRequested: identity.skipped()
    }
}
