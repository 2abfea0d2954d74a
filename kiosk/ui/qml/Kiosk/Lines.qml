pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// Which line: one touch takes the number. Who is called first for a reason may say so before.
Page {
    id: lines

    readonly property bool asking: snapshot.asking ?? false
    readonly property string priority: Theme.say(snapshot.priority)
    signal lineChosen(string letter)
    signal priorityAsked
    signal priorityChosen(string code)

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
        text: lines.asking ? qsTr("Ông/bà thuộc diện ưu tiên nào?") : qsTr("Ông/bà đến làm việc gì?")
        bottomPadding: lines.asking ? 0 : Theme.mm(2)
    }
    Label {
        visible: lines.asking
        width: parent?.width ?? 0
        font.pixelSize: Theme.lead
        color: Theme.inkSoft
        bottomPadding: Theme.mm(2)
        text: qsTr("Người thuộc các diện này được gọi trước. Cán bộ sẽ xem giấy tờ khi gọi số.")
    }
    Repeater {
        model: lines.asking ? lines.snapshot.classes ?? [] : []
        ChoiceTile {
            required property var modelData
            objectName: "priority_" + modelData.code
            width: parent?.width ?? 0
            text: Theme.say(modelData.name)
            chosen: lines.priority === text
            onClicked: lines.priorityChosen(modelData.code)
        }
    }
    ChoiceTile {
        objectName: "priority_none"
        visible: lines.asking
        width: parent?.width ?? 0
        text: qsTr("Không thuộc diện nào")
        chosen: lines.priority === ""
        onClicked: lines.priorityChosen("")
    }
    Banner {
        objectName: "priority_chosen"
        visible: !lines.asking && lines.priority !== ""
        width: parent?.width ?? 0
        kind: "info"
        iconName: "account-star-outline"
        text: qsTr("Ưu tiên: %1").arg(lines.priority)
        detail: qsTr("Cán bộ sẽ xem giấy tờ khi gọi số.")
        actionText: qsTr("Đổi")
        actionName: "priority_change"
        onActed: lines.priorityAsked()
    }
    Repeater {
        model: lines.asking ? [] : lines.snapshot.lines ?? []
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
    SecondaryButton {
        objectName: "priority"
        visible: !lines.asking && lines.priority === "" && (lines.snapshot.classes ?? []).length > 0 && (lines.snapshot.lines ?? []).length > 0
        width: parent?.width ?? 0
        quiet: true
        iconName: "account-star-outline"
        text: qsTr("Tôi thuộc diện ưu tiên")
        onClicked: lines.priorityAsked()
    }
    Repeater {
        model: lines.asking ? [] : lines.snapshot.closed ?? []
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
