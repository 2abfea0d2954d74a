pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// For what reason somebody is called first. One touch answers and leads back to where the question was asked.
Page {
    id: priority

    readonly property string chosen: snapshot.chosen ?? ""
    signal priorityChosen(string code)

    bodySpacing: Theme.mm(3.7)
    Heading { text: qsTr("Ông/bà thuộc diện ưu tiên nào?") }
    Label {
        width: parent?.width ?? 0
        font.pixelSize: Theme.lead
        color: Theme.inkSoft
        bottomPadding: Theme.mm(2)
        text: qsTr("Người thuộc các diện này được gọi trước. Cán bộ sẽ xem giấy tờ khi gọi số.")
    }
    Repeater {
        model: priority.snapshot.classes ?? []
        ChoiceTile {
            required property var modelData
            objectName: "priority_" + modelData.code
            width: parent?.width ?? 0
            text: Theme.say(modelData.name)
            chosen: priority.chosen === modelData.code
            onClicked: priority.priorityChosen(modelData.code)
        }
    }
    ChoiceTile {
        objectName: "priority_none"
        width: parent?.width ?? 0
        text: qsTr("Không thuộc diện nào")
        chosen: priority.chosen === ""
        onClicked: priority.priorityChosen("")
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        onBackRequested: priority.backRequested()
    }
}
