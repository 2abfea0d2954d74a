import QtQuick
import Theme

// The usual sheet of paper: top edge, a body that scrolls when it must, the actions at the bottom.
ScreenBase {
    id: page

    property alias title: bar.title
    property alias detail: bar.detail
    property alias steps: bar.steps
    property alias done: bar.done
    property alias tools: bar.tools
    property alias body: area
    property alias bodySpacing: area.spacing
    property alias footer: foot.data
    property alias footerHeight: foot.implicitHeight
    property bool covered: false            // something else fills the room: a long list to choose from
    property bool dropBar: page.veryLow          // the keyboard is in front and the panel is low: the question matters more
    readonly property real edge: page.low ? Theme.mm(page.wide ? 10 : 12) : Theme.margin
    default property alias content: area.content
    signal helpRequested
    signal languageRequested
    signal backRequested

    TopBar {
        id: bar
        visible: !page.dropBar && !page.covered
        height: page.dropBar ? 0 : implicitHeight
        x: page.edge
        y: page.low ? Theme.mm(5) : Theme.mm(10)
        width: parent.width - 2 * page.edge
        onHelpRequested: page.helpRequested()
        onLanguageRequested: page.languageRequested()
    }
    ScrollArea {
        id: area
        visible: !page.covered
        spacing: Theme.gap
        x: page.edge
        y: page.dropBar ? Theme.mm(4) : bar.y + bar.height + (page.low ? Theme.mm(6) : Theme.mm(13))
        width: parent.width - 2 * page.edge
        height: foot.y - y - (page.low ? Theme.mm(3) : Theme.gap)
    }
    Column {
        id: foot
        visible: !page.covered
        x: page.edge
        width: parent.width - 2 * page.edge
        anchors.bottom: parent.bottom
        anchors.bottomMargin: page.low ? Theme.mm(5) : Theme.mm(10)
        spacing: Theme.mm(3)
    }
}
