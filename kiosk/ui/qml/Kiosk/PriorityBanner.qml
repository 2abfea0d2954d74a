import QtQuick
import Controls
import Theme

// What was said of priority, and the way to change it; nothing where nothing was said.
Banner {
    property var priority: ({})          // {offered, chosen}
    readonly property bool called: (priority?.offered ?? false) && (priority?.chosen ?? null) !== null

    objectName: "priority_chosen"
    visible: called
    kind: "info"
    iconName: "account-star-outline"
    text: qsTr("Ưu tiên: %1").arg(Theme.say(priority?.chosen))
    detail: qsTr("Cán bộ sẽ xem giấy tờ khi gọi số.")
    actionText: qsTr("Đổi")
    actionName: "priority_change"
}
