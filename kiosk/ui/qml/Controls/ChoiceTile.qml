import QtQuick
import QtQuick.Templates as T
import Theme

// One answer of several: a ring, or a box where several may hold.
T.AbstractButton {
    id: control

    property bool chosen: false
    property bool inferred: false
    property bool many: false
    property string detail

    implicitHeight: Math.max(Theme.target, words.implicitHeight + topPadding + bottomPadding)
    implicitWidth: Theme.mm(80)
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    topPadding: Theme.mm(2.4)
    bottomPadding: Theme.mm(2.4)
    focusPolicy: Qt.TabFocus
    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: text
    Accessible.checked: chosen

    background: Item {
        Plate {
            anchors.fill: parent
            visible: !dashed.visible
            color: control.down ? Theme.pressed : control.chosen ? Theme.lakeWash : Theme.card
            edge: control.chosen ? Theme.lake : Theme.edge
            edgeWidth: control.chosen ? Theme.bold : Theme.hair
            ring: control.visualFocus
        }
        DashedPlate {
            id: dashed
            anchors.fill: parent
            visible: control.chosen && control.inferred && !control.down
        }
    }
    contentItem: Item {
        implicitHeight: words.implicitHeight

        Icon {
            id: ring
            name: control.many ? (control.chosen ? "checkbox-marked" : "checkbox-blank-outline") : control.chosen ? "radiobox-marked" : "radiobox-blank"
            color: control.chosen ? Theme.lake : Theme.inkSoft
            size: Theme.mm(9) * Math.min(1.35, Theme.textScale)
            // Beside a long text it stands at its beginning, where it is seen before the text is scrolled.
            y: words.implicitHeight > 3 * height ? Theme.mm(1) : (parent.height - height) / 2
        }
        Column {
            id: words
            x: ring.width + Theme.mm(3.5)
            width: parent.width - x
            anchors.verticalCenter: parent.verticalCenter
            Label {
                text: control.text
                width: parent.width
                font.pixelSize: Theme.lead
                font.weight: control.chosen ? Font.DemiBold : Font.Medium
                lineHeight: 1.12
                Accessible.ignored: true
            }
            Label {
                visible: text !== ""
                text: control.detail
                width: parent.width
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.12
                Accessible.ignored: true
            }
        }
    }
}
