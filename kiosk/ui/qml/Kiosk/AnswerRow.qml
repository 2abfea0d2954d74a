import QtQuick
import QtQuick.Templates as T
import Controls
import Theme

// One answer on the check page: what was asked, what was answered, a pencil.
T.AbstractButton {
    id: row

    property string label
    property string shown
    property bool inferred: false
    property bool empty: false
    readonly property bool beside: width > Theme.mm(150) && Theme.textScale < 1.4

    implicitHeight: Math.max(Theme.target, body.implicitHeight + Theme.mm(5))
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1: %2. Sửa").arg(label).arg(shown)

    background: Item {
        Plate {
            anchors.fill: parent
            visible: !dashed.visible
            color: row.down ? Theme.pressed : Theme.card
            ring: row.visualFocus
        }
        DashedPlate {
            id: dashed
            anchors.fill: parent
            visible: row.inferred && !row.down
        }
    }
    contentItem: Item {
        id: body
        implicitHeight: row.beside ? Math.max(asked.implicitHeight, given.implicitHeight) : asked.implicitHeight + given.implicitHeight + Theme.mm(0.5)

        Label {
            id: asked
            x: Theme.gap
            y: row.beside ? (parent.height - height) / 2 : (parent.height - body.implicitHeight) / 2
            width: row.beside ? parent.width * 0.36 : pencil.x - x - Theme.halfGap
            text: row.label
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.12
            Accessible.ignored: true
        }
        Label {
            id: given
            x: row.beside ? asked.x + asked.width + Theme.gap : Theme.gap
            y: row.beside ? (parent.height - height) / 2 : asked.y + asked.height + Theme.mm(0.5)
            width: pencil.x - x - Theme.halfGap
            text: row.shown
            color: row.empty ? Theme.inkSoft : Theme.ink
            font.weight: row.empty ? Font.Normal : Font.DemiBold
            lineHeight: 1.12
            Accessible.ignored: true
        }
        Icon {
            id: pencil
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: "pencil-outline"
            color: Theme.lake
            size: Theme.mm(7.5)
        }
    }
}
