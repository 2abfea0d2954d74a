pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The keyboard on one page.
FocusScope {
    id: map

    property bool shown: false
    property var keys: []                // [[name, what it does]]

    signal languageToggled
    signal textScaleChosen
    signal contrastToggled

    function open(): void {
        keeper.remember()
        shown = true
        forceActiveFocus()
    }
    function close(): void {
        if (!shown)
            return
        shown = false
        keeper.giveBack()
    }

    anchors.fill: parent
    visible: shown
    enabled: shown
    z: 7

    Keys.onEscapePressed: close()
    Keys.onReturnPressed: close()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F1)
            close()
        else if (event.key === Qt.Key_Down || event.key === Qt.Key_PageDown)
            area.turn(1)
        else if (event.key === Qt.Key_Up || event.key === Qt.Key_PageUp)
            area.turn(-1)
        else
            return
        event.accepted = true
    }

    FocusKeeper { id: keeper }
    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea {
        anchors.fill: parent
        onClicked: map.close()
    }
    Rectangle {
        id: paper
        readonly property real edge: Math.min(Theme.mm(9), map.width * 0.025)
        readonly property real most: map.height - 2 * Theme.mm(6)
        width: Math.min(map.width - 2 * Theme.mm(6), Theme.mm(250) * Math.min(1.5, Theme.textScale))
        height: Math.min(most, title.implicitHeight + list.implicitHeight + closer.height + Theme.mm(12) + 2 * edge)
        anchors.centerIn: parent
        color: Theme.paper
        radius: Theme.radius
        border.color: Theme.line
        border.width: Theme.highContrast ? Theme.bold : Theme.hair
        MouseArea { anchors.fill: parent }
        Rectangle {
            x: Theme.radius
            width: parent.width - 2 * x
            height: Theme.bar
            color: Theme.lacquer
        }
        Label {
            id: title
            objectName: "key_map"
            x: paper.edge
            y: paper.edge + Theme.bar
            width: parent.width - 2 * x
            text: qsTr("Phím tắt")
            font.pixelSize: Theme.heading
            font.weight: Font.Bold
            lineHeight: 1.1
        }
        ScrollArea {
            id: area
            anchors.top: title.bottom
            anchors.topMargin: Theme.mm(4)
            anchors.bottom: closer.top
            anchors.bottomMargin: Theme.mm(4)
            x: paper.edge
            width: parent.width - 2 * x
            limit: paper.most - title.implicitHeight - closer.height - Theme.mm(12) - 2 * paper.edge
            Row {
                id: list
                readonly property int columns: paper.width > Theme.mm(170) * Theme.textScale ? 2 : 1
                readonly property int each: Math.ceil(map.keys.length / columns)
                width: parent?.width ?? 0
                spacing: Theme.mm(8)
                Repeater {
                    model: list.columns
                    Column {
                        id: half
                        required property int index
                        width: (list.width - (list.columns - 1) * list.spacing) / list.columns
                        spacing: Theme.mm(1.6)
                        Repeater {
                            model: map.keys.slice(half.index * list.each, (half.index + 1) * list.each)
                            Item {
                                id: entry
                                required property var modelData
                                width: parent?.width ?? 0
                                height: Math.max(cap.implicitHeight, words.implicitHeight) + Theme.mm(1)
                                KeyCap {
                                    id: cap
                                    keyName: entry.modelData[0]
                                }
                                Label {
                                    id: words
                                    x: Math.max(Theme.mm(30), cap.width + Theme.mm(3))
                                    width: parent.width - x
                                    text: entry.modelData[1]
                                    font.pixelSize: Theme.small
                                    lineHeight: 1.15
                                }
                            }
                        }
                    }
                }
            }
        }
        Row {
            x: paper.edge
            anchors.verticalCenter: closer.verticalCenter
            spacing: Theme.mm(2)
            component Tool: SecondaryButton {
                quiet: true
                wordSize: Theme.small
                height: closer.height
            }
            Tool {
                objectName: "language"
                iconName: "translate"
                text: Theme.language === "vi" ? "English" : "Tiếng Việt"
                onClicked: map.languageToggled()
            }
            Tool {
                objectName: "text_size"
                iconName: "format-size"
                text: Math.round(Theme.textScale * 100) + " %"
                Accessible.name: qsTr("Cỡ chữ %1").arg(text)
                onClicked: map.textScaleChosen()
            }
            Tool {
                objectName: "contrast"
                iconName: "theme-light-dark"
                lake: Theme.highContrast
                text: map.width > Theme.mm(250) * Theme.textScale ? qsTr("Tương phản") : ""
                Accessible.name: qsTr("Tương phản")
                onClicked: map.contrastToggled()
            }
        }
        KeyButton {
            id: closer
            objectName: "key_map_close"
            anchors.right: parent.right
            anchors.rightMargin: paper.edge
            anchors.bottom: parent.bottom
            anchors.bottomMargin: paper.edge
            width: Math.min(paper.width * 0.3, Theme.mm(62) * Math.min(1.5, Theme.textScale))
            text: qsTr("Đóng")
            keyName: "Esc"
            onClicked: map.close()
        }
    }
}
