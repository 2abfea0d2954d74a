pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// One kept page: its picture, its number, and what is thought of it.
T.AbstractButton {
    id: thumb

    property var page: ({})
    readonly property int number: page.number ?? 0
    readonly property bool chosen: page.selected ?? false
    readonly property bool bad: page.scan_again ?? false

    objectName: "page_" + number
    implicitWidth: Theme.mm(74)
    implicitHeight: sheet.height + Theme.mm(2) + says.implicitHeight
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Trang %1").arg(number)
    Accessible.description: says.text

    background: Item {}
    contentItem: Item {
        Rectangle {
            id: sheet
            width: parent.width
            height: Math.round(width * 1.38)
            color: Theme.card
            border.color: thumb.bad ? Theme.error : thumb.chosen || thumb.visualFocus ? Theme.lake : Theme.highContrast ? Theme.line : Theme.line
            border.width: thumb.bad || thumb.chosen || thumb.visualFocus ? Theme.bold : Theme.hair

            Image {
                id: image
                anchors.fill: parent
                anchors.margins: Theme.bold
                visible: source.toString() !== ""
                source: thumb.page.image ?? ""
                fillMode: Image.PreserveAspectFit
                cache: false
                smooth: true
                mipmap: true
            }
            Column {
                anchors.centerIn: parent
                visible: !image.visible
                spacing: Theme.mm(2)
                Icon {
                    name: thumb.page.unreadable ? "image-broken-variant" : "progress-clock"
                    size: Theme.mm(12)
                    color: thumb.page.unreadable ? Theme.error : Theme.inkSoft
                    anchors.horizontalCenter: parent.horizontalCenter
                }
                Label {
                    visible: !(thumb.page.unreadable ?? false)
                    text: qsTr("Đang xem")
                    width: Math.min(implicitWidth, sheet.width - Theme.gap)
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
            }
            Rectangle {
                x: Theme.mm(1.6)
                y: Theme.mm(1.6)
                width: Theme.mm(11)
                height: width
                radius: width / 2
                color: thumb.chosen ? Theme.lake : Theme.ink
                Label {
                    anchors.centerIn: parent
                    text: thumb.number
                    color: thumb.chosen ? Theme.lakeWord : Theme.paper
                    font.pixelSize: Theme.mm(5.6)
                    font.weight: Font.Bold
                    lineHeight: 1
                    Accessible.ignored: true
                }
            }
        }
        Icon {
            id: sign
            y: sheet.height + Theme.mm(2)
            name: thumb.bad ? "alert-circle-outline" : says.asks ? "help-circle-outline" : "check-circle"
            visible: image.visible || thumb.bad
            size: Theme.small * 1.3
            width: size
            color: thumb.bad ? Theme.error : says.asks ? Theme.lake : Theme.leaf
        }
        Label {
            id: says
            objectName: "verdict_" + thumb.number
            readonly property var verdicts: thumb.page.verdicts ?? []
            readonly property bool asks: !thumb.bad && (verdicts.includes("blank") || verdicts.includes("upside_down"))
            x: sign.visible ? sign.width + Theme.mm(1.5) : 0
            y: sheet.height + Theme.mm(2)
            width: parent.width - x
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            lineHeight: 1.12
            color: thumb.bad ? Theme.error : asks ? Theme.lake : Theme.leaf
            visible: sign.visible
            text: {
                if (thumb.page.unreadable)
                    return qsTr("Không xem được, xin quét lại")
                if (verdicts.includes("blurred"))
                    return thumb.page.accepted ? qsTr("Bị mờ, vẫn dùng") : qsTr("Bị mờ, nên quét lại")
                if (verdicts.includes("cut"))
                    return thumb.page.accepted ? qsTr("Bị cắt mép, vẫn dùng") : qsTr("Bị cắt mép, nên quét lại")
                if (verdicts.includes("dark"))
                    return thumb.page.accepted ? qsTr("Bị tối, vẫn dùng") : qsTr("Bị tối, nên quét lại")
                if (verdicts.includes("blank"))
                    return qsTr("Trang trắng?")
                if (verdicts.includes("upside_down"))
                    return qsTr("Bị ngược, xin xoay")
                return qsTr("Rõ nét")
            }
            Accessible.ignored: true
        }
    }
}
