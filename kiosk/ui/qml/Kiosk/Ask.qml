pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// One question of a page: its label, a hint, the way to answer it, and what is wrong with the answer.
Column {
    id: ask

    property var question: ({})
    property bool alone: false
    property bool touched: false
    readonly property bool inferred: question.origin === "inferred" && !touched
    readonly property bool wrong: fault !== "" && !touched
    readonly property string fault: Theme.say(question.fault)
    signal answered(string value)
    signal listWanted(var question)
    signal writing(Item item)
    signal moveOn

    function take(value: string): void {
        if (value === question.value && !touched)
            return
        touched = true
        answered(value)
    }

    spacing: Theme.mm(2)

    Label {
        visible: !(ask.alone && ask.question.said)
        width: parent.width
        text: ask.question.required ? Theme.say(ask.question.label) : qsTr("%1 (không bắt buộc)").arg(Theme.say(ask.question.label))
        font.pixelSize: Theme.lead
        font.weight: Font.DemiBold
        lineHeight: 1.12
    }
    Label {
        visible: text !== ""
        width: parent.width
        color: Theme.inkSoft
        text: Theme.say(ask.question.hint)
        lineHeight: 1.12
    }
    Row {
        objectName: "fault_" + (ask.question.id ?? "")
        visible: ask.wrong
        width: parent.width
        spacing: Theme.mm(3)
        Rectangle {
            width: Theme.bar
            height: faultWords.implicitHeight
            color: Theme.error
        }
        Icon {
            id: faultMark
            name: "alert-circle-outline"
            color: Theme.error
            size: Theme.body * 1.25
        }
        Label {
            id: faultWords
            width: parent.width - x
            text: ask.fault
            color: Theme.error
            font.weight: Font.DemiBold
        }
    }
    Loader {
        id: way
        width: parent.width
        sourceComponent: {
            switch (ask.question.kind) {
            case "choice":
                return few
            case "long":
                return many
            case "date":
                return day
            case "integer":
                return count
            default:
                return line
            }
        }
    }

    Component {
        id: line
        Field {
            fieldName: ask.question.id ?? ""
            width: way.width
            text: ask.question.value ?? ""
            placeholder: ""
            inputKind: ask.question.input ?? "vietnamese"
            capitals: ask.question.capitals ?? false
            maximumLength: ask.question.most_letters ?? 200
            inferred: ask.inferred
            wrong: ask.wrong
            onEdited: value => ask.take(value)
            onWritingChanged: if (writing) ask.writing(ask)
            onEntered: ask.moveOn()
        }
    }
    Component {
        id: day
        DateField {
            fieldName: ask.question.id ?? ""
            width: Math.min(way.width, Theme.mm(200))
            text: ask.question.value ?? ""
            inferred: ask.inferred
            wrong: ask.wrong
            onEdited: value => ask.take(value)
            onWritingChanged: if (writing) ask.writing(ask)
        }
    }
    Component {
        id: few
        ChoiceList {
            property string now: ask.question.value ?? ""
            fieldName: ask.question.id ?? ""
            width: way.width
            options: ask.question.options ?? []
            twoColumns: ask.question.short_words ?? false
            chosen: now
            inferred: ask.inferred
            onPicked: value => {
                now = value
                ask.take(value)
            }
        }
    }
    Component {
        id: many
        ChoiceButton {
            fieldName: ask.question.id ?? ""
            width: way.width
            text: Theme.say(ask.question.shown)
            placeholder: ask.question.blocked ? qsTr("Xin chọn mục phía trên trước") : qsTr("Chạm để chọn")
            enabled: !ask.question.blocked
            inferred: ask.inferred
            wrong: ask.wrong
            onClicked: ask.listWanted(ask.question)
        }
    }
    Component {
        id: count
        Stepper {
            fieldName: ask.question.id ?? ""
            least: ask.question.least_number ?? 1
            most: ask.question.most_number ?? 99
            known: (ask.question.value ?? "") !== ""
            value: Number(ask.question.value || ask.question.least_number || 1)
            inferred: ask.inferred
            wrong: ask.wrong
            onEdited: value => ask.take(String(value))
        }
    }
}
