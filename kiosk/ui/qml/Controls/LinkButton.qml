import QtQuick
import QtQuick.Templates as T
import Theme

// A quiet question to open: an icon and underlined words.
T.AbstractButton {
    id: control

    property string iconName: "help-circle-outline"

    implicitWidth: row.implicitWidth
    implicitHeight: Math.max(Theme.target, row.implicitHeight)
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Plate {
        color: control.down ? Theme.pressed : Theme.clear
        edge: Theme.clear
        ring: control.visualFocus
    }
    contentItem: Item {
        id: row
        implicitWidth: mark.width + Theme.halfGap + word.implicitWidth
        implicitHeight: word.implicitHeight

        Icon {
            id: mark
            name: control.iconName
            color: Theme.lake
            size: Theme.body * 1.2
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            id: word
            text: control.text
            color: Theme.lake
            font.underline: true
            anchors.verticalCenter: parent.verticalCenter
            x: mark.width + Theme.halfGap
            width: row.width - x
        }
    }
}
