pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The checklist at the left; at the right the chosen paper: what it looks like, why it is asked, and how to lay it.
ScreenBase {
    id: screen
    objectName: "papers"

    signal paperChosen(string paper)
    signal paperSkipped
    signal scanRequested(string source)
    signal bothSidesToggled
    signal readThroughRequested
    signal visitLeft
    signal languageToggled
    signal helpRequested

    readonly property var paper: snapshot.paper ?? {}
    readonly property bool complete: snapshot.complete ?? false
    readonly property bool chosen: (paper.id ?? "") !== ""
    readonly property bool scannable: chosen && paper.how === "scan"

    SidePanel {
        id: side
        width: Math.round(Math.min(Theme.mm(148), parent.width * 0.36))
        height: parent.height
        side: screen.snapshot.side ?? {}
        choosable: true
        onPaperChosen: paper => screen.paperChosen(paper)
        onLanguageToggled: screen.languageToggled()
        onHelpRequested: screen.helpRequested()
    }
    Item {
        anchors.left: side.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: screen.width > Theme.mm(400) ? Theme.mm(12) : Theme.mm(8)

        ScrollArea {
            anchors.top: parent.top
            anchors.bottom: actions.top
            anchors.bottomMargin: Theme.gap
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.mm(5)

            Label {
                objectName: "title"
                width: parent?.width ?? 0
                text: screen.chosen ? Theme.say(screen.paper.name) : screen.complete ? qsTr("Đã đủ giấy tờ") : qsTr("Giấy tờ của hồ sơ này")
                font.pixelSize: Theme.question
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Banner {
                objectName: "scan_trouble"
                kind: "error"
                visible: text !== ""
                width: parent?.width ?? 0
                text: Theme.say(screen.snapshot.trouble)
            }
            Label {
                visible: !screen.chosen
                width: parent?.width ?? 0
                font.pixelSize: Theme.lead
                text: screen.complete ? qsTr("Xin xem lại mọi trang một lần rồi gửi hồ sơ.") : qsTr("Xin chọn loại giấy tờ cần quét ở bên trái.")
            }
            Item {
                id: both
                visible: screen.chosen
                width: parent?.width ?? 0
                readonly property bool beside: width > Theme.mm(170)
                height: beside ? Math.max(picture.height, advice.implicitHeight) : picture.height + Theme.gap + advice.implicitHeight

                PaperPicture {
                    id: picture
                    kind: screen.paper.picture ?? ""
                    width: both.beside ? Math.min(Theme.mm(110), parent.width * 0.36) : Math.min(parent.width, Theme.mm(60))
                    height: width * ratio
                }
                Column {
                    id: advice
                    x: both.beside ? picture.width + Theme.mm(10) : 0
                    y: both.beside ? 0 : picture.height + Theme.gap
                    width: parent.width - x
                    spacing: Theme.mm(5)
                    Label {
                        width: parent.width
                        font.pixelSize: Theme.lead
                        text: Theme.say(screen.paper.hint)
                    }
                    Label {
                        visible: text !== ""
                        width: parent.width
                        color: Theme.inkSoft
                        text: Theme.say(screen.paper.reason)
                    }
                    Column {
                        visible: screen.scannable
                        width: parent.width
                        spacing: Theme.mm(3)
                        Repeater {
                            model: [
                                { icon: "paperclip-off", words: qsTr("Bỏ ghim, kẹp; vuốt phẳng tờ giấy.") },
                                { icon: "tray-arrow-down", words: qsTr("Đặt cả tập vào khay, mặt chữ hướng lên.") },
                                { icon: "book-open-variant", words: qsTr("Giấy mỏng, rách hoặc đóng quyển: đặt lên mặt kính.") },
                            ]
                            Item {
                                required property var modelData
                                width: parent?.width ?? 0
                                height: Math.max(sign.height, says.implicitHeight)
                                Icon {
                                    id: sign
                                    name: parent.modelData.icon
                                    size: Theme.body * 1.4
                                    width: size
                                    color: Theme.lake
                                }
                                Label {
                                    id: says
                                    x: sign.width + Theme.mm(3.5)
                                    width: parent.width - x
                                    text: parent.modelData.words
                                    lineHeight: 1.15
                                }
                            }
                        }
                    }
                    ChoiceTile {
                        objectName: "both_sides"
                        visible: screen.scannable && (screen.snapshot.can_both_sides ?? false)
                        width: Math.min(parent.width, Theme.mm(150))
                        many: true
                        chosen: screen.snapshot.both_sides ?? false
                        text: qsTr("Quét cả hai mặt")
                        onClicked: screen.bothSidesToggled()
                    }
                }
            }
        }
        Flow {
            id: actions
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            layoutDirection: Qt.RightToLeft
            spacing: Theme.gap

            PrimaryButton {
                objectName: screen.scannable ? "scan" : "next"
                visible: screen.scannable || screen.complete
                width: Math.min(actions.width, Math.max(implicitWidth, Theme.mm(130)))
                iconName: screen.scannable ? "scanner" : "file-eye-outline"
                text: !screen.scannable ? qsTr("Xem lại và gửi") : screen.snapshot.feeder === false ? qsTr("Quét trên mặt kính") : qsTr("Quét giấy tờ")
                onClicked: screen.scannable ? screen.scanRequested(screen.snapshot.feeder === false ? "platen" : "feeder") : screen.readThroughRequested()
            }
            SecondaryButton {
                objectName: "scan_glass"
                visible: screen.scannable && screen.snapshot.feeder !== false && screen.snapshot.platen !== false
                width: Math.min(actions.width, implicitWidth)
                height: Math.max(implicitHeight, Theme.tall)
                iconName: "book-open-variant"
                text: qsTr("Quét trên mặt kính")
                onClicked: screen.scanRequested("platen")
            }
            SecondaryButton {
                objectName: "skip_paper"
                visible: screen.scannable && (screen.paper.optional ?? false)
                width: Math.min(actions.width, implicitWidth)
                height: Math.max(implicitHeight, Theme.tall)
                text: qsTr("Tôi không có")
                onClicked: screen.paperSkipped()
            }
            SecondaryButton {
                objectName: "back"
                width: Math.min(actions.width, implicitWidth)
                height: Math.max(implicitHeight, Theme.tall)
                iconName: "arrow-left"
                text: qsTr("Để làm sau")
                onClicked: screen.visitLeft()
            }
        }
    }
}
