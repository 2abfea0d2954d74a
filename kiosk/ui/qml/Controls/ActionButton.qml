import QtQuick
import QtQuick.Templates as T
import Theme

// One verb to touch. `icon` before the word, `arrow` after it. PrimaryButton and SecondaryButton dress it.
T.AbstractButton {
    id: control

    property string iconName
    property string arrow
    property color ground: Theme.card
    property color groundPressed: Theme.pressed
    property color edge: Theme.line
    property real edgeWidth: Theme.hair
    property color wordColor: Theme.ink
    property color iconColor: wordColor
    property int wordSize: Theme.button
    property int weight: Font.DemiBold
    property bool stacked: false       // icon above the word

    implicitWidth: Math.max(Theme.target, words.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, words.implicitHeight + topPadding + bottomPadding)
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    topPadding: Theme.halfGap
    bottomPadding: Theme.halfGap
    focusPolicy: Qt.TabFocus
    hoverEnabled: Theme.pointer
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Plate {
        color: control.down || control.hovered && Theme.pointer ? control.groundPressed : control.ground
        edge: control.edge
        edgeWidth: control.edgeWidth
        ring: control.visualFocus
        opacity: control.enabled ? 1 : 0.55
    }

    contentItem: Item {
        id: words

        readonly property bool stacked: control.stacked
        readonly property real iconRoom: mark.visible ? mark.width + Theme.halfGap : 0
        readonly property real arrowRoom: tail.visible ? tail.width + Theme.halfGap : 0

        implicitWidth: stacked ? Math.max(mark.implicitWidth, word.implicitWidth) : iconRoom + word.implicitWidth + arrowRoom
        implicitHeight: stacked ? mark.implicitHeight + word.implicitHeight + Theme.hair : Math.max(word.implicitHeight, mark.visible ? mark.implicitHeight : 0)

        Icon {
            id: mark
            visible: control.iconName !== ""
            name: control.iconName
            size: control.wordSize * 1.25
            color: control.iconColor
            x: words.stacked ? (words.width - width) / 2 : Math.max(0, (words.width - words.iconRoom - word.paintedWidth - words.arrowRoom) / 2)
            y: words.stacked ? (words.height - words.implicitHeight) / 2 : (words.height - height) / 2
        }
        Label {
            id: word
            text: control.text
            color: control.wordColor
            font.pixelSize: control.wordSize
            font.weight: control.weight
            lineHeight: 1.05
            // The word of a small tool keeps to one line and gives way, but never below the least size of print.
            wrapMode: words.stacked ? Text.NoWrap : Text.Wrap
            fontSizeMode: words.stacked ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Math.min(control.wordSize, Theme.mm(5.2))
            horizontalAlignment: Text.AlignHCenter
            x: words.stacked ? 0 : words.iconRoom
            y: words.stacked ? mark.y + mark.height + Theme.hair : (words.height - height) / 2
            width: words.stacked ? words.width : words.width - words.iconRoom - words.arrowRoom
        }
        Icon {
            id: tail
            visible: control.arrow !== ""
            name: control.arrow
            size: control.wordSize * 1.1
            color: control.iconColor
            x: Math.min(words.width - width, word.x + (word.width + word.paintedWidth) / 2 + Theme.halfGap)
            y: (words.height - height) / 2
        }
    }
}
