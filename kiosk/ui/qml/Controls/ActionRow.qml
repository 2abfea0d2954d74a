import QtQuick
import Theme

// The bottom of a screen: back at the left, the one primary action at the right. Stacks where a word would not fit.
Item {
    id: row

    property string backText: qsTr("Quay lại")
    property string nextText
    property string nextIcon
    property string nextArrow: "arrow-right"
    property bool backShown: true
    property bool nextEnabled: true
    property string nextName: "next"
    signal backRequested
    signal nextRequested

    readonly property bool stacked: back.visible && next.visible && back.implicitWidth + next.implicitWidth + Theme.gap > width

    implicitHeight: stacked ? back.height + next.height + Theme.mm(3) : Math.max(back.visible ? back.height : 0, next.visible ? next.height : 0)

    SecondaryButton {
        id: back
        objectName: "back"
        visible: row.backShown
        text: row.backText
        iconName: "arrow-left"
        weight: Font.Bold
        width: row.stacked ? row.width : Math.max(implicitWidth, Math.min(row.width * 0.352, Theme.mm(95)))
        height: row.stacked ? implicitHeight : Math.max(implicitHeight, next.visible ? next.implicitHeight : 0)
        y: row.stacked ? next.height + Theme.mm(3) : 0
        onClicked: row.backRequested()
    }
    PrimaryButton {
        id: next
        objectName: row.nextName
        visible: row.nextText !== ""
        enabled: row.nextEnabled
        text: row.nextText
        iconName: row.nextIcon
        arrow: row.nextArrow
        anchors.right: parent.right
        width: row.stacked || !back.visible ? row.width : Math.min(row.width - back.width - Theme.gap, Math.max(implicitWidth, row.width * 0.628))
        onClicked: row.nextRequested()
    }
}
