pragma ComponentBehavior: Bound
import QtQuick
import Theme

// A long list to choose from, over the whole room: search that ignores accents, then one touch.
// options [{value, text}]; text is a string or {vi, en}.
FocusScope {
    id: sheet

    property bool shown: false
    property string title
    property var options: []
    property string chosen
    readonly property var matching: filtered(search.value)
    signal picked(string value)
    signal closed

    function bare(words: string): string {
        return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase()
    }
    function filtered(query: string): var {
        const wanted = bare(query.trim())
        if (wanted === "")
            return options
        const starts = []
        const holds = []
        for (const option of options) {
            const words = bare(Theme.say(option.text))
            if (words.startsWith(wanted))
                starts.push(option)
            else if (words.includes(wanted))
                holds.push(option)
        }
        return starts.concat(holds)
    }
    function open(): void {
        search.text = ""
        keeper.remember()
        shown = true
        list.positionViewAtBeginning()
        forceActiveFocus()
    }

    onShownChanged: if (!shown) keeper.giveBack()

    anchors.fill: parent
    visible: shown
    enabled: shown
    z: 5

    FocusKeeper { id: keeper }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    MouseArea { anchors.fill: parent }
    Label {
        id: heading
        text: sheet.title
        x: Theme.margin
        y: Theme.mm(sheet.height < Theme.mm(150) ? 4 : 10)
        width: parent.width - 2 * Theme.margin
        visible: sheet.height > Theme.mm(130)
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
    }
    Field {
        id: search
        fieldName: "choice_search"
        iconName: "magnify"
        placeholder: qsTr("Tìm không cần dấu")
        x: Theme.margin
        y: heading.visible ? heading.y + heading.height + Theme.halfGap : Theme.mm(4)
        width: parent.width - 2 * Theme.margin - close.width - Theme.halfGap
    }
    SecondaryButton {
        id: close
        objectName: "choice_close"
        iconName: "close"
        quiet: true
        text: sheet.width > Theme.mm(200) ? qsTr("Đóng") : ""
        Accessible.name: qsTr("Đóng")
        height: search.height
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: search.y
        onClicked: {
            sheet.shown = false
            sheet.closed()
        }
    }
    ListView {
        id: list
        anchors.top: search.bottom
        anchors.topMargin: Theme.halfGap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.halfGap
        x: Theme.margin
        width: parent.width - 2 * Theme.margin - (overflows ? Theme.target + Theme.halfGap : 0)
        readonly property bool overflows: contentHeight > height + 1
        clip: true
        spacing: Theme.halfGap
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: -1
        cacheBuffer: 0             // rows made ahead stand at the top, unseen, until their turn comes
        model: sheet.shown ? sheet.matching : []   // nothing of the list before stays behind
        delegate: ChoiceTile {
            required property var modelData
            objectName: "choice_" + modelData.value
            width: ListView.view.width
            text: Theme.say(modelData.text)
            chosen: sheet.chosen === modelData.value
            onClicked: {
                sheet.shown = false
                sheet.picked(modelData.value)
            }
        }
    }
    Column {
        visible: list.overflows
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: list.top
        spacing: Theme.halfGap
        SecondaryButton {
            objectName: "choice_up"
            width: Theme.target
            enabled: !list.atYBeginning
            iconName: "chevron-up"
            iconColor: Theme.lake
            Accessible.name: qsTr("Xem phần trên")
            onClicked: list.contentY = Math.max(list.originY, list.contentY - list.height + Theme.target)
        }
        SecondaryButton {
            objectName: "choice_down"
            visible: list.height > 2 * Theme.target + Theme.halfGap
            width: Theme.target
            enabled: !list.atYEnd
            iconName: "chevron-down"
            iconColor: Theme.lake
            Accessible.name: qsTr("Xem phần dưới")
            onClicked: list.contentY = Math.min(list.originY + list.contentHeight - list.height, list.contentY + list.height - Theme.target)
        }
    }
    Label {
        visible: list.count === 0
        text: qsTr("Không thấy mục nào. Xin thử ít chữ hơn.")
        anchors.top: list.top
        x: Theme.margin
        width: list.width
        color: Theme.inkSoft
    }
}
