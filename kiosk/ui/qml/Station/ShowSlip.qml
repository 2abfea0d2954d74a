pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The station waits for a slip: one thing to do, and the three steps that follow.
ScreenBase {
    id: screen
    objectName: "show_slip"

    signal languageToggled
    signal textScaleChosen
    signal contrastToggled
    signal helpRequested

    readonly property bool opening: snapshot.opening ?? false
    readonly property bool slim: width < Theme.mm(380)

    Rectangle {
        id: aside
        width: Math.round(Math.min(Theme.mm(148), parent.width * 0.34))
        height: parent.height
        color: Theme.side
        Rectangle {
            visible: Theme.highContrast
            anchors.right: parent.right
            width: Theme.hair
            height: parent.height
            color: Theme.line
        }
        readonly property int pad: Math.min(Theme.mm(10), width * 0.07)

        ScrollArea {
            anchors.top: parent.top
            anchors.topMargin: aside.pad
            anchors.bottom: tools.top
            anchors.bottomMargin: Theme.mm(4)
            x: aside.pad
            width: parent.width - 2 * aside.pad
            spacing: Theme.mm(6)

            Item {
                width: parent?.width ?? 0
                height: names.implicitHeight + Theme.mm(4)
                Rectangle {
                    width: Theme.bar
                    height: names.implicitHeight
                    radius: Theme.hair
                    color: Theme.lacquer
                }
                Column {
                    id: names
                    x: Theme.bar + Theme.mm(3)
                    width: parent.width - x
                    Label {
                        text: Theme.say(screen.snapshot.agency)
                        width: parent.width
                        font.pixelSize: Theme.small
                        color: Theme.inkSoft
                        lineHeight: 1.1
                    }
                    Label {
                        text: Theme.say(screen.snapshot.centre)
                        width: parent.width
                        font.weight: Font.Bold
                        lineHeight: 1.15
                    }
                }
            }
            Repeater {
                model: [
                    { icon: "ticket-confirmation-outline", words: qsTr("Đưa phiếu vào đầu đọc") },
                    { icon: "scanner", words: qsTr("Quét từng loại giấy tờ") },
                    { icon: "file-eye-outline", words: qsTr("Xem lại mọi trang") },
                    { icon: "send-check-outline", words: qsTr("Gửi hồ sơ, nhận phiếu nộp") },
                ]
                Item {
                    id: step
                    required property var modelData
                    required property int index
                    width: parent?.width ?? 0
                    height: Math.max(disc.height, says.implicitHeight)
                    Rectangle {
                        id: disc
                        width: Theme.mm(13)
                        height: width
                        radius: width / 2
                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.card
                        border.color: step.index === 0 ? Theme.lacquer : Theme.line
                        border.width: step.index === 0 ? Theme.bold * 0.75 : Theme.hair
                        Icon {
                            anchors.centerIn: parent
                            name: step.modelData.icon
                            size: Theme.mm(7)
                            color: step.index === 0 ? Theme.lacquer : Theme.lake
                        }
                    }
                    Label {
                        id: says
                        x: disc.width + Theme.mm(4)
                        width: parent.width - x
                        anchors.verticalCenter: parent.verticalCenter
                        text: step.modelData.words
                        font.weight: step.index === 0 ? Font.Bold : Font.Normal
                        lineHeight: 1.15
                    }
                }
            }
        }
        Flow {
            id: tools
            x: aside.pad
            width: parent.width - 2 * aside.pad
            anchors.bottom: parent.bottom
            anchors.bottomMargin: aside.pad
            spacing: Theme.mm(3)
            readonly property real cell: Math.max(Theme.target, Math.floor((width - spacing) / 2))
            ToolButton {
                objectName: "language"
                width: Math.max(tools.cell, implicitWidth)
                iconName: "translate"
                text: Theme.language === "vi" ? "English" : "Tiếng Việt"
                onClicked: screen.languageToggled()
            }
            ToolButton {
                objectName: "text_size"
                width: Math.max(tools.cell, implicitWidth)
                iconName: "format-size"
                on: Theme.textScale > 1
                text: Math.round(Theme.textScale * 100) + " %"
                Accessible.name: qsTr("Cỡ chữ %1").arg(text)
                onClicked: screen.textScaleChosen()
            }
            ToolButton {
                objectName: "contrast"
                width: Math.max(tools.cell, implicitWidth)
                iconName: "theme-light-dark"
                on: Theme.highContrast
                text: qsTr("Tương phản")
                onClicked: screen.contrastToggled()
            }
            ToolButton {
                objectName: "help"
                width: Math.max(tools.cell, implicitWidth)
                iconName: "hand-wave-outline"
                text: qsTr("Hỗ trợ")
                onClicked: screen.helpRequested()
            }
        }
    }

    Item {
        anchors.left: aside.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Math.min(Theme.margin, Theme.mm(screen.slim ? 8 : 12))

        ScrollArea {
            id: words
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.mm(5)

            Label {
                objectName: "title"
                text: qsTr("Xin mời đưa phiếu vào đầu đọc")
                width: Math.min(parent?.width ?? 0, Theme.column * 1.4)
                font.pixelSize: Theme.question
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Label {
                text: qsTr("Đầu đọc nhận mã vuông lớn nhất trên phiếu số thứ tự. Tờ khai của ông/bà sẽ hiện ra cùng danh sách giấy tờ cần quét.")
                width: Math.min(parent?.width ?? 0, Theme.column * 1.2)
                font.pixelSize: Theme.lead
                color: Theme.inkSoft
            }
            Banner {
                objectName: "slip_trouble"
                visible: text !== ""
                kind: "error"
                width: parent?.width ?? 0
                text: screen.troubleText(screen.snapshot.trouble ?? "")
                detail: screen.troubleDetail(screen.snapshot.trouble ?? "")
            }
            Banner {
                objectName: "slip_opening"
                visible: screen.opening
                kind: "info"
                iconName: "progress-clock"
                width: parent?.width ?? 0
                text: qsTr("Đang mở tờ khai…")
            }
            Item {
                width: parent?.width ?? 0
                height: art.height
                SlipPicture {
                    id: art
                    // By the whole area's width: it keeps its size when the scroll keys come.
                    width: Math.min(Theme.mm(150), words.width * 0.62)
                    height: width * 0.62
                }
            }
        }
    }

    function troubleText(trouble: string): string {
        switch (trouble) {
        case "not_a_slip": return qsTr("Mã vừa đọc không phải mã tờ khai.")
        case "damaged": return qsTr("Mã trên phiếu đọc chưa trọn.")
        case "nothing_written": return qsTr("Phiếu này chưa có tờ khai, hoặc tờ khai đã hết hạn lưu.")
        case "not_finished": return qsTr("Tờ khai của phiếu này chưa xong.")
        case "not_offered": return qsTr("Quy định của thủ tục này đã thay đổi, hiện chưa gửi được ở đây.")
        case "cannot_open": return qsTr("Không mở được tờ khai bằng phiếu này.")
        case "hub_away": return qsTr("Máy chủ của trung tâm chưa trả lời.")
        case "already_sent": return qsTr("Hồ sơ của phiếu này đã gửi rồi.")
        }
        return ""
    }
    function troubleDetail(trouble: string): string {
        switch (trouble) {
        case "not_a_slip": return qsTr("Xin đưa mã vuông lớn nhất, ở nửa dưới của phiếu số thứ tự.")
        case "damaged": return qsTr("Xin vuốt phẳng phiếu và đưa lại. Tờ khai không bị mất.")
        case "nothing_written": return qsTr("Xin kê khai tại kiosk bằng phiếu này. Số thứ tự của ông/bà vẫn giữ nguyên.")
        case "not_finished": return qsTr("Xin trở lại kiosk, đưa phiếu này và làm tiếp. Những gì đã khai vẫn còn.")
        case "not_offered": return qsTr("Tờ khai không bị mất. Xin hỏi nhân viên hỗ trợ; số thứ tự của ông/bà vẫn giữ nguyên.")
        case "cannot_open": return qsTr("Xin hỏi nhân viên hỗ trợ. Số thứ tự của ông/bà vẫn giữ nguyên.")
        case "hub_away": return qsTr("Xin đợi một lát rồi đưa phiếu lại. Tờ khai không bị mất.")
        case "already_sent": return qsTr("Ông/bà không phải làm gì thêm. Xin ra khu chờ và nghe gọi số.")
        }
        return ""
    }
}
