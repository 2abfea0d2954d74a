import QtQuick
import Theme

// The top edge of a screen: where you are, how far, and help.
Item {
    id: bar

    property string title
    property string detail
    property int steps: 0
    property int done: 0
    property bool help: true
    signal helpRequested

    implicitHeight: Math.max(words.implicitHeight, hand.visible ? hand.height : 0) + (progress.visible ? Theme.mm(4) + progress.height : 0)

    Column {
        id: words
        width: parent.width - (hand.visible ? hand.width + Theme.gap : 0)
        y: Math.max(0, ((hand.visible ? hand.height : 0) - implicitHeight) / 2)
        spacing: Theme.mm(0.5)
        Label {
            text: bar.title
            width: parent.width
            font.weight: Font.DemiBold
            font.pixelSize: Theme.body
            lineHeight: 1.1
        }
        Label {
            visible: text !== ""
            text: bar.detail
            width: parent.width
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.1
        }
    }
    SecondaryButton {
        id: hand
        objectName: "help"
        visible: bar.help
        lake: true
        quiet: true
        text: qsTr("Hỗ trợ")
        iconName: "hand-wave-outline"
        anchors.right: parent.right
        onClicked: bar.helpRequested()
    }
    Progress {
        id: progress
        visible: bar.steps > 0
        steps: bar.steps
        done: bar.done
        width: parent.width
        anchors.bottom: parent.bottom
    }
}
