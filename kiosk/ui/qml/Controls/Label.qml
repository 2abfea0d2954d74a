import QtQuick
import Theme

// Words on the page: body type unless told otherwise; wraps, never cuts.
Text {
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    lineHeight: Theme.leading
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
