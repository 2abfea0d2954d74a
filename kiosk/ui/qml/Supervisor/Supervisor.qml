pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The supervisor's desk: what needs an eye at left, the centre in the middle, views and deeds at right.
ScreenBase {
    id: screen
    objectName: "supervisor"

    signal viewChosen(string view)
    signal absentWanted
    signal cameBack(string ticket)
    signal waitingWanted
    signal prioritySet(string ticket, string priority, string reason)
    signal lineClosed(string line, string reason, real minutes)
    signal lineOpened(string line)
    signal leasesFreed(string counter)
    signal reportWanted(string period, string ending)
    signal auditChecked
    signal auditMoreWanted
    signal signOutRequested
    signal languageToggled
    signal textScaleChosen
    signal contrastToggled

    readonly property string shownView: snapshot.view ?? "now"
    readonly property var may: snapshot.may ?? []
    readonly property bool free: visible && enabled && !sheets.shown && !keyMap.shown
    readonly property bool idle: free && !(snapshot.busy ?? false)
    /** Too little room for three columns: what needs an eye moves to the top of the first view. */
    readonly property bool slim: width < Theme.mm(330) * Theme.textScale

    function messageText(): string {
        switch (snapshot.message ?? "") {
        case "hub_away": return qsTr("Máy chủ của trung tâm chưa trả lời. Số liệu dưới đây là lúc %1; máy tự nối lại.").arg(snapshot.at || "–")
        case "refused": return Theme.say(snapshot.says)
        case "came_back": return qsTr("Số %1 đã vào lại hàng, ở chỗ cũ.").arg(snapshot.detail)
        case "priority_set": return qsTr("Đã ghi ưu tiên cho số %1.").arg(snapshot.detail)
        case "priority_taken": return qsTr("Đã bỏ ưu tiên của số %1.").arg(snapshot.detail)
        case "line_closed": return qsTr("Đã ngừng phát số. Số đã phát vẫn được phục vụ.")
        case "line_opened": return qsTr("Nhóm phát số lại.")
        case "leases_freed": return qsTr("Số để dành cho quầy đã về lại hàng chung.")
        case "making_report": return qsTr("Đang lập báo cáo…")
        case "report_made": return qsTr("Báo cáo đã lưu: %1").arg(snapshot.detail)
        case "report_not_kept": return qsTr("Không lưu được báo cáo: ổ đĩa đầy hoặc không cho ghi. Xin báo kỹ thuật viên rồi lập lại; số liệu vẫn còn.")
        }
        return ""
    }

    Shortcut { sequences: ["F1"]; enabled: screen.free; onActivated: keyMap.open() }
    Shortcut { sequences: ["F2"]; enabled: screen.free; onActivated: screen.viewChosen("now") }
    Shortcut { sequences: ["F3"]; enabled: screen.free && screen.may.includes("export_reports"); onActivated: screen.viewChosen("today") }
    Shortcut { sequences: ["F4"]; enabled: screen.free && screen.may.includes("see_audit"); onActivated: screen.viewChosen("audit") }
    Shortcut { sequences: ["F5"]; enabled: screen.free; onActivated: screen.viewChosen("devices") }
    Shortcut { sequences: ["F6"]; enabled: screen.idle && screen.may.includes("close_line") && (screen.snapshot.ready ?? false); onActivated: sheets.open("close_line") }
    Shortcut { sequences: ["F7"]; enabled: screen.idle && screen.may.includes("close_line") && (screen.snapshot.choices?.closed_lines ?? []).length > 0; onActivated: sheets.open("open_line") }
    Shortcut { sequences: ["F8"]; enabled: screen.idle && screen.may.includes("export_reports"); onActivated: sheets.open("report") }
    Shortcut { sequences: ["F9"]; enabled: screen.free && screen.shownView === "audit"; onActivated: screen.auditChecked() }
    Shortcut { sequences: ["F10"]; enabled: screen.idle && screen.may.includes("free_leases") && (screen.snapshot.ready ?? false); onActivated: sheets.open("free_leases") }
    Shortcut { sequences: ["F11"]; enabled: screen.idle && screen.may.includes("bring_back"); onActivated: sheets.open("absent") }
    Shortcut { sequences: ["F12"]; enabled: screen.idle && screen.may.includes("set_priority") && (screen.snapshot.ready ?? false); onActivated: sheets.open("waiting") }

    Rectangle {
        id: side
        visible: !screen.slim
        width: visible ? Math.round(Math.min(Theme.mm(110), parent.width * 0.23)) : 0
        height: parent.height
        color: Theme.side
        readonly property int pad: Math.min(Theme.mm(8), width * 0.075)

        Rectangle {
            visible: Theme.highContrast
            anchors.right: parent.right
            width: Theme.hair
            height: parent.height
            color: Theme.line
        }
        Label {
            id: sideTitle
            x: side.pad
            y: side.pad
            width: parent.width - 2 * side.pad
            text: qsTr("Cần chú ý")
            font.pixelSize: Theme.heading
            font.weight: Font.Bold
            lineHeight: 1.1
        }
        Label {
            id: alarmCount
            objectName: "alarm_count"
            anchors.top: sideTitle.bottom
            x: side.pad
            width: parent.width - 2 * side.pad
            visible: (screen.snapshot.alarms ?? []).length > 0
            text: qsTr("%1 việc").arg((screen.snapshot.alarms ?? []).length)
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.1
        }
        ScrollArea {
            anchors.top: alarmCount.visible ? alarmCount.bottom : sideTitle.bottom
            anchors.topMargin: Theme.mm(3)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.mm(2)
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: side.pad
            anchors.rightMargin: side.pad
            AlarmList {
                visible: screen.snapshot.ready ?? false
                width: parent?.width ?? 0
                alarms: screen.snapshot.alarms ?? []
            }
        }
    }
    DeskColumn {
        id: deeds
        width: Math.round(Math.min(Theme.mm(93) * Math.min(1.3, Theme.textScale), parent.width * (screen.slim ? 0.34 : 0.22)))
        height: parent.height
        anchors.right: parent.right
        desk: screen.snapshot
        onViewChosen: view => screen.viewChosen(view)
        onSheetWanted: deed => sheets.open(deed)
        onSignOutRequested: screen.signOutRequested()
        onKeysRequested: keyMap.open()
    }
    Item {
        id: middle
        anchors.left: side.right
        anchors.right: deeds.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Math.round(Math.min(Theme.mm(8), screen.width * 0.015))
        anchors.bottomMargin: 0

        Label {
            id: title
            objectName: "title"
            width: parent.width - clock.width - Theme.mm(4)
            text: ({ now: qsTr("Bây giờ"), today: qsTr("Hôm nay"), audit: qsTr("Nhật ký"), devices: qsTr("Thiết bị") })[screen.shownView] ?? ""
            font.pixelSize: Theme.question
            font.weight: Font.Bold
            lineHeight: 1.1
        }
        Label {
            id: clock
            objectName: "seen_at"
            anchors.right: parent.right
            anchors.baseline: title.baseline
            text: screen.snapshot.at ? qsTr("lúc %1").arg(screen.snapshot.at) : ""
            color: Theme.inkSoft
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
        Label {
            id: place
            anchors.top: title.bottom
            width: parent.width
            text: Theme.say(screen.snapshot.centre)
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
        Column {
            id: notes
            anchors.top: place.bottom
            anchors.topMargin: Theme.mm(3)
            width: parent.width
            spacing: Theme.mm(2)
            Banner {
                objectName: "link_lost"
                visible: !(screen.snapshot.linked ?? true) && screen.snapshot.message !== "hub_away"
                width: parent.width
                kind: "error"
                text: qsTr("Đang nối lại máy chủ. Số liệu dưới đây là lúc %1.").arg(screen.snapshot.at || "–")
            }
            Banner {
                objectName: "message"
                visible: text !== ""
                width: parent.width
                kind: ["hub_away", "refused", "report_not_kept"].includes(screen.snapshot.message ?? "") ? "error" : screen.snapshot.message === "making_report" ? "info" : "done"
                text: screen.messageText()
            }
        }
        Item {
            id: room
            anchors.top: notes.bottom
            anchors.topMargin: Theme.mm(2)
            anchors.bottom: parent.bottom
            width: parent.width

            Label {
                objectName: "not_ready"
                visible: !(screen.snapshot.ready ?? false) && ["now", "devices"].includes(screen.shownView)
                width: parent.width
                text: qsTr("Đang hỏi máy chủ…")
                color: Theme.inkSoft
                font.pixelSize: Theme.lead
            }
            NowView {
                visible: screen.shownView === "now" && (screen.snapshot.ready ?? false)
                anchors.fill: parent
                desk: screen.snapshot
                alarmsToo: screen.slim
            }
            TodayView {
                visible: screen.shownView === "today"
                anchors.fill: parent
                anchors.topMargin: Theme.mm(3)
                desk: screen.snapshot
            }
            DevicesView {
                visible: screen.shownView === "devices" && (screen.snapshot.ready ?? false)
                anchors.fill: parent
                anchors.topMargin: Theme.mm(3)
                desk: screen.snapshot
            }
            AuditView {
                visible: screen.shownView === "audit"
                anchors.fill: parent
                desk: screen.snapshot
                onCheckWanted: screen.auditChecked()
                onMoreWanted: screen.auditMoreWanted()
            }
        }
    }
    SupervisorSheets {
        id: sheets
        desk: screen.snapshot
        onAbsentWanted: screen.absentWanted()
        onCameBack: ticket => screen.cameBack(ticket)
        onWaitingWanted: screen.waitingWanted()
        onPrioritySet: (ticket, priority, reason) => screen.prioritySet(ticket, priority, reason)
        onLineClosed: (line, reason, minutes) => screen.lineClosed(line, reason, minutes)
        onLineOpened: line => screen.lineOpened(line)
        onLeasesFreed: counter => screen.leasesFreed(counter)
        onReportWanted: (period, ending) => screen.reportWanted(period, ending)
    }
    SupervisorKeys {
        id: keyMap
        onLanguageToggled: screen.languageToggled()
        onTextScaleChosen: screen.textScaleChosen()
        onContrastToggled: screen.contrastToggled()
    }
}
