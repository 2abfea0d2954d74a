pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Every page, large, one after the other, before anything is sent.
ScreenBase {
    id: screen
    objectName: "read_through"

    signal pageForward
    signal pageBack
    signal pageToMend
    signal sendRequested
    signal papersRequested
    signal languageToggled
    signal helpRequested

    readonly property int number: snapshot.number ?? 0
    readonly property int count: snapshot.count ?? 0
    readonly property bool last: number >= count

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
        anchors.margins: screen.width > Theme.mm(400) ? Theme.mm(12) : Theme.mm(6)

        Label {
            id: title
            objectName: "title"
            width: parent.width
            text: screen.count === 0 ? qsTr("Hồ sơ này không cần quét giấy tờ") : qsTr("Xem lại mọi trang trước khi gửi")
            font.pixelSize: Theme.heading
            font.weight: Font.Bold
            lineHeight: 1.1
        }
        Label {
            id: where
            objectName: "page_place"
            anchors.top: title.bottom
            anchors.topMargin: Theme.mm(1.5)
            width: parent.width
            color: Theme.inkSoft
            text: screen.count === 0 ? qsTr("Xin gửi hồ sơ. Giấy tờ xuất trình, xin đưa cho cán bộ tại quầy.") : qsTr("%1 · trang %2 trong %3").arg(Theme.say(screen.snapshot.paper_name)).arg(screen.number).arg(screen.count)
        }
        Banner {
            id: trouble
            objectName: "send_trouble"
            kind: "error"
            anchors.top: where.bottom
            anchors.topMargin: Theme.mm(3)
            width: parent.width
            visible: screen.snapshot.trouble === "not_kept"
            height: visible ? implicitHeight : 0
            text: qsTr("Máy trạm không ghi được hồ sơ xuống đĩa nên chưa gửi. Các trang vẫn còn đây; xin gọi nhân viên hỗ trợ.")
        }
        Rectangle {
            anchors.top: trouble.visible ? trouble.bottom : where.bottom
            anchors.topMargin: Theme.mm(4)
            anchors.bottom: tools.top
            anchors.bottomMargin: Theme.mm(4)
            anchors.left: parent.left
            anchors.right: parent.right
            visible: screen.count > 0 && height > Theme.mm(30)
            color: Theme.keyGround
            radius: Theme.radius
            border.color: Theme.highContrast ? Theme.line : Theme.clear
            border.width: Theme.hair

            Image {
                objectName: "page_large"
                anchors.fill: parent
                anchors.margins: Theme.mm(5)
                source: screen.snapshot.image ?? ""
                sourceSize.height: Math.max(1, Math.round(height))
                fillMode: Image.PreserveAspectFit
                cache: false
                smooth: true
                mipmap: true
                Accessible.role: Accessible.Graphic
                Accessible.name: where.text
            }
        }
        Flow {
            id: tools
            anchors.bottom: actions.top
            anchors.bottomMargin: screen.count > 0 ? Theme.mm(4) : 0
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.mm(3)
            visible: screen.count > 0 && !trouble.visible
            height: visible ? implicitHeight : 0
            SecondaryButton {
                objectName: "page_back"
                quiet: true
                enabled: screen.number > 1
                iconName: "chevron-left"
                text: qsTr("Trang trước")
                onClicked: screen.pageBack()
            }
            SecondaryButton {
                objectName: "mend_page"
                quiet: true
                iconName: "file-edit-outline"
                text: qsTr("Sửa trang này")
                onClicked: screen.pageToMend()
            }
        }
        ActionRow {
            id: actions
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            width: Math.min(parent.width, Theme.mm(222))
            nextName: screen.last ? "send" : "next"
            nextText: screen.last ? qsTr("Gửi hồ sơ") : qsTr("Trang sau")
            nextIcon: screen.last ? "send" : ""
            nextArrow: screen.last ? "" : "arrow-right"
            nextEnabled: !(screen.snapshot.sending ?? false)
            onBackRequested: screen.papersRequested()
            onNextRequested: screen.last ? screen.sendRequested() : screen.pageForward()
        }
    }
}
