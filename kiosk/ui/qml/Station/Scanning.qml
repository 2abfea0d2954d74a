pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The scanner is running: how many pages are kept already, and one way to stop.
ScreenBase {
    id: screen
    objectName: "scanning"

    signal stopRequested
    signal languageToggled
    signal helpRequested

    SidePanel {
        id: side
        width: Math.round(Math.min(Theme.mm(148), parent.width * 0.36))
        height: parent.height
        side: screen.snapshot.side ?? {}
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
            anchors.bottom: stop.top
            anchors.bottomMargin: Theme.gap
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.mm(6)

            Label {
                objectName: "title"
                width: parent?.width ?? 0
                text: screen.snapshot.stopping ? qsTr("Đang dừng máy quét…") : qsTr("Đang quét…")
                font.pixelSize: Theme.question
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Label {
                width: parent?.width ?? 0
                text: Theme.say(screen.snapshot.paper_name)
                font.pixelSize: Theme.lead
                color: Theme.inkSoft
            }
            Item {
                width: parent?.width ?? 0
                height: big.implicitHeight
                Label {
                    id: big
                    objectName: "kept_now"
                    text: screen.snapshot.kept_now ?? 0
                    font.pixelSize: Math.min(Theme.mm(62), screen.height * 0.3)
                    font.weight: Font.Bold
                    color: Theme.lacquer
                    lineHeight: 1
                }
                Column {
                    x: big.width + Theme.mm(8)
                    width: parent.width - x
                    anchors.verticalCenter: big.verticalCenter
                    spacing: Theme.mm(2)
                    Label {
                        width: parent.width
                        text: qsTr("trang đã lưu an toàn")
                        font.pixelSize: Theme.heading
                        font.weight: Font.DemiBold
                        lineHeight: 1.1
                    }
                    Label {
                        width: parent.width
                        color: Theme.inkSoft
                        text: screen.snapshot.judging > 0 ? qsTr("Đang xem %n trang", "", screen.snapshot.judging) : qsTr("Xin đừng mở nắp máy khi đang quét.")
                    }
                }
            }
        }
        SecondaryButton {
            id: stop
            objectName: "stop"
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Math.max(implicitHeight, Theme.tall)
            width: Math.min(parent.width, Math.max(implicitWidth, Theme.mm(84)))
            enabled: !(screen.snapshot.stopping ?? false)
            iconName: "stop-circle-outline"
            text: qsTr("Dừng quét")
            onClicked: screen.stopRequested()
        }
    }
}
