pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Who did what, newest first; and whether the chain of entries still holds.
Item {
    id: view

    property var desk: ({})
    signal checkWanted
    signal moreWanted

    Banner {
        id: chain
        objectName: "audit_chain"
        width: parent.width
        kind: view.desk.checked === "broken" ? "error" : view.desk.checked === "whole" ? "done" : "info"
        text: {
            switch (view.desk.checked) {
            case "checking": return qsTr("Đang kiểm tra toàn bộ nhật ký…")
            case "whole": return qsTr("Nhật ký nguyên vẹn: %1 mục, không mục nào bị sửa hay xóa.").arg(view.desk.audit_count)
            case "broken": return qsTr("Nhật ký không còn khớp từ mục %1. Xin giữ nguyên máy chủ và báo người phụ trách an toàn thông tin.").arg(view.desk.broken_at)
            }
            return qsTr("%1 mục. Mỗi mục được khóa với mục trước nó.").arg(view.desk.audit_count ?? 0)
        }
        actionText: view.desk.checked === "" ? qsTr("Kiểm tra (F9)") : ""
        actionName: "check_audit"
        onActed: view.checkWanted()
    }
    ScrollArea {
        anchors.top: chain.bottom
        anchors.topMargin: Theme.mm(3)
        anchors.bottom: parent.bottom
        width: parent.width

        Label {
            objectName: "audit_empty"
            visible: (view.desk.audit ?? []).length === 0
            width: parent?.width ?? 0
            text: qsTr("Chưa có mục nào.")
            color: Theme.inkSoft
        }
        Repeater {
            model: view.desk.audit ?? []
            Item {
                id: row
                required property var modelData
                readonly property bool slim: width < Theme.mm(150) * Theme.textScale
                width: parent?.width ?? 0
                height: (slim ? when.implicitHeight + words.implicitHeight : Math.max(when.implicitHeight, words.implicitHeight)) + Theme.mm(3.6)
                Label {
                    id: when
                    objectName: "audit_" + row.modelData.no
                    y: Theme.mm(1.8)
                    width: row.slim ? parent.width : Theme.mm(38) * Theme.textScale
                    text: row.modelData.at
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                }
                Column {
                    id: words
                    x: row.slim ? 0 : when.width
                    y: Theme.mm(1.8) + (row.slim ? when.implicitHeight : 0)
                    width: parent.width - x
                    Label {
                        width: parent.width
                        text: [Theme.say(row.modelData.deed), Theme.say(row.modelData.what)].filter(part => part !== "").join(" · ")
                        font.weight: Font.DemiBold
                        font.pixelSize: Theme.small
                        lineHeight: 1.15
                    }
                    Label {
                        visible: text !== ""
                        width: parent.width
                        text: [row.modelData.staff, Theme.say(row.modelData.reason)].filter(part => part !== "").join(" · ")
                        color: Theme.inkSoft
                        font.pixelSize: Theme.small
                        lineHeight: 1.15
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Theme.hair
                    color: Theme.line
                }
            }
        }
        Item {
            visible: view.desk.audit_more ?? false
            width: parent?.width ?? 0
            height: more.height + Theme.mm(6)
            SecondaryButton {
                id: more
                objectName: "audit_more"
                y: Theme.mm(3)
                quiet: true
                wordSize: Theme.small
                iconName: "chevron-down"
                text: qsTr("Xem mục cũ hơn")
                onClicked: view.moreWanted()
            }
        }
    }
}
