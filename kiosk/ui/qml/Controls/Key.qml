import QtQuick
import QtQuick.Templates as T
import Theme

// One key of the keyboard on the glass. It never takes the focus from the line being written.
T.AbstractButton {
    id: key

    property string code                 // what the composer gets
    property string name: code           // for the object name: key_<name>
    property string iconName
    property bool quiet: false           // a key that does something instead of writing a letter
    property bool on: false
    property bool small: text.length > 2
    signal struck(string code)

    objectName: "key_" + name
    height: Theme.target
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: text === "" ? name : text
    onClicked: struck(code)

    background: Plate {
        radius: Theme.smallRadius
        color: key.down ? Theme.line : key.quiet && !key.on ? Theme.keyQuiet : Theme.card
        edge: key.on ? Theme.lake : Theme.line
        edgeWidth: key.on ? Theme.bold : Theme.hair
    }
    contentItem: Item {
        Icon {
            visible: key.iconName !== ""
            anchors.centerIn: parent
            name: key.iconName
            color: Theme.highContrast && key.down ? Theme.paper : Theme.ink
            size: Theme.key
        }
        Label {
            visible: key.iconName === ""
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            text: key.text
            color: Theme.highContrast && key.down ? Theme.paper : Theme.ink
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(4)
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: key.small ? Theme.keySmall : Theme.key
            font.weight: Font.Medium
        }
    }
}
