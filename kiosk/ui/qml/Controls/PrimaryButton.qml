import QtQuick
import Theme

// The one primary action of a screen.
ActionButton {
    implicitHeight: Math.max(Theme.tall, contentItem.implicitHeight + topPadding + bottomPadding)
    ground: Theme.lacquer
    groundPressed: Theme.lacquerPressed
    edge: Theme.lacquer
    wordColor: Theme.lacquerWord
    weight: Font.Bold
}
