pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The centre at this moment: every line, then every counter.
ScrollArea {
    id: view

    property var desk: ({})
    property bool alarmsToo: false       // no room beside: what needs an eye comes first here, the worst few of it
    property bool everyAlarm: false
    readonly property int few: 4
    readonly property var alarms: desk.alarms ?? []

    spacing: Theme.mm(2)

    AlarmList {
        visible: view.alarmsToo
        width: parent?.width ?? 0
        alarms: view.everyAlarm ? view.alarms : view.alarms.slice(0, view.few)
    }
    SecondaryButton {
        objectName: "more_alarms"
        visible: view.alarmsToo && view.alarms.length > view.few
        quiet: true
        wordSize: Theme.small
        iconName: view.everyAlarm ? "chevron-up" : "chevron-down"
        text: view.everyAlarm ? qsTr("Thu gọn") : qsTr("Xem thêm %1 việc").arg(view.alarms.length - view.few)
        onClicked: view.everyAlarm = !view.everyAlarm
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
    CardGrid {
        id: grid
        width: parent?.width ?? 0
        model: view.desk.counters ?? []
        card: CounterCard {
            required property var modelData
            width: grid.cell
            height: Math.max(implicitHeight, grid.tallest)
            counter: modelData
        }
    }
    Item { width: 1; height: Theme.mm(4) }
}
