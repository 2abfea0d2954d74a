pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// A slip held under a reader: which of its codes to show, and where.
Item {
    id: picture

    readonly property real unit: height / 30
    Accessible.ignored: true

    Rectangle {
        id: slip
        x: picture.unit * 2
        width: picture.unit * 17
        height: picture.height
        color: Theme.card
        border.color: Theme.highContrast ? Theme.line : Theme.edge
        border.width: Theme.hair

        Rectangle { x: picture.unit * 3; y: picture.unit * 2; width: picture.unit * 11; height: picture.unit * 0.8; color: Theme.inkSoft }
        Label {
            text: "A012"
            y: picture.unit * 3.4
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: picture.unit * 5.2
            font.weight: Font.Bold
            lineHeight: 1
            Accessible.ignored: true
        }
        Repeater {
            model: [11, 8]
            Rectangle {
                required property int modelData
                required property int index
                x: (slip.width - width) / 2
                y: picture.unit * (10.6 + index * 1.5)
                width: picture.unit * modelData
                height: picture.unit * 0.6
                color: Theme.edge
            }
        }
        Icon {
            name: "qrcode"
            size: picture.unit * 13
            x: (slip.width - width) / 2
            y: picture.unit * 14.6
        }
    }
    Rectangle {
        x: slip.x + picture.unit * 1
        y: picture.unit * 14
        width: picture.unit * 15
        height: picture.unit * 14.6
        color: Theme.clear
        radius: Theme.radius
        border.color: Theme.lacquer
        border.width: Theme.bold
    }
    Icon {
        name: "arrow-right"
        size: picture.unit * 6
        color: Theme.lacquer
        x: picture.unit * 22
        y: picture.unit * 18.3
    }
    Icon {
        name: "barcode-scan"
        size: picture.unit * 13
        color: Theme.lake
        x: picture.unit * 31
        y: picture.unit * 14.8
    }
}
