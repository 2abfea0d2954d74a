pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// Which line: one touch takes the number.
Page {
    id: lines

    signal lineChosen(string letter)

    function wait(line: var): string {
        if (!line.open)
            return qsTr("Hôm nay không nhận")
        if (line.waiting < 0)
            return ""
        if (line.waiting === 0)
            return qsTr("Chưa có ai chờ")
        return qsTr("Đang chờ %1 người · khoảng %2–%3 phút").arg(line.waiting).arg(line.low).arg(line.high)
    }

    bodySpacing: Theme.mm(3.7)
    Heading {
        text: qsTr("Ông/bà đến làm việc gì?")
        bottomPadding: Theme.mm(2)
    }
    Repeater {
        model: lines.snapshot.lines ?? []
        Door {
            required property var modelData
            objectName: "line_" + modelData.letter
            enabled: modelData.open
            opacity: modelData.open ? 1 : 0.55
            width: parent?.width ?? 0
            iconName: "alpha-" + modelData.letter.toLowerCase() + "-circle-outline"
            title: Theme.say(modelData.name)
            detail: lines.wait(modelData)
            onClicked: lines.lineChosen(modelData.letter)
        }
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        onBackRequested: lines.backRequested()
    }
}
