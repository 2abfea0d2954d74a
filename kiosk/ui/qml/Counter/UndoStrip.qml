import QtQuick
import Theme
import Controls

// What was done last, and how long it can still be taken back.
Rectangle {
    id: strip

    property string text
    property int seconds: 0
    property int window: 10             // in which a deed can be taken back at all
    signal undone

    implicitHeight: Math.max(words.implicitHeight, action.implicitHeight) + Theme.mm(4)
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.edge
    border.width: Theme.hair
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: sign
        x: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        name: "check-circle"
        color: Theme.leaf
        size: Theme.body * 1.35
        width: size
    }
    Label {
        id: words
        objectName: "undo_words"
        x: sign.x + sign.width + Theme.mm(3)
        width: action.x - x - Theme.mm(3)
        anchors.verticalCenter: parent.verticalCenter
        text: strip.text
        font.weight: Font.DemiBold
        lineHeight: 1.15
    }
    KeyButton {
        id: action
        objectName: "undo"
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(2)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(strip.width * 0.5, Theme.mm(62) * Math.min(1.5, Theme.textScale))
        quiet: true
        text: qsTr("Hoàn tác (%1)").arg(strip.seconds)
        keyName: "Ctrl+Z"
        onClicked: strip.undone()
    }
    Rectangle {
        // The time left as a line that grows short; the figure says the same.
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.hair
        x: Theme.radius
        height: Theme.mm(0.8)
        width: (parent.width - 2 * x) * Math.min(1, strip.seconds / strip.window)
        color: Theme.lake
    }
}
