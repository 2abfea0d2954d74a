import QtQuick
import Theme

// The top edge of a screen: where you are, how far, the other language, and help.
Item {
    id: bar

    property string title
    property string detail
    property int steps: 0
    property int done: 0
    property bool tools: true
    readonly property bool narrow: width < Theme.mm(150) || Theme.textScale > 1.4
    signal helpRequested
    signal languageRequested

    implicitHeight: Math.max(words.implicitHeight, hand.visible ? hand.height : 0) + (progress.visible ? Theme.mm(4) + progress.height : 0)

    Column {
        id: words
        width: (tongue.visible ? tongue.x : parent.width) - Theme.gap
        y: Math.max(0, ((hand.visible ? hand.height : 0) - implicitHeight) / 2)
        spacing: Theme.mm(0.5)
        Label {
            visible: text !== ""
            text: bar.title
            width: parent.width
            font.weight: Font.DemiBold
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
        id: tongue
        objectName: "language"
        visible: bar.tools
        quiet: true
        lake: true
        edge: Theme.line
        edgeWidth: Theme.hair
        text: bar.narrow ? "" : qsTr("English")
        iconName: "translate"
        Accessible.name: qsTr("English")
        anchors.right: hand.left
        anchors.rightMargin: Theme.mm(3)
        height: hand.height
        onClicked: bar.languageRequested()
    }
    SecondaryButton {
        id: hand
        objectName: "help"
        visible: bar.tools
        lake: true
        quiet: true
        text: bar.narrow ? "" : qsTr("Hỗ trợ")
        iconName: "hand-wave-outline"
        Accessible.name: qsTr("Hỗ trợ")
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
