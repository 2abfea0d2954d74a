pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// Which line: one touch takes the number. Who is called first for a reason may say so before.
Page {
    id: lines

    signal lineChosen(string letter)
    signal priorityAsked

    function wait(line: var): string {
        if (line.waiting < 0)
            return ""
        if (line.waiting === 0)
            return qsTr("Chưa có ai chờ")
        return qsTr("Đang chờ %1 người · %2").arg(line.waiting).arg(Theme.say(line.wait))
    }
    function below(line: var): string {
        const notice = Theme.say(line.notice)
        const words = wait(line)
        return notice === "" || words === "" ? words + notice : words + "\n" + notice
    }

    bodySpacing: Theme.mm(3.7)
    Heading {
        text: qsTr("Ông/bà đến làm việc gì?")
        bottomPadding: Theme.mm(2)
    }
    PriorityBanner {
        width: parent?.width ?? 0
        priority: lines.snapshot.priority
        onActed: lines.priorityAsked()
    }
    Repeater {
        model: lines.snapshot.lines ?? []
        Door {
            required property var modelData
            objectName: "line_" + modelData.letter
            width: parent?.width ?? 0
            iconName: "alpha-" + modelData.letter.toLowerCase() + "-circle-outline"
            title: Theme.say(modelData.name)
            detail: lines.below(modelData)
            onClicked: lines.lineChosen(modelData.letter)
        }
    }
    PriorityButton {
        visible: open && (lines.snapshot.lines ?? []).length > 0
        width: parent?.width ?? 0
        priority: lines.snapshot.priority
        onClicked: lines.priorityAsked()
    }
    Repeater {
        model: lines.snapshot.closed ?? []
        Fact {
            required property var modelData
            objectName: "closed_" + modelData.letter
            iconName: "door-closed"
            title: Theme.say(modelData.name)
            detail: Theme.say(modelData.notice) || qsTr("Hiện không nhận số. Xin hỏi bàn hướng dẫn.")
        }
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        onBackRequested: lines.backRequested()
    }
}
