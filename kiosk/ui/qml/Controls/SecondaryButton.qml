import QtQuick
import Theme

// Any other action. `quiet` is a small one among many.
ActionButton {
    property bool quiet: false
    property bool lake: false

    edge: lake ? Theme.lake : Theme.line
    edgeWidth: lake ? Theme.bold * 0.75 : Theme.hair
    wordColor: lake ? Theme.lake : Theme.ink
    wordSize: quiet ? Theme.body : Theme.button
}
