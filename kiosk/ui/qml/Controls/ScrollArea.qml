import QtQuick
import Theme

// Room for more than fits: no swipe is needed, a large button turns the page down and up again.
Item {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing
    property alias contentY: flick.contentY
    property alias flickable: flick
    /** The most height there can be. Where the height follows the content, whether it overflows must not follow the
        height: width and height would chase one another for ever, and the screen would stand still. */
    property real limit: height
    /** Whether the content is higher than `limit` and the keys stand beside it. */
    readonly property bool overflows: keys.shown
    readonly property bool atEnd: flick.contentY >= flick.contentHeight - flick.height - 2
    readonly property bool atStart: flick.contentY <= 1
    readonly property real room: Theme.pointer ? Theme.mm(4) : Theme.target + Theme.halfGap

    /** Bring an item of the content into view. */
    function reveal(item: Item): void {
        const box = item.mapToItem(column, 0, 0, item.width, item.height)
        const low = box.y + box.height - flick.height
        if (box.y < flick.contentY || low > flick.contentY)
            flick.contentY = Math.max(0, Math.min(box.y - Theme.gap, flick.contentHeight - flick.height))
    }
    function turn(direction: int): void {
        const step = flick.height - Theme.mm(14)
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, flick.contentY + direction * step))
    }

    implicitHeight: column.implicitHeight
    implicitWidth: column.implicitWidth
    onLimitChanged: keys.judgeAnew()
    onWidthChanged: keys.judgeAnew()

    QtObject {
        id: keys
        property bool shown: false
        /** Heights that fitted beside the keys and led to a second try without them. */
        property list<int> tried: []

        /** Content may be lower where it is narrower (a picture). Then the keys would take themselves away and come
            back for ever, so each height is believed once only, until the area itself changes. */
        function judge(): void {
            const high = Math.round(flick.contentHeight)
            if (high > area.limit + 1)
                shown = area.limit > 0
            else if (shown && !tried.includes(high) && tried.length < 8) {
                tried.push(high)
                shown = false
            }
        }
        function judgeAnew(): void {
            tried = []
            judge()
        }
    }
    Flickable {
        id: flick
        anchors.fill: parent
        anchors.rightMargin: area.overflows ? area.room : 0
        clip: true
        contentWidth: width
        contentHeight: column.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        interactive: area.overflows
        onContentHeightChanged: {
            stayInside()
            keys.judge()
        }
        onHeightChanged: stayInside()

        /** Never below the end: what is scrolled away while there is room for all of it cannot be got back. */
        function stayInside(): void {
            const last = Math.max(0, contentHeight - height)
            if (contentY > last)
                contentY = last
        }

        Behavior on contentY {
            enabled: !flick.moving && Theme.glide > 0
            NumberAnimation { duration: Theme.glide; easing.type: Easing.OutCubic }
        }
        Column {
            id: column
            width: flick.width
        }
    }
    Item {
        visible: area.overflows
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: area.room - Theme.halfGap

        Rectangle {
            id: rail
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.pointer ? 0 : Theme.target + Theme.mm(1)
            height: parent.height - 2 * y
            width: Theme.mm(1)
            radius: width / 2
            color: Theme.line
            opacity: Theme.highContrast ? 0.5 : 1
            visible: height > Theme.gap
            Rectangle {
                width: parent.width
                radius: width / 2
                color: Theme.inkSoft
                height: Math.max(Theme.mm(4), parent.height * flick.visibleArea.heightRatio)
                y: Math.min(parent.height - height, parent.height * flick.visibleArea.yPosition)
            }
        }
        SecondaryButton {
            objectName: "scroll_up"
            visible: !Theme.pointer
            enabled: !area.atStart
            width: Theme.target
            anchors.top: parent.top
            anchors.right: parent.right
            iconName: "chevron-up"
            iconColor: Theme.lake
            Accessible.name: qsTr("Xem phần trên")
            onClicked: area.turn(-1)
        }
        SecondaryButton {
            objectName: "scroll_down"
            visible: !Theme.pointer && area.height >= 2 * Theme.target
            enabled: !area.atEnd
            width: Theme.target
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            iconName: "chevron-down"
            iconColor: Theme.lake
            Accessible.name: qsTr("Xem phần dưới")
            onClicked: area.turn(1)
        }
    }
}
