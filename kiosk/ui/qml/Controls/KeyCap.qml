import QtQuick
import Theme
import Controls

// The name of a key, as it stands on the keyboard.
Rectangle {
    id: cap

    property string keyName
    property color ink: Theme.ink
    property color edge: Theme.edge

    implicitWidth: Math.max(Theme.mm(9), name.implicitWidth + Theme.mm(3))
    implicitHeight: name.implicitHeight + Theme.mm(1.4)
    radius: Theme.smallRadius
    color: Theme.clear
    border.color: edge
    border.width: Theme.hair
    Label {
        id: name
        anchors.centerIn: parent
        text: cap.keyName
        color: cap.ink
        font.pixelSize: Theme.mm(4) * Math.min(1.4, Theme.textScale)
        lineHeight: 1
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
