import QtQuick
import Theme

// A small number: less, more, or written.
Row {
    id: stepper

    property string fieldName
    property int value: 1
    property bool known: true            // nothing was answered yet: a dash, until the first touch
    property int least: 1
    property int most: 99
    property bool inferred: false
    property bool wrong: false
    signal edited(int value)

    function put(next: int): void {
        value = known ? Math.max(least, Math.min(most, next)) : least
        known = true
        edited(value)
    }

    spacing: Theme.mm(3)

    SecondaryButton {
        objectName: "minus_" + stepper.fieldName
        width: Theme.mm(28)
        height: number.height
        enabled: stepper.known && stepper.value > stepper.least
        iconName: "minus"
        iconColor: Theme.lake
        edge: Theme.edge
        Accessible.name: qsTr("Bớt một")
        onClicked: stepper.put(stepper.value - 1)
    }
    Rectangle {
        id: number
        objectName: "field_" + stepper.fieldName
        property alias text: digits.text
        width: Theme.mm(44)
        height: Math.max(Theme.mm(24), digits.implicitHeight + Theme.gap)
        radius: Theme.radius
        color: stepper.inferred ? Theme.inferred : Theme.card
        border.width: stepper.wrong ? Theme.bold : Theme.hair
        border.color: stepper.wrong ? Theme.error : Theme.edge
        Label {
            id: digits
            text: stepper.known ? stepper.value : "–"
            anchors.centerIn: parent
            font.pixelSize: Theme.entry
            font.weight: Font.Bold
            lineHeight: 1
        }
    }
    SecondaryButton {
        objectName: "plus_" + stepper.fieldName
        width: Theme.mm(28)
        height: number.height
        enabled: !stepper.known || stepper.value < stepper.most
        iconName: "plus"
        iconColor: Theme.lake
        edge: Theme.edge
        Accessible.name: qsTr("Thêm một")
        onClicked: stepper.put(stepper.value + 1)
    }
}
