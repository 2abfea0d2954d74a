import QtQuick
import Theme

// Something to know before going on. kind: "inferred" (to be confirmed), "error", "info", "done".
// The buttons of a banner are its children, laid below or beside the words.
Item {
    id: banner

    property string kind: "info"
    property string iconName: ({ inferred: "card-account-details-outline", error: "alert-circle-outline", info: "information-outline", done: "check-circle" })[kind] ?? ""
    property string text
    property string detail
    property alias actionText: action.text
    property alias actionName: action.objectName
    readonly property color mark: ({ error: Theme.error, info: Theme.lake, done: Theme.leaf })[kind] ?? Theme.ink
    readonly property bool beside: action.visible && width > action.implicitWidth * 2.6 && Theme.textScale < 1.5
    signal acted

    implicitHeight: ground.pad * 2 + (beside || !action.visible ? Math.max(words.implicitHeight, action.visible ? action.height : 0) : words.implicitHeight + Theme.halfGap + action.height)
    implicitWidth: Theme.mm(120)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Rectangle {
        id: ground
        readonly property real pad: Theme.mm(3.5)
        anchors.fill: parent
        radius: Theme.radius
        color: ({ inferred: Theme.clear, error: Theme.errorWash, info: Theme.lakeWash })[banner.kind] ?? Theme.card
        border.width: banner.kind === "inferred" ? 0 : Theme.hair
        border.color: banner.kind === "error" ? Theme.error : Theme.line
    }
    DashedPlate {
        visible: banner.kind === "inferred"
        anchors.fill: parent
    }
    Rectangle {
        visible: banner.kind === "error"
        width: Theme.bar
        height: parent.height
        color: Theme.error
        radius: Theme.hair
    }
    Icon {
        id: sign
        name: banner.iconName
        color: banner.mark
        size: Theme.body * 1.35
        x: Theme.gap
        y: words.y + (Theme.body * Theme.leading - height) / 2
    }
    Column {
        id: words
        x: sign.x + sign.width + Theme.mm(3)
        width: banner.width - x - Theme.gap - (banner.beside ? action.width + Theme.gap : 0)
        y: banner.beside ? (banner.height - height) / 2 : ground.pad
        Label {
            text: banner.text
            width: parent.width
            font.weight: banner.kind === "error" || banner.detail !== "" ? Font.DemiBold : Font.Normal
            color: banner.kind === "error" ? Theme.error : Theme.ink
        }
        Label {
            visible: text !== ""
            text: banner.detail
            width: parent.width
        }
    }
    SecondaryButton {
        id: action
        visible: text !== ""
        quiet: true
        edge: Theme.ink
        weight: Font.Bold
        x: banner.beside ? banner.width - width - Theme.mm(3.5) : words.x
        y: banner.beside ? (banner.height - height) / 2 : words.y + words.height + Theme.halfGap
        onClicked: banner.acted()
    }
}
