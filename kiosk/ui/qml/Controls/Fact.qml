import QtQuick
import Theme

// Something worth knowing: an icon in a ring, a line in bold and a line below it.
Item {
    id: fact

    property string iconName
    property string title
    property string detail

    implicitHeight: Math.max(ring.height, words.implicitHeight)
    implicitWidth: Theme.mm(100)
    width: parent?.width ?? implicitWidth

    Rectangle {
        id: ring
        width: Theme.mm(18) * Math.min(1.35, Theme.textScale)
        height: width
        radius: width / 2
        color: Theme.card
        border.color: Theme.line
        border.width: Theme.hair
        y: words.implicitHeight > 2 * height ? 0 : (fact.height - height) / 2
        Icon {
            anchors.centerIn: parent
            name: fact.iconName
            color: Theme.lake
            size: ring.width / 2
        }
    }
    Column {
        id: words
        x: ring.width + Theme.mm(5)
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        Label {
            text: fact.title
            width: parent.width
            font.pixelSize: Theme.lead
            font.weight: Font.DemiBold
            lineHeight: 1.12
        }
        Label {
            visible: text !== ""
            text: fact.detail
            width: parent.width
            color: Theme.inkSoft
            lineHeight: 1.15
        }
    }
}
