pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The wall of a hall or a zone: the last number called, large enough to read across the room; the seven before it; how
// long each line waits; what the house has to say. Numbers only, never a name. They fit their room and ignore the scale.
ScreenBase {
    id: screen
    objectName: "board"

    signal contrastToggled
    signal languageToggled

    property string clock
    property int turn: 0   // rises every few seconds: the next sentence, the next page of lines
    readonly property var last: snapshot.last ?? []
    readonly property var now: last.length > 0 ? last[0] : null
    readonly property int beat: snapshot.beat ?? 0
    readonly property bool linked: snapshot.linked ?? true
    readonly property bool known: snapshot.known ?? true
    readonly property var sentences: snapshot.announcements ?? []
    readonly property bool upright: height > width   // a panel hung on end: the call above, the news below
    // What letters are measured by; a screen without a room yet has letters all the same.
    readonly property real tall: Math.max(100, upright ? width : Math.min(height, width * 0.7))
    readonly property real pad: Math.round(tall * 0.046)

    onBeatChanged: if (Theme.glide > 0) blink.restart()
    Shortcut { sequences: ["F7"]; onActivated: screen.contrastToggled() }
    Shortcut { sequences: ["F8"]; onActivated: screen.languageToggled() }

    Rectangle {
        id: call
        width: screen.upright ? parent.width : Math.round(parent.width * 0.614)
        height: screen.upright ? Math.round(parent.height * 0.42) : strip.y
        readonly property real tall: Math.max(100, Math.min(height, width * 1.1))
        // Half a wall of yellow would blind the hall: in high contrast the ground is black and the number yellow.
        readonly property color word: Theme.highContrast ? Theme.lacquer : Theme.lacquerWord
        color: Theme.highContrast ? Theme.paper : Theme.lacquer

        Rectangle {
            id: flash
            anchors.fill: parent
            color: call.word
            opacity: 0
            NumberAnimation on opacity {
                id: blink
                running: false
                from: 0.35
                to: 0
                duration: Theme.glide
            }
        }
        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * screen.pad
            spacing: call.tall * 0.03

            Label {
                objectName: "call_invitation"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: {
                    if (screen.now)
                        return screen.now.times > 1 ? qsTr("Mời số · gọi lần %1").arg(screen.now.times) : qsTr("Mời số")
                    return screen.known ? qsTr("Chưa gọi số nào") : qsTr("Đang kết nối")
                }
                color: call.word
                font.pixelSize: call.tall * 0.062
                font.weight: Font.DemiBold
                lineHeight: 1
            }
            Label {
                objectName: "last_called"
                visible: screen.now !== null
                width: parent.width
                height: call.tall * 0.40
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: screen.now?.label ?? ""
                color: call.word
                font.pixelSize: call.tall * 0.42
                font.weight: Font.Bold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: call.tall * 0.04
                wrapMode: Text.NoWrap
                lineHeight: 1
            }
            Item {
                visible: screen.now !== null
                width: parent.width
                height: counter.implicitHeight
                Icon {
                    id: arrow
                    name: "arrow-right"
                    color: call.word
                    size: counter.font.pixelSize * 0.9
                    anchors.verticalCenter: parent.verticalCenter
                    x: (parent.width - width - gap - counter.paintedWidth) / 2
                    readonly property real gap: call.tall * 0.04
                }
                Label {
                    id: counter
                    objectName: "last_counter"
                    x: arrow.x + arrow.width + arrow.gap
                    width: implicitWidth
                    text: qsTr("Quầy %1").arg(screen.now?.counter ?? "")
                    color: call.word
                    font.pixelSize: Math.min(call.tall * 0.135, Math.max(100, call.width) * 0.12)
                    font.weight: Font.Bold
                    wrapMode: Text.NoWrap
                    lineHeight: 1.1
                }
            }
        }
        LinkLost {
            visible: !screen.linked
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: screen.pad
            room: call.width - 2 * screen.pad
            size: call.tall * 0.034
            color: call.word
        }
        Rectangle {
            visible: Theme.highContrast
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: screen.upright ? parent.width : Theme.bold
            height: screen.upright ? Theme.bold : parent.height
            color: Theme.line
        }
    }

    Item {
        id: news
        x: screen.upright ? 0 : call.width
        y: screen.upright ? call.height : 0
        width: parent.width - x
        height: strip.y - y

        Label {
            id: title
            x: screen.pad
            anchors.verticalCenter: hour.verticalCenter
            width: parent.width - 3 * x - hour.implicitWidth - (mute.visible ? mute.width + mute.anchors.rightMargin : 0)
            height: screen.tall * 0.085
            verticalAlignment: Text.AlignVCenter
            text: screen.snapshot.kind === "zone" ? Theme.say(screen.snapshot.title) : qsTr("Vừa gọi")
            objectName: "wall_title"
            font.pixelSize: screen.tall * 0.038
            fontSizeMode: Text.Fit
            minimumPixelSize: screen.tall * 0.016
            font.weight: Font.DemiBold
            lineHeight: 1
        }
        Icon {
            id: mute
            objectName: "voice_lost"
            visible: screen.snapshot.silent ?? false
            name: "volume-off"
            color: Theme.inkSoft
            size: hour.font.pixelSize * 0.8
            anchors.right: hour.left
            anchors.rightMargin: screen.pad * 0.4
            anchors.verticalCenter: hour.verticalCenter
        }
        Label {
            id: hour
            objectName: "clock"
            anchors.right: parent.right
            anchors.rightMargin: screen.pad
            y: screen.pad * 0.8
            text: screen.clock
            font.pixelSize: screen.tall * 0.052
            font.weight: Font.Bold
            lineHeight: 1
        }
        Column {
            id: list
            anchors.top: hour.bottom
            anchors.topMargin: screen.pad * 0.5
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: screen.pad
            anchors.rightMargin: screen.pad
            readonly property var earlier: screen.last.slice(1, 8)
            readonly property real room: waits.y - y - screen.pad * 0.4
            readonly property real row: Math.max(10, Math.min(screen.tall * 0.112, room / 7))

            Repeater {
                model: list.earlier
                Item {
                    id: row
                    required property var modelData
                    required property int index
                    width: list.width
                    height: list.row
                    Label {
                        objectName: "earlier_" + row.index
                        text: row.modelData.label
                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.lacquer
                        font.pixelSize: list.row * 0.6
                        font.weight: Font.Bold
                        lineHeight: 1
                    }
                    Label {
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("Quầy %1").arg(row.modelData.counter)
                        font.pixelSize: list.row * 0.46
                        lineHeight: 1
                    }
                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: Theme.hair
                        color: Theme.line
                    }
                }
            }
        }
        Label {
            visible: list.earlier.length === 0
            anchors.top: list.top
            x: screen.pad
            width: parent.width - 2 * screen.pad
            text: qsTr("Các số đã gọi sẽ hiện ở đây.")
            color: Theme.inkSoft
            font.pixelSize: screen.tall * 0.032
        }
        Waits {
            id: waits
            anchors.bottom: parent.bottom
            width: parent.width
            lines: screen.snapshot.lines ?? []
            most: strip.visible ? 4 : 5
            turn: screen.turn
            pad: screen.pad
            row: screen.tall * 0.056
            // What was known when the hub was last heard is not what holds now, and says so.
            since: screen.linked ? "" : screen.snapshot.seen ?? ""
        }
    }

    Rectangle {
        id: strip
        visible: screen.sentences.length > 0
        anchors.bottom: parent.bottom
        width: parent.width
        height: visible ? Math.round(screen.tall * (screen.upright ? 0.13 : 0.1)) : 0
        color: Theme.highContrast ? Theme.paper : Theme.lake

        Rectangle {
            visible: Theme.highContrast
            width: parent.width
            height: Theme.bold
            color: Theme.line
        }
        Icon {
            id: sign
            name: "information-outline"
            x: screen.pad
            anchors.verticalCenter: parent.verticalCenter
            size: screen.tall * 0.048
            color: sentence.color
        }
        Label {
            id: sentence
            objectName: "announcement"
            anchors.left: sign.right
            anchors.leftMargin: screen.pad * 0.5
            anchors.right: parent.right
            anchors.rightMargin: screen.pad
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: Theme.say(screen.sentences[screen.turn % Math.max(1, screen.sentences.length)])
            color: Theme.highContrast ? Theme.ink : Theme.lakeWord
            font.pixelSize: screen.tall * 0.033
            font.weight: Font.Medium
            fontSizeMode: Text.Fit
            minimumPixelSize: screen.tall * 0.016
            lineHeight: 1
        }
    }
}
