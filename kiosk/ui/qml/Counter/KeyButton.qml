pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// One deed of the clerk: its word, and the key that does it.
T.AbstractButton {
    id: control

    property bool primary: false
    property string keyName
    readonly property color wordColor: primary ? Theme.lacquerWord : Theme.ink

    implicitWidth: Theme.mm(60)
    implicitHeight: Math.max(Theme.mm(primary ? 20 : 12), words.implicitHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(4)
    rightPadding: Theme.mm(3)
    topPadding: Theme.mm(2)
    bottomPadding: Theme.mm(2)
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: keyName

    background: Plate {
        color: control.primary ? (control.down || control.hovered ? Theme.lacquerPressed : Theme.lacquer) : control.down || control.hovered ? Theme.pressed : Theme.card
        edge: control.primary ? Theme.lacquer : Theme.line
        ring: control.visualFocus
    }
    contentItem: Item {
        id: words
        implicitHeight: Math.max(word.implicitHeight, cap.height)
        Label {
            id: word
            width: parent.width - cap.width - Theme.mm(2)
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            color: control.wordColor
            font.pixelSize: control.primary ? Theme.button : Theme.body
            font.weight: control.primary ? Font.Bold : Font.DemiBold
            lineHeight: 1.1
            Accessible.ignored: true
        }
        Rectangle {
            id: cap
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(Theme.mm(9), name.implicitWidth + Theme.mm(3))
            height: name.implicitHeight + Theme.mm(1.4)
            radius: Theme.smallRadius
            color: Theme.clear
            border.color: control.primary ? Theme.lacquerWord : Theme.edge
            border.width: Theme.hair
            Label {
                id: name
                anchors.centerIn: parent
                text: control.keyName
                color: control.wordColor
                font.pixelSize: Theme.mm(4)
                lineHeight: 1
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
