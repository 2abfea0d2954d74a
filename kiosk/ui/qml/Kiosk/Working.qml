import QtQuick
import Controls
import Theme

// One moment: something is asked of the hub.
ScreenBase {
    id: working

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "timer-sand"
            size: Theme.mm(24)
            color: Theme.lacquer
        }
        Heading {
            horizontalAlignment: Text.AlignHCenter
            text: working.snapshot.what === "opening" ? qsTr("Đang mở tờ khai…") : qsTr("Đang lấy số…")
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSoft
            text: qsTr("Xin đợi một chút, không cần chạm lại.")
        }
    }
}
