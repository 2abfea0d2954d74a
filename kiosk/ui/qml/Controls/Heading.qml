import QtQuick
import Theme

// The one question or statement of a screen.
Label {
    width: parent?.width ?? implicitWidth
    font.pixelSize: Theme.question
    font.weight: Font.Bold
    lineHeight: 1.12
    Accessible.role: Accessible.Heading
}
