import QtQuick
import Theme

// What every screen is: given one snapshot to show, it answers with its own signals. It fills the room the frame gives.
FocusScope {
    id: screen

    property var snapshot: ({})
    property int secondsLeft: 0            // > 0: this screen closes by itself
    /** Less than a page of paper high: a landscape panel, the lower half, or a keyboard in front. */
    readonly property bool low: height < Theme.mm(260)
    readonly property bool veryLow: height < Theme.mm(150)
    readonly property bool wide: width > height * 1.1

    anchors.fill: parent
}
