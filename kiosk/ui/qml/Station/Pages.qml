pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// The pages of one paper: look, turn, put in order, take out, scan again.
ScreenBase {
    id: screen
    objectName: "pages"

    signal paperChosen(string paper)
    signal pageChosen(string page)
    signal pageTurned
    signal pageMovedEarlier
    signal pageMovedLater
    signal pageDeleted
    signal undone
    signal pageAccepted
    signal pageScanRequested
    signal scanRequested(string source)
    signal paperFinished
    signal papersRequested
    signal languageToggled
    signal helpRequested

    readonly property var pages: snapshot.pages ?? []
    readonly property int chosenNumber: snapshot.selected_number ?? 0
    readonly property int bad: snapshot.scan_again_number ?? 0
    readonly property bool roomy: height > Theme.mm(120) * Theme.textScale   // else the tools scroll with the pages

    function heading(): string {
        return pages.length === 0 ? qsTr("Chưa có trang nào") : qsTr("Xem lại %n trang vừa quét", "", pages.length)
    }
    function advice(): string {
        switch (snapshot.worst ?? "") {
        case "unreadable": return qsTr("Trang %1 không xem được. Xin đặt lại tờ giấy rồi quét lại trang này.").arg(bad)
        case "blurred": return qsTr("Trang %1 bị mờ. Lau mặt kính, đặt lại tờ giấy rồi quét lại trang này.").arg(bad)
        case "cut": return qsTr("Trang %1 bị cắt mép. Đặt tờ giấy nằm gọn trong khung rồi quét lại trang này.").arg(bad)
        case "dark": return qsTr("Trang %1 bị tối. Đóng kín nắp máy rồi quét lại trang này.").arg(bad)
        case "blank": return qsTr("Trang %1 có vẻ là trang trắng. Nếu không cần, xin chọn trang đó rồi bỏ.").arg(snapshot.worst_number ?? "")
        case "upside_down": return qsTr("Trang %1 bị ngược. Xin chọn trang đó rồi xoay.").arg(snapshot.worst_number ?? "")
        case "judging": return qsTr("Máy đang làm phẳng và xem từng trang.")
        }
        return pages.length === 0 ? qsTr("Xin quét lại, hoặc hoàn tác để lấy lại trang vừa bỏ.") : qsTr("Các trang đều rõ. Xin so lại với giấy gốc: đủ trang, đúng thứ tự.")
    }

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
        id: main
        anchors.left: side.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: screen.width > Theme.mm(400) ? Theme.mm(12) : Theme.mm(6)

        ScrollArea {
            id: scroll
            anchors.top: parent.top
            anchors.bottom: actions.top
            anchors.bottomMargin: Theme.mm(4) + (screen.roomy ? tools.height + Theme.mm(3) : 0)
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.mm(3)

            Label {
                objectName: "title"
                width: parent?.width ?? 0
                text: screen.heading()
                font.pixelSize: Theme.question
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Label {
                objectName: "advice"
                visible: !trouble.visible
                width: parent?.width ?? 0
                text: screen.advice()
                color: Theme.inkSoft
            }
            Label {
                objectName: "which_side"
                visible: screen.bad > 0
                width: parent?.width ?? 0
                text: qsTr("Chỉ quét một mặt: mặt của trang %1 hướng lên trong khay, hoặc úp xuống mặt kính.").arg(screen.bad)
                color: Theme.inkSoft
            }
            Banner {
                id: trouble
                objectName: "scan_trouble"
                kind: "error"
                visible: text !== ""
                width: parent?.width ?? 0
                text: Theme.say(screen.snapshot.trouble)
                actionText: qsTr("Quét tiếp")
                actionName: "scan_on"
                onActed: screen.scanRequested("again")
            }
            Item { width: 1; height: Theme.mm(1) }
            Flow {
                id: grid
                width: parent?.width ?? 0
                spacing: Theme.mm(6)
                readonly property int columns: Math.max(2, Math.floor((width + spacing) / (Theme.mm(62) + spacing)))
                readonly property real cell: Math.min(Theme.mm(74), Math.floor((width - (columns - 1) * spacing) / columns))

                Repeater {
                    model: screen.pages
                    PageThumb {
                        required property var modelData
                        page: modelData
                        width: grid.cell
                        onClicked: screen.pageChosen(modelData.page_id)
                    }
                }
                T.AbstractButton {
                    id: more
                    objectName: "scan_more"
                    width: grid.cell
                    height: Math.round(width * 1.38)
                    text: qsTr("Quét thêm")
                    focusPolicy: Qt.TabFocus
                    Accessible.role: Accessible.Button
                    Accessible.name: text
                    onClicked: screen.scanRequested("same")
                    background: Plate {
                        color: more.down ? Theme.pressed : Theme.card
                        edge: Theme.ink
                        edgeWidth: Theme.bold * 0.6
                        ring: more.visualFocus
                    }
                    contentItem: Item {
                        Column {
                            width: parent.width
                            anchors.centerIn: parent
                            spacing: Theme.mm(1)
                            Icon {
                                width: parent.width
                                name: "plus"
                                size: Theme.mm(14)
                                color: Theme.inkSoft
                            }
                            Label {
                                width: parent.width
                                horizontalAlignment: Text.AlignHCenter
                                text: more.text
                                font.weight: Font.DemiBold
                                lineHeight: 1.1
                                Accessible.ignored: true
                            }
                        }
                    }
                }
            }
            Item {
                id: slot
                visible: !screen.roomy
                width: parent?.width ?? 0
                height: visible ? tools.height : 0
            }
        }
        Flow {
            id: tools
            parent: screen.roomy ? main : slot
            y: screen.roomy ? actions.y - height - Theme.mm(4) : 0
            width: parent?.width ?? 0
            spacing: Theme.mm(3)
            readonly property bool slim: width < Theme.mm(270) * Theme.textScale

            component Tool: SecondaryButton {
                quiet: true
                stacked: tools.slim
                wordSize: tools.slim ? Theme.small : Theme.body
                leftPadding: Theme.mm(3)
                rightPadding: Theme.mm(3)
            }
            Tool { objectName: "turn"; enabled: screen.chosenNumber > 0; iconName: "rotate-right"; text: qsTr("Xoay"); onClicked: screen.pageTurned() }
            Tool { objectName: "move_earlier"; enabled: screen.chosenNumber > 1; iconName: "arrow-left-bold-outline"; text: qsTr("Lên trước"); onClicked: screen.pageMovedEarlier() }
            Tool { objectName: "move_later"; enabled: screen.chosenNumber > 0 && screen.chosenNumber < screen.pages.length; iconName: "arrow-right-bold-outline"; text: qsTr("Ra sau"); onClicked: screen.pageMovedLater() }
            Tool { objectName: "delete"; enabled: screen.chosenNumber > 0; iconName: "trash-can-outline"; text: qsTr("Bỏ trang"); onClicked: screen.pageDeleted() }
            Tool { objectName: "undo"; enabled: screen.snapshot.can_undo ?? false; iconName: "undo"; text: qsTr("Hoàn tác"); onClicked: screen.undone() }
            Tool { objectName: "accept_page"; visible: screen.snapshot.can_accept ?? false; iconName: "check"; text: qsTr("Vẫn dùng trang %1").arg(screen.bad); onClicked: screen.pageAccepted() }
        }
        ActionRow {
            id: actions
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            width: Math.min(parent.width, Theme.mm(222))
            nextName: screen.bad > 0 ? "rescan" : "next"
            nextText: screen.bad > 0 ? qsTr("Quét lại trang %1").arg(screen.bad) : qsTr("Xong giấy tờ này")
            nextIcon: screen.bad > 0 ? "scanner" : ""
            nextArrow: screen.bad > 0 ? "" : "arrow-right"
            nextEnabled: screen.bad > 0 || (screen.snapshot.ready ?? false)
            onBackRequested: screen.papersRequested()
            onNextRequested: screen.bad > 0 ? screen.pageScanRequested() : screen.paperFinished()
        }
    }
}
