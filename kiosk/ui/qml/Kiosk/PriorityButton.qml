import QtQuick
import Controls

// The way to the question of priority, until it is answered; nothing where nobody is called first.
SecondaryButton {
    property var priority: ({})          // {offered, chosen}
    readonly property bool open: (priority?.offered ?? false) && (priority?.chosen ?? null) === null

    objectName: "priority"
    visible: open
    quiet: true
    iconName: "account-star-outline"
    text: qsTr("Tôi thuộc diện ưu tiên")
}
