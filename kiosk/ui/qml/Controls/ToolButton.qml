import QtQuick
import Theme

// A small tool at the edge of a screen: an icon above its word.
ActionButton {
    property bool on: false

    stacked: true
    wordSize: Theme.small
    weight: Font.Medium
    leftPadding: Theme.mm(1.5)
    rightPadding: Theme.mm(1.5)
    iconColor: on ? Theme.lakeWord : Theme.lake
    wordColor: on ? Theme.lakeWord : Theme.ink
    ground: on ? Theme.lake : Theme.card
    groundPressed: on ? Theme.lake : Theme.pressed
    checkable: false
    Accessible.checkable: true
    Accessible.checked: on
}
