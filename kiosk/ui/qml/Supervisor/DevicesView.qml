pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Every device that was let in: heard or not, and what is still to be sent to the city.
ScrollArea {
    id: view

    property var desk: ({})
    readonly property var devices: desk.devices ?? []

    spacing: Theme.mm(2)

    Label {
        objectName: "no_devices"
        visible: view.devices.length === 0
        width: parent?.width ?? 0
        text: qsTr("Chưa có thiết bị nào được đăng ký.")
        color: Theme.inkSoft
        font.pixelSize: Theme.lead
    }
    component Part: Column {
        id: part
        property string title
        property var rows: []
        visible: rows.length > 0
        width: parent?.width ?? 0
        spacing: Theme.mm(1)
        Label {
            width: parent.width
            text: part.title
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }
        CardGrid {
            id: grid
            width: parent.width
            model: part.rows
            card: DeviceCard {
                required property var modelData
                width: grid.cell
                height: Math.max(implicitHeight, grid.tallest)
                device: modelData
            }
        }
        Item { width: 1; height: Theme.mm(3) }
    }
    Part {
        title: qsTr("Gửi hồ sơ lên thành phố")
        rows: view.devices.filter(one => one.sends)
    }
    Part {
        title: qsTr("Các máy")
        rows: view.devices.filter(one => !one.sends)
    }
    Label {
        visible: view.devices.length > 0
        width: parent?.width ?? 0
        bottomPadding: Theme.mm(4)
        text: qsTr("Máy chủ coi một thiết bị là đang nối khi nghe thấy nó trong một phút vừa qua.")
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        lineHeight: 1.15
    }
}
