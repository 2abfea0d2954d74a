pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// Check your answers: everything that will be filed, each row one touch away from being changed.
Page {
    id: review

    signal changeRequested(int page, string field)
    signal nextRequested

    title: Theme.say(snapshot.procedure)
    steps: snapshot.pages ?? 0
    done: snapshot.pages ?? 0
    bodySpacing: Theme.mm(3)

    Heading { text: qsTr("Xin ông/bà xem lại") }
    Label {
        width: parent?.width ?? 0
        color: Theme.inkSoft
        text: qsTr("Chạm vào dòng nào cần sửa. Sửa xong máy đưa ông/bà về đây.")
    }
    Repeater {
        model: review.snapshot.sections ?? []
        Column {
            id: section
            required property var modelData
            width: parent?.width ?? 0
            topPadding: Theme.mm(3)
            spacing: Theme.mm(2)
            Label {
                text: Theme.say(section.modelData.title)
                width: parent.width
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
            }
            Repeater {
                model: section.modelData.rows
                AnswerRow {
                    required property var modelData
                    objectName: "change_" + modelData.field
                    width: section.width
                    label: Theme.say(modelData.label)
                    shown: Theme.say(modelData.shown)
                    inferred: modelData.origin === "inferred"
                    empty: modelData.origin === ""
                    onClicked: review.changeRequested(modelData.page, modelData.field)
                }
            }
        }
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: qsTr("Đúng cả")
        nextName: "all_right"
        onBackRequested: review.backRequested()
        onNextRequested: review.nextRequested()
    }
}
