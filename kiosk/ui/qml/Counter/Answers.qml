pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What the citizen wrote; on yellow what was read from a card or concluded, to be compared with person and paper.
ScrollArea {
    id: answers

    property var sections: []
    readonly property bool anyToCompare: sections.some(section => section.rows.some(row => row.compare && row.given))

    spacing: Theme.mm(1.2)

    Item {
        visible: answers.anyToCompare
        width: parent?.width ?? 0
        height: note.implicitHeight + Theme.mm(2)
        Icon {
            id: sign
            name: "card-account-details-outline"
            size: Theme.small * 1.3
            width: size
        }
        Label {
            id: note
            x: sign.width + Theme.mm(2)
            width: parent.width - x
            text: qsTr("Nền vàng: đọc từ căn cước hoặc máy điền, xin đối chiếu với người và thẻ.")
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
    }
    Repeater {
        model: answers.sections.length       // by number: a new snapshot of the same answers leaves them where they are
        Column {
            id: section
            required property int index
            readonly property var chapter: answers.sections[index] ?? ({})
            width: parent?.width ?? 0
            spacing: Theme.mm(1.2)
            topPadding: index > 0 ? Theme.mm(3) : 0
            Label {
                width: parent.width
                text: Theme.say(section.chapter.title)
                font.pixelSize: Theme.lead
                font.weight: Font.Bold
                lineHeight: 1.15
            }
            Repeater {
                model: (section.chapter.rows ?? []).length
                Item {
                    id: row
                    required property int index
                    readonly property var answer: section.chapter.rows?.[index] ?? ({})
                    readonly property bool given: answer.given ?? false
                    readonly property bool compare: given && (answer.compare ?? false)
                    readonly property bool stacked: answers.width < Theme.mm(95) * Theme.textScale
                    readonly property real pad: Theme.mm(1.8)
                    width: parent?.width ?? 0
                    height: stacked ? label.implicitHeight + value.height : Math.max(label.implicitHeight + 2 * pad, value.height)
                    Label {
                        id: label
                        y: row.stacked ? 0 : row.pad
                        width: row.stacked ? parent.width : parent.width * 0.38 - Theme.mm(2)
                        text: Theme.say(row.answer.label)
                        color: Theme.inkSoft
                        font.pixelSize: Theme.small
                        lineHeight: 1.15
                    }
                    Item {
                        id: value
                        x: row.stacked ? 0 : parent.width * 0.38
                        y: row.stacked ? label.implicitHeight : 0
                        width: parent.width - x
                        height: words.implicitHeight + 2 * row.pad
                        Rectangle {
                            visible: row.compare && !Theme.highContrast
                            anchors.fill: parent
                            radius: Theme.smallRadius
                            color: Theme.inferred
                        }
                        DashedPlate {
                            visible: row.compare && Theme.highContrast
                            anchors.fill: parent
                        }
                        Label {
                            id: words
                            x: Theme.mm(2.2)
                            y: row.pad
                            width: parent.width - 2 * x
                            text: Theme.say(row.answer.shown)
                            color: row.given ? Theme.ink : Theme.inkSoft
                            font.weight: row.given ? Font.Medium : Font.Normal
                            lineHeight: 1.15
                        }
                    }
                }
            }
        }
    }
}
