pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// A demonstration of one centre: a tile for each of its screens.
ScreenBase {
    id: screen
    objectName: "chooser"

    signal roleChosen(string role)
    signal languageToggled
    signal contrastToggled

    ScrollArea {
        anchors.fill: parent
        anchors.margins: Math.min(Theme.margin * 1.6, parent.width * 0.05)
        anchors.bottomMargin: tools.height + 2 * Theme.margin
        spacing: Theme.mm(4)

        Item {
            width: parent?.width ?? 0
            height: words.implicitHeight + Theme.mm(4)
            Rectangle {
                width: Theme.bar
                height: words.implicitHeight
                radius: Theme.hair
                color: Theme.lacquer
            }
            Column {
                id: words
                x: Theme.bar + Theme.mm(4)
                width: parent.width - x
                Label {
                    objectName: "title"
                    width: parent.width
                    text: qsTr("Một Cửa")
                    font.pixelSize: Theme.hero
                    font.weight: Font.Bold
                    lineHeight: 1.1
                }
                Label {
                    width: parent.width
                    text: qsTr("Bản trình diễn một trung tâm. Xin chọn màn hình để mở; mỗi màn hình là một máy riêng.")
                    color: Theme.inkSoft
                    font.pixelSize: Theme.lead
                }
            }
        }
        Grid {
            id: grid
            width: parent?.width ?? 0
            columns: width > Theme.mm(200) * Theme.textScale ? 2 : 1
            columnSpacing: Theme.mm(4)
            rowSpacing: Theme.mm(4)
            readonly property real cell: (width - (columns - 1) * columnSpacing) / columns
            Repeater {
                model: screen.snapshot.tiles ?? []
                Door {
                    required property var modelData
                    readonly property bool opened: (screen.snapshot.opened ?? []).includes(modelData.role)
                    objectName: "open_" + modelData.role
                    width: grid.cell
                    height: Math.max(implicitHeight, Theme.mm(36))
                    iconName: modelData.icon
                    title: Theme.say(modelData.name)
                    detail: opened ? qsTr("Đang mở") : Theme.say(modelData.detail)
                    chevron: !opened
                    onClicked: screen.roleChosen(modelData.role)
                }
            }
        }
        Banner {
            visible: text !== ""
            width: parent?.width ?? 0
            kind: "info"
            iconName: "account-key-outline"
            text: screen.snapshot.sign_in ? qsTr("Đăng nhập thử. %1").arg(Theme.say(screen.snapshot.sign_in)) : ""
        }
    }
    Row {
        id: tools
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.margin
        spacing: Theme.mm(3)
        ToolButton {
            objectName: "language"
            iconName: "translate"
            text: Theme.language === "vi" ? "English" : "Tiếng Việt"
            onClicked: screen.languageToggled()
        }
        ToolButton {
            objectName: "contrast"
            iconName: "theme-light-dark"
            on: Theme.highContrast
            text: qsTr("Tương phản")
            onClicked: screen.contrastToggled()
        }
    }
}
