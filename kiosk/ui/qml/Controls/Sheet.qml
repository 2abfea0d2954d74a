import QtQuick
import Theme

// A sheet of paper over the screen, with one question on it; the screen behind can not be touched or written in
// meanwhile, and goes on where it was.
FocusScope {
    id: sheet

    property bool shown: false
    property real away: shown ? 0 : 1    // how far it is below the glass, in its own heights
    property alias title: title.text
    property alias detail: detail.text
    property string iconName
    default property alias content: inside.data

    anchors.fill: parent
    visible: shown || slide.running
    enabled: shown
    z: 10
    onShownChanged: {
        if (shown) {
            keeper.remember()
            forceActiveFocus()
        } else {
            keeper.giveBack()
        }
    }

    FocusKeeper { id: keeper }
    Behavior on away { NumberAnimation { id: slide; duration: Theme.glide; easing.type: Easing.OutCubic } }

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: sheet.shown ? 1 : 0
        Behavior on opacity { NumberAnimation { duration: Theme.glide } }
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        id: paper
        readonly property real edge: sheet.height < Theme.mm(260) ? Theme.mm(9) : Theme.margin
        width: Math.min(parent.width, Theme.mm(320))
        height: Math.min(parent.height, words.implicitHeight + inside.implicitHeight + Theme.mm(6) + edge * 2)
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height - height * (1 - sheet.away)
        color: Theme.paper
        border.color: Theme.highContrast ? Theme.line : Theme.clear
        border.width: Theme.hair

        Rectangle { width: parent.width; height: Theme.bar; color: Theme.lacquer }
        ScrollArea {
            x: paper.edge
            y: paper.edge
            width: parent.width - 2 * x
            height: inside.y - y - Theme.mm(6)
            limit: sheet.height - 2 * paper.edge - inside.implicitHeight - Theme.mm(6)
            Column {
                id: words
                width: parent?.width ?? 0
                spacing: Theme.gap

                Icon {
                    visible: sheet.iconName !== ""
                    name: sheet.iconName
                    size: Theme.mm(16)
                    color: Theme.lacquer
                }
                Label {
                    id: title
                    width: parent.width
                    font.pixelSize: Theme.question
                    font.weight: Font.Bold
                    lineHeight: 1.1
                }
                Label {
                    id: detail
                    visible: text !== ""
                    width: parent.width
                    font.pixelSize: Theme.lead
                }
            }
        }
        // What can be done stays in view, however long the words are.
        Column {
            id: inside
            x: paper.edge
            width: parent.width - 2 * x
            y: paper.height - paper.edge - implicitHeight
            spacing: Theme.mm(3)
        }
    }
}
