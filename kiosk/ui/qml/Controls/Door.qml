import QtQuick
import QtQuick.Templates as T
import Theme

// A way to go: icon, what it is, what it does. `primary` is the one in lacquer.
T.AbstractButton {
    id: control

    property string iconName
    property string title
    property string detail
    property bool primary: false
    property bool chevron: true
    readonly property color wordColor: primary ? Theme.lacquerWord : Theme.ink

    implicitHeight: Math.max(Theme.mm(primary ? 34 : 25), body.implicitHeight + topPadding + bottomPadding)
    implicitWidth: Theme.mm(120)
    leftPadding: Theme.mm(primary ? 9 : 7)
    rightPadding: Theme.gap
    topPadding: Theme.mm(3.5)
    bottomPadding: Theme.mm(3.5)
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: detail

    background: Plate {
        color: control.primary ? (control.down ? Theme.lacquerPressed : Theme.lacquer) : control.down ? Theme.pressed : Theme.card
        edge: control.primary ? Theme.lacquer : Theme.line
        ring: control.visualFocus
    }
    contentItem: Item {
        id: body
        implicitHeight: words.implicitHeight

        Icon {
            id: mark
            visible: control.iconName !== ""
            name: control.iconName
            size: Theme.mm(control.primary ? 20 : 12) * Math.min(1.35, Theme.textScale)
            width: size
            color: control.primary ? Theme.lacquerWord : Theme.lacquer
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            x: mark.visible ? mark.width + Theme.mm(control.primary ? 9 : 7) : 0
            width: parent.width - x - (tail.visible ? tail.width + Theme.halfGap : 0)
            spacing: Theme.mm(0.6)

            Label {
                text: control.title
                color: control.wordColor
                font.pixelSize: control.primary ? Theme.hero : Theme.heading
                font.weight: Font.Bold
                lineHeight: 1.1
                width: parent.width
                Accessible.ignored: true
            }
            Label {
                visible: text !== ""
                text: control.detail
                color: control.primary ? Theme.lacquerWord : Theme.inkSoft
                font.pixelSize: control.primary ? Theme.lead : Theme.body
                width: parent.width
                Accessible.ignored: true
            }
        }
        Icon {
            id: tail
            visible: control.chevron
            name: "chevron-right"
            size: Theme.mm(9) * Math.min(1.35, Theme.textScale)
            color: control.wordColor
            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
        }
    }
}
