pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The wall: the last number called, large enough to read across the hall; the calls before it; how long each line waits.
// Numbers only, never a name. Numbers fit their room and ignore the text scale.
ScreenBase {
    id: screen
    objectName: "board"

    signal contrastToggled
    signal languageToggled

    property string clock
    readonly property var last: snapshot.last ?? []
    readonly property var now: last.length > 0 ? last[0] : null
    readonly property var before: last.slice(1)
    readonly property int beat: snapshot.beat ?? 0
    readonly property bool linked: snapshot.linked ?? true
    readonly property real pad: Math.round(width * 0.026)

    onBeatChanged: if (Theme.glide > 0) blink.restart()
    Shortcut { sequences: ["F7"]; onActivated: screen.contrastToggled() }
    Shortcut { sequences: ["F8"]; onActivated: screen.languageToggled() }

    Rectangle {
        id: call
        width: Math.round(parent.width * 0.614)
        height: parent.height
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
            id: words
            anchors.centerIn: parent
            width: parent.width - 2 * screen.pad
            spacing: call.height * 0.03

            Label {
                objectName: "call_invitation"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: !screen.now ? qsTr("Chưa gọi số nào") : screen.now.times > 1 ? qsTr("Mời số · gọi lần %1").arg(screen.now.times) : qsTr("Mời số")
                color: call.word
                font.pixelSize: call.height * 0.062
                font.weight: Font.DemiBold
                lineHeight: 1
            }
            Label {
                objectName: "last_called"
                visible: screen.now !== null
                width: parent.width
                height: call.height * 0.40
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: screen.now?.label ?? ""
                color: call.word
                font.pixelSize: call.height * 0.42
                font.weight: Font.Bold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: call.height * 0.12
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
                    readonly property real gap: call.height * 0.04
                }
                Label {
                    id: counter
                    objectName: "last_counter"
                    x: arrow.x + arrow.width + arrow.gap
                    width: implicitWidth
                    text: qsTr("Quầy %1").arg(screen.now?.counter ?? "")
                    color: call.word
                    font.pixelSize: Math.min(call.height * 0.135, call.width * 0.12)
                    font.weight: Font.Bold
                    wrapMode: Text.NoWrap
                    lineHeight: 1.1
                }
            }
        }
        Row {
            objectName: "link_lost"
            visible: !screen.linked
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: screen.pad
            spacing: screen.pad * 0.4
            Icon {
                name: "lan-disconnect"
                size: lost.font.pixelSize * 1.3
                color: call.word
            }
            Label {
                id: lost
                width: Math.min(implicitWidth, call.width - 4 * screen.pad)
                text: qsTr("Đang nối lại. Xin nghe cán bộ gọi số.")
                color: call.word
                font.pixelSize: call.height * 0.032
                lineHeight: 1.1
            }
        }
        Rectangle {
            visible: Theme.highContrast
            anchors.right: parent.right
            width: Theme.bold
            height: parent.height
            color: Theme.line
        }
    }

    Item {
        id: news
        anchors.left: call.right
        anchors.right: parent.right
        height: parent.height

        Label {
            id: title
            x: screen.pad
            y: screen.pad
            text: qsTr("Vừa gọi")
            font.pixelSize: news.height * 0.038
            font.weight: Font.DemiBold
            lineHeight: 1
        }
        Label {
            objectName: "clock"
            anchors.right: parent.right
            anchors.rightMargin: screen.pad
            anchors.baseline: title.baseline
            text: screen.clock
            font.pixelSize: news.height * 0.052
            font.weight: Font.Bold
            lineHeight: 1
        }
        Column {
            id: list
            anchors.top: title.bottom
            anchors.topMargin: screen.pad * 0.7
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: screen.pad
            anchors.rightMargin: screen.pad
            readonly property real room: waits.y - y - screen.pad * 0.5
            readonly property real row: news.height * 0.112
            readonly property int rows: Math.max(1, Math.min(7, Math.floor(room / row)))

            Repeater {
                model: screen.before.slice(0, list.rows)
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
                        font.pixelSize: list.row * 0.58
                        font.weight: Font.Bold
                        lineHeight: 1
                    }
                    Label {
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("Quầy %1").arg(row.modelData.counter)
                        font.pixelSize: list.row * 0.43
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
            visible: screen.before.length === 0
            anchors.top: list.top
            x: screen.pad
            width: parent.width - 2 * screen.pad
            text: qsTr("Các số đã gọi sẽ hiện ở đây.")
            color: Theme.inkSoft
            font.pixelSize: news.height * 0.032
        }
        Rectangle {
            id: waits
            readonly property var lines: screen.snapshot.lines ?? []
            readonly property real row: news.height * 0.058
            anchors.bottom: parent.bottom
            width: parent.width
            height: screen.pad * 1.6 + heading.height + row * Math.max(1, Math.min(6, lines.length))
            color: Theme.side
            Rectangle {
                visible: Theme.highContrast
                width: parent.width
                height: Theme.hair
                color: Theme.line
            }
            Label {
                id: heading
                x: screen.pad
                y: screen.pad * 0.8
                text: qsTr("Thời gian chờ")
                font.pixelSize: news.height * 0.032
                font.weight: Font.DemiBold
                height: implicitHeight
                lineHeight: 1
            }
            Column {
                anchors.top: heading.bottom
                x: screen.pad
                width: parent.width - 2 * x
                Repeater {
                    model: waits.lines.slice(0, 6)
                    Item {
                        id: wait
                        required property var modelData
                        objectName: "wait_" + modelData.letter
                        width: parent?.width ?? 0
                        height: waits.row
                        Label {
                            id: letter
                            width: waits.row * 0.7
                            anchors.verticalCenter: parent.verticalCenter
                            text: wait.modelData.letter
                            font.pixelSize: waits.row * 0.5
                            font.weight: Font.Bold
                            lineHeight: 1
                        }
                        Label {
                            anchors.left: letter.right
                            anchors.right: range.left
                            anchors.rightMargin: screen.pad * 0.4
                            anchors.verticalCenter: parent.verticalCenter
                            height: waits.row
                            verticalAlignment: Text.AlignVCenter
                            text: Theme.say(wait.modelData.name)
                            font.pixelSize: waits.row * 0.5
                            fontSizeMode: Text.Fit
                            minimumPixelSize: waits.row * 0.2
                            lineHeight: 0.95
                        }
                        Label {
                            id: range
                            anchors.right: parent.right
                            anchors.verticalCenter: parent.verticalCenter
                            font.pixelSize: waits.row * 0.5
                            font.weight: Font.Bold
                            lineHeight: 1
                            text: {
                                const line = wait.modelData
                                if (!line.open)
                                    return qsTr("tạm nghỉ")
                                if (line.waiting === 0)
                                    return qsTr("không phải chờ")
                                return line.low_min < 5 ? qsTr("dưới %1 phút").arg(Math.max(1, line.high_min)) : qsTr("%1–%2 phút").arg(line.low_min).arg(line.high_min)
                            }
                        }
                    }
                }
            }
        }
    }
}
