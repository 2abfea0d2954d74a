import QtQuick
import Controls

// The hub is not heard: what is shown is the last that was known, and people are told whom to listen to meanwhile.
Row {
    id: lost
    objectName: "link_lost"

    property real room
    property real size
    property color color

    spacing: size * 0.5

    Icon {
        id: sign
        name: "lan-disconnect"
        size: lost.size * 1.3
        color: lost.color
        anchors.verticalCenter: parent.verticalCenter
    }
    Label {
        width: Math.min(implicitWidth, lost.room - sign.width - lost.spacing)
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Đang nối lại. Xin nghe cán bộ gọi số.")
        color: lost.color
        font.pixelSize: lost.size
        lineHeight: 1.1
    }
}
