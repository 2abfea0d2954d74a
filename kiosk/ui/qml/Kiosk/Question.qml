pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// One question, or one small group: what is asked, why, what was read already, and what is wrong beside the line.
Page {
    id: page

    readonly property var questions: snapshot.questions ?? []
    readonly property var faults: snapshot.faults ?? []
    readonly property bool alone: questions.length === 1
    property bool whyShown: false
    property bool agreed: false
    property var open: null                 // the long list that is being chosen from
    signal answered(string field, string value)
    signal inferredConfirmed
    signal nextRequested

    onSnapshotChanged: {
        whyShown = false
        agreed = false
        sheet.shown = false
    }

    covered: sheet.shown
    title: Theme.say(snapshot.procedure)
    detail: snapshot.checking ? qsTr("%1 · sửa rồi quay lại phần kiểm tra").arg(Theme.say(snapshot.section)) : qsTr("%1 · trang %2 trong %3").arg(Theme.say(snapshot.section)).arg((snapshot.page ?? 0) + 1).arg(snapshot.pages ?? 1)
    steps: snapshot.pages ?? 1
    done: (snapshot.page ?? 0) + 1
    bodySpacing: low ? Theme.mm(4) : alone ? Theme.mm(5) : Theme.mm(8)

    Heading {
        text: Theme.say(page.snapshot.title)
    }
    Banner {
        objectName: "fault_summary"
        visible: page.faults.length > 0
        width: parent?.width ?? 0
        kind: "error"
        text: page.faults.length === 1 ? qsTr("Còn một mục cần xem lại. Những mục khác vẫn được giữ.") : qsTr("Còn %1 mục cần xem lại. Những mục khác vẫn được giữ.").arg(page.faults.length)
        detail: page.alone ? "" : page.faults.map(fault => "· " + Theme.say(fault.label)).join("\n")
    }
    Repeater {
        model: page.questions
        Ask {
            required property var modelData
            question: modelData
            alone: page.alone
            width: parent?.width ?? 0
            onAnswered: value => page.answered(modelData.id, value)
            onListWanted: question => {
                page.open = question
                sheet.open()
            }
            onWriting: item => page.body.reveal(item)
            onMoveOn: page.nextRequested()
        }
    }
    Banner {
        objectName: "inferred"
        visible: (page.snapshot.inferred_from ?? "") !== "" && !page.agreed
        width: parent?.width ?? 0
        kind: "inferred"
        iconName: page.snapshot.inferred_from === "card" ? "card-account-details-outline" : "lightbulb-outline"
        text: page.snapshot.inferred_from === "card" ? qsTr("Chỗ viền đứt đọc từ căn cước, xin ông/bà xem lại cho đúng.") : qsTr("Chỗ viền đứt điền sẵn theo trường hợp thường gặp, xin ông/bà xem lại cho đúng.")
        actionText: qsTr("Đúng rồi")
        actionName: "inferred_right"
        onActed: {
            page.agreed = true
            page.inferredConfirmed()
        }
    }
    LinkButton {
        objectName: "why"
        visible: Theme.say(page.snapshot.why) !== ""
        text: qsTr("Vì sao hỏi câu này?")
        iconName: page.whyShown ? "chevron-up" : "help-circle-outline"
        width: Math.min(implicitWidth, parent?.width ?? implicitWidth)
        onClicked: page.whyShown = !page.whyShown
    }
    Label {
        objectName: "why_text"
        visible: page.whyShown
        width: parent?.width ?? 0
        color: Theme.inkSoft
        text: Theme.say(page.snapshot.why)
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: page.snapshot.checking ? qsTr("Xong") : qsTr("Tiếp tục")
        onBackRequested: page.backRequested()
        onNextRequested: page.nextRequested()
    }
    // A sibling of the page's own children, so that it covers bar, body and actions alike.
    data: ChoiceSheet {
        id: sheet
        title: page.open ? Theme.say(page.open.label) : ""
        options: page.open ? page.open.options : []
        chosen: page.open ? page.open.value : ""
        onPicked: value => {
            if (page.open)
                page.answered(page.open.id, value)
        }
    }
}
