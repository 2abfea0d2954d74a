pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// How long each line waits, a range each. More lines than fit come page after page.
Rectangle {
    id: waits

    property var lines: []
    property int turn
    property real pad
    property real row
    property string since   // the hour for which it holds, where that is not now

    property int most: 5   // lines on a page
    readonly property int pages: Math.max(1, Math.ceil(lines.length / most))
    readonly property int page: turn % pages

    visible: lines.length > 0
    height: visible ? pad * 1.3 + heading.height + row * Math.min(most, lines.length) : 0
    color: Theme.side

    Rectangle {
        visible: Theme.highContrast
        width: parent.width
        height: Theme.hair
        color: Theme.line
    }
    Label {
        id: heading
        objectName: "waits_heading"
        x: waits.pad
        y: waits.pad * 0.65
        width: parent.width - 2 * x
        text: {
            const what = waits.since === "" ? qsTr("Thời gian chờ") : qsTr("Thời gian chờ, lúc %1").arg(waits.since)
            return waits.pages > 1 ? qsTr("%1 (%2/%3)").arg(what).arg(waits.page + 1).arg(waits.pages) : what
        }
        font.pixelSize: waits.row * 0.56
        font.weight: Font.DemiBold
        lineHeight: 1
    }
    Column {
        anchors.top: heading.bottom
        anchors.topMargin: waits.pad * 0.15
        x: waits.pad
        width: parent.width - 2 * x
        Repeater {
            model: waits.lines.slice(waits.page * waits.most, (waits.page + 1) * waits.most)
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
                    font.pixelSize: waits.row * 0.52
                    font.weight: Font.Bold
                    lineHeight: 1
                }
                Label {
                    anchors.left: letter.right
                    anchors.right: range.left
                    anchors.rightMargin: waits.pad * 0.4
                    height: waits.row
                    verticalAlignment: Text.AlignVCenter
                    text: Theme.say(wait.modelData.name)
                    font.pixelSize: waits.row * 0.52
                    fontSizeMode: Text.Fit
                    minimumPixelSize: waits.row * 0.2
                    lineHeight: 0.95
                }
                Label {
                    id: range
                    objectName: "range_" + wait.modelData.letter
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    // Long words leave room for the line's name on a narrow wall.
                    width: Math.min(implicitWidth, wait.width * 0.64)
                    horizontalAlignment: Text.AlignRight
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: waits.row * 0.3
                    wrapMode: Text.NoWrap
                    font.pixelSize: waits.row * 0.52
                    font.weight: Font.Bold
                    lineHeight: 1
                    text: waits.words(wait.modelData)
                }
            }
        }
    }

    /** What is said of one line. */
    function words(line: var): string {
        if (line.state === "full")
            return qsTr("hết số hôm nay")
        if (line.state === "closed")
            return line.opens !== "" ? qsTr("mở lúc %1").arg(line.opens) : qsTr("ngừng lấy số")
        if (!line.open)
            return qsTr("tạm nghỉ")
        if (line.waiting === 0)
            return qsTr("không phải chờ")
        return Theme.say(line.wait)
    }
}
