pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// One question of a sheet: up and down, a figure, or the mouse choose. One stop of the tab key.
FocusScope {
    id: group

    property string name
    property string title
    property var options: []             // [{value, text, detail, icon}]
    property var chosen: undefined
    property string nothing
    readonly property int at: options.findIndex(option => option.value === chosen)
    signal picked(var value)
    signal shown(Item row)

    function pick(index: int): void {
        if (index < 0 || index >= options.length)
            return
        picked(options[index].value)
        const row = rows.itemAt(index)
        if (row)
            shown(row)
    }

    activeFocusOnTab: true
    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Down)
            pick(Math.min(options.length - 1, at + 1))
        else if (event.key === Qt.Key_Up)
            pick(Math.max(0, at - 1))
        else if (event.key >= Qt.Key_1 && event.key <= Qt.Key_9 && event.modifiers === Qt.NoModifier)
            pick(event.key - Qt.Key_1)
        else
            return
        event.accepted = true
    }

    Column {
        id: column
        width: parent.width
        spacing: Theme.mm(1.6)
        Label {
            visible: text !== ""
            width: parent.width
            text: group.title
            color: group.activeFocus ? Theme.lake : Theme.inkSoft
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            lineHeight: 1.15
        }
        Label {
            visible: group.options.length === 0
            width: parent.width
            text: group.nothing
            color: Theme.inkSoft
        }
        Repeater {
            id: rows
            model: group.options.length
            OptionRow {
                required property int index
                readonly property var option: group.options[index] ?? ({})
                objectName: "option_" + group.name + "_" + option.value
                width: parent?.width ?? 0
                figure: index < 9 ? index + 1 : 0
                text: Theme.say(option.text)
                detail: Theme.say(option.detail)
                iconName: option.icon ?? ""
                chosen: index === group.at
                current: group.activeFocus && index === Math.max(0, group.at)
                onClicked: {
                    group.forceActiveFocus()
                    group.pick(index)
                }
            }
        }
    }
}
