pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The sign above one counter: one number as large as the glass allows, or why nobody is called.
ScreenBase {
    id: screen
    objectName: "counter_sign"

    signal contrastToggled
    signal languageToggled

    readonly property string standing: snapshot.state ?? "unknown"
    readonly property bool calling: standing === "call"
    readonly property int beat: snapshot.beat ?? 0
    // What letters are measured by, also on glass hung on end; a screen without a room yet has letters all the same.
    readonly property real tall: Math.max(100, Math.min(height, width * 0.7))
    readonly property real pad: Math.round(Math.min(width, height) * 0.05)
    // As on the wall: a ground of yellow would blind; in high contrast the number alone is yellow.
    readonly property color ground: calling && !Theme.highContrast ? Theme.lacquer : standing === "free" ? Theme.paper : Theme.side
    readonly property color word: !calling ? Theme.ink : Theme.highContrast ? Theme.lacquer : Theme.lacquerWord

    onBeatChanged: if (Theme.glide > 0) blink.restart()
    Shortcut { sequences: ["F7"]; onActivated: screen.contrastToggled() }
    Shortcut { sequences: ["F8"]; onActivated: screen.languageToggled() }

    Rectangle {
        anchors.fill: parent
        color: screen.ground
    }
    Rectangle {
        anchors.fill: parent
        color: screen.word
        opacity: 0
        NumberAnimation on opacity {
            id: blink
            running: false
            from: 0.35
            to: 0
            duration: Theme.glide
        }
    }

    Label {
        id: name
        objectName: "sign_counter"
        x: screen.pad
        y: screen.pad
        text: Theme.say(screen.snapshot.name)
        color: screen.word
        font.pixelSize: screen.tall * 0.12
        font.weight: Font.Bold
        wrapMode: Text.NoWrap
        width: (parent.width - 3 * screen.pad) * 0.45
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: screen.tall * 0.03
        lineHeight: 1
    }
    Label {
        objectName: "sign_lines"
        anchors.right: parent.right
        anchors.rightMargin: screen.pad
        anchors.verticalCenter: name.verticalCenter
        width: parent.width - name.width - 3 * screen.pad
        height: screen.tall * 0.16
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        readonly property var names: (screen.snapshot.lines ?? []).map(line => Theme.say(line))
        text: names.join(names.length > 3 ? " · " : "\n")
        color: screen.word
        font.pixelSize: screen.tall * 0.052
        fontSizeMode: Text.Fit
        minimumPixelSize: screen.tall * 0.026
        lineHeight: 1.05
    }

    Label {
        objectName: "sign_number"
        visible: screen.calling
        anchors.centerIn: parent
        anchors.verticalCenterOffset: screen.height * 0.06
        width: parent.width - 2 * screen.pad
        height: parent.height * 0.66
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: screen.snapshot.label ?? ""
        color: screen.word
        font.pixelSize: screen.tall * 0.66
        font.weight: Font.Bold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: screen.tall * 0.1
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
    Column {
        visible: !screen.calling
        anchors.centerIn: parent
        anchors.verticalCenterOffset: screen.height * 0.05
        width: parent.width - 2 * screen.pad
        spacing: screen.height * 0.03
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: screen.iconName
            color: screen.word
            size: screen.tall * 0.2
        }
        Label {
            objectName: "sign_state"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: screen.says[screen.standing] ?? qsTr("Đang kết nối")
            color: screen.word
            font.pixelSize: screen.tall * 0.13
            font.weight: Font.Bold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: screen.tall * 0.02
            wrapMode: Text.NoWrap
            lineHeight: 1
        }
        Label {
            objectName: "sign_detail"
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: screen.details[screen.standing] ?? ""
            color: screen.word
            font.pixelSize: screen.tall * 0.06
            lineHeight: 1.1
        }
    }
    LinkLost {
        visible: !(screen.snapshot.linked ?? true) && screen.standing !== "unknown"
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: screen.pad
        room: screen.width - 2 * screen.pad
        size: screen.tall * 0.042
        color: screen.word
    }

    readonly property string iconName: standing === "free" ? "account-clock-outline" : standing === "paused" ? "pause-circle-outline" : standing === "closed" ? "door-closed" : "lan-pending"
    readonly property var says: ({
        free: qsTr("Xin chờ gọi số"),
        paused: qsTr("Quầy tạm nghỉ"),
        closed: qsTr("Quầy đóng")
    })
    readonly property var details: ({
        free: "",
        paused: (snapshot.until ?? "") !== "" ? qsTr("Trở lại lúc %1. Số của ông/bà vẫn được giữ.").arg(snapshot.until) : "",
        closed: qsTr("Xin xem số được gọi trên bảng chung.")
    })
}
