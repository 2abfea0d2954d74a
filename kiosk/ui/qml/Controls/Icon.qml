import QtQuick
import Theme

// A Material Design icon by its name, as a letter of the icon font.
Text {
    property string name
    property real size: Theme.mm(8)

    text: Theme.glyph(name)
    color: Theme.ink
    font.family: Theme.iconFamily
    font.pixelSize: size
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: true
}
