pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// A sheet that asks what a deed needs: one or two questions, Enter does it, Esc leaves everything as it was.
FocusScope {
    id: sheet

    property bool shown: false
    property string title
    property string detail
    property string confirmText
    property string nothing
    property var groups: []              // [{name, title, options}]; nothing: what a group says for itself
    property var chosen: ({})            // by group name
    readonly property bool complete: groups.length > 0 && groups.every(group => group.options.some(option => option.value === chosen[group.name]))
    readonly property bool beside: groups.length > 1 && paper.width > Theme.mm(groups.length > 2 ? 69 * groups.length : 150) * Theme.textScale
    signal confirmed(var chosen)

    /** presets: what is chosen already, by group name. */
    function ask(presets: var): void {
        chosen = presets
        if (!shown) {
            keeper.remember()
            shown = true
            forceActiveFocus()
        }
        area.contentY = 0
        const first = repeater.itemAt(0)
        if (first)
            first.forceActiveFocus()
    }
    function close(): void {
        if (!shown)
            return
        shown = false
        keeper.giveBack()
    }
    function confirm(): void {
        if (complete) {
            const picked = chosen
            confirmed(picked)
            return
        }
        const open = groups.findIndex(group => chosen[group.name] === undefined)
        const next = repeater.itemAt(Math.max(0, open))
        if (next) {
            next.forceActiveFocus()
            area.reveal(next)
        }
    }

    anchors.fill: parent
    visible: shown
    enabled: shown
    z: 6

    Keys.onEscapePressed: close()
    Keys.onReturnPressed: confirm()
    Keys.onEnterPressed: confirm()

    FocusKeeper { id: keeper }
    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea {
        anchors.fill: parent
        onClicked: sheet.close()
    }
    Rectangle {
        id: paper
        readonly property real edge: Math.min(Theme.mm(9), sheet.width * 0.025)
        readonly property real most: sheet.height - 2 * Theme.mm(6)
        width: Math.min(sheet.width - 2 * Theme.mm(6), Theme.mm(sheet.groups.length > 1 ? 210 : 130) * Math.min(1.5, Theme.textScale))
        height: Math.min(most, words.implicitHeight + questions.implicitHeight + feet.height + Theme.mm(11) + 2 * edge)
        anchors.centerIn: parent
        color: Theme.paper
        radius: Theme.radius
        border.color: Theme.line
        border.width: Theme.highContrast ? Theme.bold : Theme.hair
        MouseArea { anchors.fill: parent }
        Rectangle {
            x: Theme.radius
            width: parent.width - 2 * x
            height: Theme.bar
            color: Theme.lacquer
        }
        Column {
            id: words
            x: paper.edge
            y: paper.edge + Theme.bar
            width: parent.width - 2 * x
            spacing: Theme.mm(1)
            Label {
                objectName: "sheet_title"
                width: parent.width
                text: sheet.title
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Label {
                visible: text !== ""
                width: parent.width
                text: sheet.detail
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.15
            }
        }
        ScrollArea {
            id: area
            anchors.top: words.bottom
            anchors.topMargin: Theme.mm(4)
            anchors.bottom: feet.top
            anchors.bottomMargin: Theme.mm(4)
            x: paper.edge
            width: parent.width - 2 * x
            limit: paper.most - words.implicitHeight - feet.height - Theme.mm(11) - 2 * paper.edge
            Grid {
                id: questions
                width: parent?.width ?? 0
                columns: sheet.beside ? sheet.groups.length : 1
                columnSpacing: Theme.mm(6)
                rowSpacing: Theme.mm(4)
                Repeater {
                    id: repeater
                    // By number: what a new snapshot offers must not take the focus from where the clerk is.
                    model: sheet.groups.length
                    OptionGroup {
                        id: question
                        required property int index
                        readonly property var group: sheet.groups[index] ?? ({})
                        name: group.name ?? ""
                        title: group.title ?? ""
                        options: group.options ?? []
                        nothing: group.nothing ?? sheet.nothing
                        width: (questions.width - (questions.columns - 1) * questions.columnSpacing) / questions.columns
                        chosen: sheet.chosen[name]
                        onPicked: value => {
                            const next = Object.assign({}, sheet.chosen)
                            next[question.name] = value
                            sheet.chosen = next
                        }
                        onShown: row => area.reveal(row)
                    }
                }
            }
        }
        Row {
            id: feet
            anchors.right: parent.right
            anchors.rightMargin: paper.edge
            anchors.bottom: parent.bottom
            anchors.bottomMargin: paper.edge
            spacing: Theme.mm(3)
            readonly property real wide: Math.min((paper.width - 2 * paper.edge - spacing) / 2, Theme.mm(62) * Math.min(1.5, Theme.textScale))
            KeyButton {
                objectName: "sheet_close"
                width: feet.wide
                height: Math.max(implicitHeight, confirmer.implicitHeight)
                text: qsTr("Đóng")
                keyName: "Esc"
                onClicked: sheet.close()
            }
            KeyButton {
                id: confirmer
                objectName: "sheet_confirm"
                visible: sheet.confirmText !== ""
                width: feet.wide
                primary: true
                able: sheet.complete
                text: sheet.confirmText
                keyName: "Enter"
                onClicked: sheet.confirm()
            }
        }
    }
}
