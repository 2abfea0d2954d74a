import QtQuick
import Theme

// The ground of everything that can be touched: one border, one corner, a ring when the keyboard is on it.
Rectangle {
    property bool ring: false
    property color edge: Theme.line
    property real edgeWidth: Theme.hair

    radius: Theme.radius
    color: Theme.card
    border.color: ring ? Theme.lake : edge
    border.width: ring ? Theme.bold : edgeWidth
}
