pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// One deed of the clerk: its word, what there is to know of it now, and the key that does it.
T.AbstractButton {
    id: control

    property bool able: true             // false: not now; it fades. What is only covered by a sheet does not
    property bool primary: false
    property bool offered: false         // the one that would come next, if the clerk agrees
    property bool quiet: false           // one of many, less often used
    property string keyName
    property string detail
    readonly property color wordColor: primary ? Theme.lacquerWord : Theme.ink

    enabled: able
    implicitWidth: Theme.mm(60)
    implicitHeight: Math.max(Theme.mm(primary ? 20 : quiet ? 10 : 12), words.implicitHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(4)
    rightPadding: Theme.mm(3)
    topPadding: Theme.mm(quiet ? 1.4 : 2)
    bottomPadding: Theme.mm(quiet ? 1.4 : 2)
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: detail === "" ? keyName : keyName + ", " + detail

    background: Plate {
        opacity: control.able ? 1 : 0.5
        color: control.primary ? (control.down || control.hovered ? Theme.lacquerPressed : Theme.lacquer) : control.down || control.hovered ? Theme.pressed : control.offered ? Theme.lakeWash : Theme.card
        edge: control.primary ? Theme.lacquer : control.offered ? Theme.lake : Theme.line
        edgeWidth: control.offered ? Theme.bold : Theme.hair
        ring: control.visualFocus
        Rectangle {
            // On lacquer the border alone would not show that the focus is here.
            visible: control.visualFocus && control.primary
            anchors.fill: parent
            anchors.margins: Theme.mm(1.2)
            radius: Theme.smallRadius
            color: Theme.clear
            border.color: Theme.lacquerWord
            border.width: Theme.bold
        }
    }
    contentItem: Item {
        id: words
        // Where a word would have to be broken beside its key, the key goes below.
        readonly property real beside: width - cap.width - Theme.mm(2)
        readonly property bool below: beside < 4.5 * word.font.pixelSize
        implicitHeight: below ? lines.implicitHeight + cap.implicitHeight + Theme.mm(1) : Math.max(lines.implicitHeight, cap.implicitHeight)
        Column {
            id: lines
            width: words.below ? words.width : words.beside
            y: words.below ? 0 : (parent.height - height) / 2
            Label {
                id: word
                width: parent.width
                text: control.text
                opacity: control.able ? 1 : 0.5
                color: control.wordColor
                font.pixelSize: control.primary ? Theme.button : control.quiet ? Theme.small : Theme.body
                font.weight: control.primary ? Font.Bold : Font.DemiBold
                lineHeight: 1.1
                Accessible.ignored: true
            }
            Label {
                // Why a deed cannot be done yet must be read, so it does not fade with the deed.
                visible: text !== ""
                width: parent.width
                text: control.detail
                color: control.primary ? Theme.lacquerWord : Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.1
                Accessible.ignored: true
            }
        }
        KeyCap {
            id: cap
            opacity: control.able ? 1 : 0.5
            x: words.below ? 0 : parent.width - width
            y: words.below ? parent.height - height : (parent.height - height) / 2
            keyName: control.keyName
            ink: control.wordColor
            edge: control.primary ? Theme.lacquerWord : Theme.edge
        }
    }
}
