pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The centre at this moment: every line, then every counter.
ScrollArea {
    id: view

    property var desk: ({})
    property bool alarmsToo: false       // no room beside: what needs an eye comes first here

    spacing: Theme.mm(2)

    AlarmList {
        visible: view.alarmsToo
        width: parent?.width ?? 0
        alarms: view.desk.alarms ?? []
    }
    Label {
        visible: view.alarmsToo
        width: parent?.width ?? 0
        topPadding: Theme.mm(4)
        text: qsTr("Nhóm thủ tục")
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }
    Repeater {
        model: view.desk.lines ?? []
        LineRow {
            required property var modelData
            width: parent?.width ?? 0
            line: modelData
        }
    }
    Label {
        width: parent?.width ?? 0
        topPadding: Theme.mm(5)
        bottomPadding: Theme.mm(1)
        text: qsTr("Quầy")
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }
    Grid {
        id: grid
        width: parent?.width ?? 0
        columns: Math.max(1, Math.floor((width + columnSpacing) / (Theme.mm(66) * Theme.textScale + columnSpacing)))
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        readonly property real cell: (width - (columns - 1) * columnSpacing) / columns
        Repeater {
            id: cards
            model: view.desk.counters ?? []
            CounterCard {
                required property var modelData
                width: grid.cell
                counter: modelData
            }
        }
    }
    Item { width: 1; height: Theme.mm(4) }
}
