import QtQuick
import Theme
import Controls

// Nobody is at the counter: it is free, or it pauses. One thing to do.
Column {
    id: free

    property var desk: ({})
    property int pauseMinutes: 0         // left as planned
    readonly property bool paused: desk.paused ?? false

    spacing: Theme.mm(3)

    Icon {
        width: parent.width
        name: free.paused ? "coffee-outline" : "bullhorn-outline"
        size: Theme.mm(22)
        color: Theme.lake
    }
    Label {
        objectName: "free_title"
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: free.paused ? qsTr("Quầy đang tạm nghỉ") : qsTr("Quầy đang trống")
        font.pixelSize: Theme.question
        font.weight: Font.Bold
        lineHeight: 1.1
    }
    Label {
        objectName: "free_detail"
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        color: Theme.inkSoft
        font.pixelSize: Theme.lead
        text: {
            if (free.paused) {
                const left = qsTr("còn %1 phút").arg(free.pauseMinutes)
                const why = Theme.say(free.desk.pause_reason)
                return (why === "" ? left : why + " · " + left) + "\n" + qsTr("Bấm F2 để tiếp tục làm việc.")
            }
            return (free.desk.waiting ?? 0) > 0 ? qsTr("Bấm F2 để mời số tiếp theo.") : qsTr("Khi có người chờ, số sẽ hiện ở bên trái.")
        }
    }
}
