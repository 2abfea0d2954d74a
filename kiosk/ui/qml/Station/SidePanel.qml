pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Theme
import Controls

// The left side of the station: whose slip, which papers, how many pages are where.
Rectangle {
    id: panel

    property var side: ({})
    property bool choosable: false
    signal paperChosen(string paper)
    signal languageToggled
    signal helpRequested

    readonly property int pad: Math.min(Theme.mm(10), width * 0.07)

    color: Theme.side
    implicitWidth: Theme.mm(148)

    Rectangle {
        visible: Theme.highContrast
        anchors.right: parent.right
        width: Theme.hair
        height: parent.height
        color: Theme.line
    }
    ScrollArea {
        anchors.top: parent.top
        anchors.topMargin: panel.pad
        anchors.bottom: tools.top
        anchors.bottomMargin: Theme.mm(3)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: panel.pad
        anchors.rightMargin: panel.pad
        spacing: Theme.mm(3)

        Label {
            objectName: "side_ticket"
            visible: text !== ""
            text: panel.side.ticket ? qsTr("Phiếu %1").arg(panel.side.ticket) : ""
            width: parent?.width ?? 0
            font.pixelSize: Theme.heading
            font.weight: Font.Bold
            lineHeight: 1.1
        }
        Label {
            text: Theme.say(panel.side.procedure)
            width: parent?.width ?? 0
            color: Theme.inkSoft
            lineHeight: 1.15
        }
        Item { width: 1; height: Theme.mm(2) }
        Repeater {
            model: panel.side.papers ?? []
            PaperRow {
                required property var modelData
                paper: modelData
                width: parent?.width ?? 0
                choosable: panel.choosable && modelData.state !== "not_needed"
                onClicked: panel.paperChosen(modelData.id)
            }
        }
    }
    SideTools {
        id: tools
        x: panel.pad
        width: parent.width - 2 * panel.pad
        anchors.bottom: counts.visible ? counts.top : parent.bottom
        anchors.bottomMargin: counts.visible ? Theme.mm(3) : panel.pad
        onLanguageToggled: panel.languageToggled()
        onHelpRequested: panel.helpRequested()
    }
    Label {
        id: counts
        objectName: "page_counts"
        visible: panel.side.kept !== undefined
        x: panel.pad
        width: parent.width - 2 * panel.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: panel.pad
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        text: qsTr("Đã nạp %1 · Đã lưu %2 · Đã gửi %3").arg(panel.side.fed ?? 0).arg(panel.side.kept ?? 0).arg(panel.side.sent ?? 0)
    }

    component PaperRow: T.AbstractButton {
        id: row

        property var paper: ({})
        property bool choosable: false
        readonly property bool chosen: paper.selected ?? false
        readonly property string state_: paper.state ?? ""
        // Of the panel, not of the row: a row gives way to the scroll bar, and the two would chase one another for ever.
        readonly property bool narrow: panel.width - 2 * panel.pad < Theme.mm(72) * Theme.textScale
        readonly property color mark: state_ === "check" ? Theme.error : state_ === "scanned" ? Theme.leaf : chosen ? Theme.lake : Theme.inkSoft

        objectName: "paper_" + (paper.id ?? "")
        enabled: choosable
        implicitHeight: Math.max(Theme.target, words.implicitHeight + topPadding + bottomPadding)
        leftPadding: Theme.mm(3.5)
        rightPadding: Theme.mm(3)
        topPadding: Theme.mm(3)
        bottomPadding: Theme.mm(3)
        focusPolicy: Qt.TabFocus
        text: Theme.say(paper.name)
        Accessible.role: Accessible.Button
        Accessible.name: text
        Accessible.description: standing.text

        background: Plate {
            color: row.chosen ? Theme.card : row.down ? Theme.pressed : Theme.clear
            edge: row.chosen ? Theme.lake : row.choosable ? Theme.line : Theme.clear
            edgeWidth: row.chosen ? Theme.bold * 0.75 : Theme.hair
            ring: row.visualFocus
        }
        contentItem: Item {
            id: words
            implicitHeight: lines.implicitHeight + (row.narrow ? sign.implicitHeight + Theme.mm(1) : 0)
            Icon {
                id: sign
                name: ({
                    to_scan: "scanner", optional: "scanner", judging: "scanner", check: "alert-circle-outline", scanned: "check-circle",
                    present: "card-account-details-outline", look_up: "database-search-outline", not_needed: "minus-circle-outline",
                })[row.state_] ?? "file-outline"
                size: Math.min(Theme.body * 1.5, Theme.mm(12))
                width: size
                color: row.mark
                y: row.narrow ? 0 : (words.height - implicitHeight) / 2
            }
            Column {
                id: lines
                x: row.narrow ? 0 : sign.width + Theme.mm(3.5)
                y: row.narrow ? sign.implicitHeight + Theme.mm(1) : Math.max(0, (words.height - implicitHeight) / 2)
                width: parent.width - x
                Label {
                    text: row.text
                    width: parent.width
                    font.weight: Font.DemiBold
                    lineHeight: 1.1
                    Accessible.ignored: true
                }
                Label {
                    id: standing
                    objectName: "state_" + (row.paper.id ?? "")
                    width: parent.width
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                    color: row.state_ === "check" ? Theme.error : row.chosen ? Theme.lake : Theme.inkSoft
                    Accessible.ignored: true
                    text: {
                        const pages = qsTr("%n trang", "", row.paper.pages ?? 0)
                        switch (row.state_) {
                        case "to_scan": return qsTr("Cần quét")
                        case "optional": return qsTr("Quét nếu có")
                        case "judging": return qsTr("Đang xem · %1").arg(pages)
                        case "check": return qsTr("Nên quét lại · %1").arg(pages)
                        case "scanned": return qsTr("Đã quét · %1").arg(pages)
                        case "present": return qsTr("Xuất trình, không cần quét")
                        case "look_up": return qsTr("Cán bộ tra cứu, không cần giấy")
                        case "not_needed": return qsTr("Không cần trong trường hợp này")
                        }
                        return ""
                    }
                }
            }
        }
    }
}
