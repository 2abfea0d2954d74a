pragma ComponentBehavior: Bound
import QtQuick
import Theme

// Yellow ground with a dashed border: read by a machine or concluded, to be confirmed by a person.
Item {
    id: plate

    property color ground: Theme.inferred
    readonly property real dash: Theme.mm(2.4)
    readonly property real thick: Math.max(1, Theme.mm(0.45))

    Rectangle {
        anchors.fill: parent
        color: plate.ground
        radius: Theme.smallRadius
    }
    Repeater {
        model: Math.max(0, Math.floor(plate.width / (plate.dash * 1.6)))
        Item {
            id: across
            required property int index
            x: Theme.smallRadius + index * plate.dash * 1.6
            visible: x + plate.dash < plate.width - Theme.smallRadius
            Rectangle { width: plate.dash; height: plate.thick; color: Theme.inferredEdge }
            Rectangle { y: plate.height - plate.thick; width: plate.dash; height: plate.thick; color: Theme.inferredEdge }
        }
    }
    Repeater {
        model: Math.max(0, Math.floor(plate.height / (plate.dash * 1.6)))
        Item {
            id: down
            required property int index
            y: Theme.smallRadius + index * plate.dash * 1.6
            visible: y + plate.dash < plate.height - Theme.smallRadius
            Rectangle { width: plate.thick; height: plate.dash; color: Theme.inferredEdge }
            Rectangle { x: plate.width - plate.thick; width: plate.thick; height: plate.dash; color: Theme.inferredEdge }
        }
    }
}
