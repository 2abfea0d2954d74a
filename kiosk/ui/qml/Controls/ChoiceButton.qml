import QtQuick
import QtQuick.Templates as T
import Theme

// A long list folded away: shows what is chosen, opens a ChoiceSheet.
T.AbstractButton {
    id: control

    property string fieldName
    property string placeholder: qsTr("Chạm để chọn")
    property bool inferred: false
    property bool wrong: false

    objectName: "open_" + fieldName
    implicitHeight: Math.max(Theme.mm(Theme.pointer ? 12 : 24), word.implicitHeight + Theme.gap)
    implicitWidth: Theme.mm(100)
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.ComboBox
    Accessible.name: text

    background: Item {
        Plate {
            anchors.fill: parent
            visible: !dashed.visible
            color: control.down ? Theme.pressed : Theme.card
            edge: control.wrong ? Theme.error : Theme.edge
            edgeWidth: control.wrong ? Theme.bold : Theme.hair
            ring: control.visualFocus
        }
        DashedPlate {
            id: dashed
            anchors.fill: parent
            visible: control.inferred && !control.down
        }
    }
    contentItem: Item {
        Label {
            id: word
            text: control.text === "" ? control.placeholder : control.text
            color: control.text === "" ? Theme.inkSoft : Theme.ink
            font.pixelSize: Theme.lead
            font.weight: control.text === "" ? Font.Normal : Font.DemiBold
            lineHeight: 1.12
            width: parent.width - arrow.width - Theme.halfGap
            anchors.verticalCenter: parent.verticalCenter
        }
        Icon {
            id: arrow
            name: "chevron-down"
            size: Theme.mm(9)
            color: Theme.lake
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
