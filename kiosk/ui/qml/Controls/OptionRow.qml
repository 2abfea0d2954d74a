pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// One of several: the figure that picks it, its words, a mark when it is the one.
T.AbstractButton {
    id: row

    property int figure: 0               // 1 to 9; 0 where there are more than nine
    property bool chosen: false
    property bool current: false         // the keyboard stands here
    property string detail
    property string iconName

    implicitHeight: Math.max(Theme.mm(10), words.implicitHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(2.4)
    rightPadding: Theme.mm(2.4)
    topPadding: Theme.mm(1.4)
    bottomPadding: Theme.mm(1.4)
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.description: detail
    Accessible.checked: chosen

    background: Plate {
        color: row.chosen ? Theme.lakeWash : row.hovered ? Theme.pressed : Theme.card
        edge: row.chosen ? Theme.lake : Theme.line
        edgeWidth: row.chosen ? Theme.bold * 0.75 : Theme.hair
        ring: row.current
    }
    contentItem: Item {
        id: words
        implicitHeight: Math.max(lines.implicitHeight, cap.implicitHeight)
        KeyCap {
            id: cap
            visible: row.figure > 0
            anchors.verticalCenter: parent.verticalCenter
            keyName: row.figure
        }
        Icon {
            id: sign
            visible: row.iconName !== ""
            x: cap.visible ? cap.width + Theme.mm(2.4) : 0
            anchors.verticalCenter: parent.verticalCenter
            name: row.iconName
            color: Theme.lake
            size: Theme.body * 1.2
            width: size
        }
        Column {
            id: lines
            x: (cap.visible ? cap.width + Theme.mm(2.4) : 0) + (sign.visible ? sign.width + Theme.mm(2) : 0)
            width: parent.width - x - mark.width - Theme.mm(1)
            anchors.verticalCenter: parent.verticalCenter
            Label {
                width: parent.width
                text: row.text
                font.weight: row.chosen ? Font.DemiBold : Font.Medium
                lineHeight: 1.12
                Accessible.ignored: true
            }
            Label {
                visible: text !== ""
                width: parent.width
                text: row.detail
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.12
                Accessible.ignored: true
            }
        }
        Icon {
            id: mark
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: row.chosen ? "radiobox-marked" : "radiobox-blank"
            color: row.chosen ? Theme.lake : Theme.inkSoft
            size: Theme.body * 1.2
            width: size
        }
    }
}
