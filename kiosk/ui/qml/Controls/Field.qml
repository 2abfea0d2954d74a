pragma ComponentBehavior: Bound
import QtQuick
import Theme

// A line to write on. `inputKind` tells the keyboard what to offer: "vietnamese", "latin", "digits".
// `value` includes the syllable still being composed, so nothing typed is ever missing from it.
FocusScope {
    id: field

    property string fieldName
    property alias text: input.text
    property string placeholder
    property string inputKind: "vietnamese"
    property bool capitals: false        // words begin with a capital: names
    property bool inferred: false
    property bool wrong: false
    property alias maximumLength: input.maximumLength
    property alias horizontalAlignment: input.horizontalAlignment
    property alias secret: dots.running
    property string iconName
    readonly property string value: input.text.slice(0, input.cursorPosition) + input.preeditText + input.text.slice(input.cursorPosition)
    readonly property bool writing: input.activeFocus
    signal edited(string value)
    signal entered

    function write(): void {
        input.forceActiveFocus()
    }

    objectName: "field_" + fieldName
    implicitHeight: Math.max(Theme.mm(Theme.pointer ? 12 : 24), input.implicitHeight + Theme.gap)
    implicitWidth: Theme.mm(100)
    onValueChanged: edited(value)

    QtObject {
        id: dots
        property bool running: false
    }
    TextMetrics {
        id: atFullSize
        font.family: Theme.family
        font.pixelSize: Theme.entry
        font.weight: Font.Medium
        text: input.text + input.preeditText
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        visible: !(field.inferred && !field.writing)
        color: field.inferred ? Theme.inferred : Theme.card
        border.width: field.writing || field.wrong ? Theme.bold : Theme.hair
        border.color: field.writing ? Theme.lake : field.wrong ? Theme.error : Theme.edge
    }
    DashedPlate {
        anchors.fill: parent
        visible: field.inferred && !field.writing
    }
    Icon {
        id: mark
        visible: field.iconName !== ""
        name: field.iconName
        color: Theme.inkSoft
        size: Theme.mm(9)
        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
    }
    TextInput {
        id: input
        readonly property string inputKind: field.inputKind
        readonly property bool capitalNext: field.capitals && preeditText === "" && (cursorPosition === 0 || text[cursorPosition - 1] === " ")
        readonly property bool secret: dots.running

        focus: true
        activeFocusOnTab: true
        x: (mark.visible ? mark.x + mark.width : 0) + Theme.gap
        width: parent.width - x - Theme.gap
        height: parent.height
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        color: Theme.ink
        selectionColor: Theme.lake
        selectedTextColor: Theme.lakeWord
        font.family: Theme.family
        // Long words are written smaller, so that whoever checks them sees all of them.
        font.pixelSize: Math.max(Theme.lead, Math.min(Theme.entry, Math.floor(Theme.entry * width / (atFullSize.advanceWidth + Theme.gap))))
        font.weight: Font.Medium
        autoScroll: activeFocus
        echoMode: secret ? TextInput.Password : TextInput.Normal
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
        cursorDelegate: Rectangle {
            visible: input.activeFocus
            width: Theme.bold * 0.75
            color: Theme.lake
        }
        onAccepted: field.entered()
        Accessible.role: Accessible.EditableText
        Accessible.name: field.placeholder
    }
    Label {
        visible: input.text === "" && input.preeditText === "" && text !== ""
        text: field.placeholder
        color: Theme.inkSoft
        x: input.x
        width: input.width
        maximumLineCount: 1
        elide: Text.ElideRight
        horizontalAlignment: input.horizontalAlignment
        anchors.verticalCenter: parent.verticalCenter
    }
}
