pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The door of a staff desk: name and PIN, or a badge. Return moves on.
ScreenBase {
    id: screen
    objectName: "sign_in"

    signal signInRequested(string clerk, string pin)
    signal languageToggled
    signal textScaleChosen
    signal contrastToggled

    property string heading
    property string verb
    readonly property bool atCounter: (snapshot.counter ?? 0) > 0
    readonly property bool busy: snapshot.busy ?? false
    readonly property string trouble: snapshot.trouble ?? ""

    function enter(): void {
        if (clerk.value === "")
            clerk.write()
        else if (pin.value === "")
            pin.write()
        else if (!busy)
            signInRequested(clerk.value, pin.value)
    }

    onTroubleChanged: {
        if (trouble !== "") {
            pin.text = ""
            pin.write()
        }
    }
    onVisibleChanged: {
        if (visible) {
            clerk.text = ""              // whoever comes next types a name of their own
            pin.text = ""
            clerk.write()
        }
    }

    ScrollArea {
        id: area
        width: Math.floor(Math.min(parent.width - 2 * Theme.margin, Theme.mm(150) * Math.min(1.6, Theme.textScale)))
        height: Math.min(implicitHeight, parent.height - tools.height - 3 * Theme.margin)
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Theme.margin, (parent.height - tools.height - height) / 2 - Theme.mm(6))
        spacing: Theme.mm(3)

        Item {
            width: parent?.width ?? 0
            height: names.implicitHeight + Theme.mm(6)
            Rectangle {
                width: Theme.bar
                height: names.implicitHeight
                radius: Theme.hair
                color: Theme.lacquer
            }
            Column {
                id: names
                x: Theme.bar + Theme.mm(4)
                width: parent.width - x
                Label {
                    width: parent.width
                    text: Theme.say(screen.snapshot.centre)
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                }
                Label {
                    objectName: "title"
                    width: parent.width
                    text: screen.heading
                    font.pixelSize: Theme.hero
                    font.weight: Font.Bold
                    lineHeight: 1.1
                }
            }
        }
        Banner {
            objectName: "sign_in_trouble"
            visible: text !== ""
            width: parent?.width ?? 0
            kind: screen.trouble === "hub_back" ? "info" : "error"
            text: {
                switch (screen.trouble) {
                case "hub_away": return qsTr("Máy chủ của trung tâm chưa trả lời. Xin đợi một lát rồi đăng nhập lại.")
                case "session_over": return screen.atCounter ? qsTr("Phiên làm việc đã hết giờ. Xin đăng nhập lại; lượt đang phục vụ vẫn giữ nguyên.") : qsTr("Phiên làm việc đã hết giờ. Xin đăng nhập lại; không có gì bị mất.")
                case "taken_over": return screen.atCounter ? qsTr("Quầy đóng ở máy này vì ông/bà vừa đăng nhập ở máy khác, hoặc người khác vừa mở quầy này. Lượt đang phục vụ vẫn giữ nguyên. Đăng nhập lại ở đây thì nơi kia đóng.") : qsTr("Bàn này đóng vì ông/bà vừa đăng nhập ở máy khác: mỗi người chỉ làm việc ở một nơi. Không có gì bị mất. Đăng nhập lại ở đây thì nơi kia đóng.")
                case "hub_back": return qsTr("Máy chủ đã trả lời lại. Xin đăng nhập lần nữa; lượt đang phục vụ vẫn giữ nguyên.")
                case "not_a_badge": return qsTr("Mã vừa đọc không phải thẻ cán bộ. Xin đưa thẻ cán bộ vào máy đọc, hoặc nhập mã cán bộ và mã PIN.")
                case "refused": return Theme.say(screen.snapshot.says)
                }
                return ""
            }
        }
        Label {
            text: qsTr("Mã cán bộ")
            width: parent?.width ?? 0
            font.weight: Font.DemiBold
        }
        Field {
            id: clerk
            fieldName: "clerk"
            width: parent?.width ?? 0
            inputKind: "latin"
            placeholder: qsTr("mã được cấp")
            maximumLength: 40
            enabled: !screen.busy
            onEntered: screen.enter()
        }
        Label {
            text: qsTr("Mã PIN")
            width: parent?.width ?? 0
            font.weight: Font.DemiBold
        }
        Field {
            id: pin
            fieldName: "pin"
            width: parent?.width ?? 0
            inputKind: "digits"
            secret: true
            maximumLength: 64
            enabled: !screen.busy
            onEntered: screen.enter()
        }
        Item { width: 1; height: Theme.mm(2) }
        PrimaryButton {
            objectName: "sign_in_button"
            width: parent?.width ?? 0
            enabled: !screen.busy
            iconName: screen.busy ? "progress-clock" : "login"
            text: screen.busy ? qsTr("Đang đăng nhập…") : screen.verb
            onClicked: screen.enter()
        }
        Item {
            width: parent?.width ?? 0
            height: badge.implicitHeight + Theme.mm(2)
            Icon {
                id: sign
                y: Theme.mm(2)
                name: "badge-account-horizontal-outline"
                size: Theme.small * 1.3
                width: size
                color: Theme.inkSoft
            }
            Label {
                id: badge
                objectName: "badge_hint"
                x: sign.width + Theme.mm(2)
                y: Theme.mm(2)
                width: parent.width - x
                text: qsTr("Hoặc đưa thẻ cán bộ vào máy đọc mã.")
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.15
            }
        }
    }
    Row {
        id: tools
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin
        spacing: Theme.mm(3)
        ToolButton {
            objectName: "language"
            iconName: "translate"
            text: Theme.language === "vi" ? "English" : "Tiếng Việt"
            onClicked: screen.languageToggled()
        }
        ToolButton {
            objectName: "text_size"
            iconName: "format-size"
            on: Theme.textScale > 1
            text: Math.round(Theme.textScale * 100) + " %"
            Accessible.name: qsTr("Cỡ chữ %1").arg(text)
            onClicked: screen.textScaleChosen()
        }
        ToolButton {
            objectName: "contrast"
            iconName: "theme-light-dark"
            on: Theme.highContrast
            text: qsTr("Tương phản")
            onClicked: screen.contrastToggled()
        }
    }
}
