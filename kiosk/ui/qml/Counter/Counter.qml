pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The clerk's desk: queue at the left, the called visit in the middle, deeds at the right. Every deed has its key.
ScreenBase {
    id: screen
    objectName: "counter"

    signal nextCalled
    signal recalled
    signal absentMarked
    signal visitFinished
    signal accepted
    signal dossierLookedAgain
    signal dossierChosen(int by)
    signal documentChosen(int index)
    signal pageTurned(int by)
    signal zoomed(int by)
    signal formPrintedAgain
    signal signOutRequested
    signal thisCalled(string ticket, string reason)
    signal held(int minutes, string reason, bool here)
    signal transferred(string target, string reason)
    signal absentListWanted
    signal cameBack(string ticket)
    signal paused(string reason, int minutes)
    signal resumed
    signal quickAsked(string line, string reason)
    signal merged(string ticket, string reason)
    signal prioritySet(string ticket, string priority, string reason)
    signal undone
    signal askedAgain
    signal returnSeen
    signal languageToggled
    signal textScaleChosen
    signal contrastToggled

    // Told every second, apart from the snapshot.
    property int servedSeconds: 0
    property int recallSeconds: 0        // until the number may be announced again
    property int undoSeconds: 0          // in which the last deed can be taken back
    property int promiseMinutes: 0
    property int pauseMinutes: 0
    property int askedSeconds: 0         // since the hub was asked for a deed and has not answered
    readonly property var call: snapshot.call ?? null
    readonly property bool called: call !== null
    readonly property bool onPause: snapshot.paused ?? false
    readonly property bool covered: sheets.shown || keyMap.shown
    readonly property bool shown: visible && enabled && !covered
    readonly property bool free: !(snapshot.busy ?? false)
    readonly property bool ready: shown && free
    readonly property bool mayRecall: called && recallSeconds === 0
    readonly property bool mayBeAbsent: called && call.times >= (snapshot.calls_needed ?? 1)
    readonly property var alone: snapshot.alone ?? null
    /** The hub is away: what only the hub can do waits. */
    readonly property bool away: alone?.now ?? false
    readonly property bool contested: !away && (alone?.contested ?? []).length > 0
    /** Another machine is set up as this counter: without the hub nobody is called here. */
    readonly property bool elsewhere: !contested && (alone?.elsewhere ?? false)
    readonly property var undo: snapshot.undo ?? null
    readonly property var lost: snapshot.lost ?? null

    function messageText(): string {
        switch (snapshot.message ?? "") {
        case "nobody_waiting": return qsTr("Chưa có ai chờ.")
        case "hub_away":
            if (lost)
                return qsTr("Máy chủ của trung tâm chưa trả lời việc: %1. Xin bấm lại; không số nào bị gọi hai lần.").arg(words.asked(lost.deed, lost.label))
            return qsTr("Máy chủ của trung tâm chưa trả lời. Xin bấm lại; không số nào bị gọi hai lần.")
        case "city_away": return qsTr("Thành phố chưa trả lời. Xin bấm Tiếp nhận lần nữa; hồ sơ chỉ được tiếp nhận một lần.")
        case "refused": return (snapshot.source ?? "") === "refused" ? "" : Theme.say(snapshot.says)
        case "finish_first": return qsTr("Xin kết thúc lượt đang phục vụ trước khi đóng quầy.")
        case "slip_unread": return qsTr("Không mở được tờ khai bằng phiếu này. Xin quét lại, hoặc hỏi công dân có phiếu nào mới hơn.")
        case "unknown_procedure": return qsTr("Quầy này chưa có bản quy định mà tờ khai được viết theo. Xin báo kỹ thuật viên.")
        case "other_slip": return qsTr("Phiếu này không phải của lượt đang gọi. Xin hỏi công dân phiếu của số %1.").arg(call?.label ?? "")
        case "nothing_written": return qsTr("Phiếu này chưa có tờ khai.")
        }
        return ""
    }
    function aloneText(): string {
        if (alone === null)
            return ""
        if (elsewhere && alone.now)
            return qsTr("Mất kết nối máy chủ. Máy khác giữ các số dành riêng của quầy này, nên ở đây chưa gọi số tiếp được; xin báo kỹ thuật viên.")
        if (elsewhere)
            return qsTr("Một máy khác cũng được cài là quầy này: khi mất kết nối, ở đây không gọi được. Xin báo kỹ thuật viên.")
        if (alone.now && alone.aloud)
            return qsTr("Mất kết nối máy chủ: còn %1 số dành riêng, đã gọi %2 lượt. Loa ở quầy đọc số, bảng chưa hiện.").arg(alone.left).arg(alone.calls)
        if (alone.now)
            return qsTr("Mất kết nối máy chủ: còn %1 số dành riêng, đã gọi %2 lượt. Bảng chưa hiện, xin gọi to.").arg(alone.left).arg(alone.calls)
        if (contested)
            return qsTr("Đã có kết nối. Số %1 cũng được gọi ở quầy khác khi mất mạng; xin hỏi lại công dân và báo người phụ trách.").arg(alone.contested.join(", "))
        return qsTr("Đã có kết nối. Máy chủ đã ghi đủ %1 lượt gọi khi mất mạng.").arg(alone.told)
    }
    function next(): void {
        if (onPause)
            resumed()
        else
            nextCalled()
    }
    function pauseOrResume(): void {
        if (onPause)
            resumed()
        else
            sheets.open("pause")
    }
    function openAbsent(): void {
        absentListWanted()
        sheets.open("absent")
    }

    DeedWords { id: words }

    component Keyed: Shortcut { autoRepeat: false }
    Keyed { sequences: ["F1"]; enabled: screen.shown; onActivated: keyMap.open() }
    Keyed { sequences: ["F2"]; enabled: screen.ready; onActivated: screen.next() }
    Keyed { sequences: ["Shift+F2"]; enabled: screen.shown; onActivated: waiting.pick() }
    Keyed { sequences: ["F3"]; enabled: screen.ready && screen.mayRecall; onActivated: screen.recalled() }
    Keyed { sequences: ["F4"]; enabled: screen.ready && screen.called; onActivated: sheets.open("hold") }
    Keyed { sequences: ["F5"]; enabled: screen.ready && screen.called && !screen.away; onActivated: sheets.open("transfer") }
    Keyed { sequences: ["F6"]; enabled: screen.ready && screen.mayBeAbsent; onActivated: screen.absentMarked() }
    Keyed { sequences: ["F9"]; enabled: screen.shown && (screen.snapshot.can_accept ?? false); onActivated: screen.accepted() }
    Keyed { sequences: ["F10"]; enabled: screen.ready && screen.called; onActivated: screen.visitFinished() }
    Keyed { sequences: ["F11"]; enabled: screen.shown && (screen.snapshot.form ?? "") !== ""; onActivated: screen.formPrintedAgain() }
    Keyed { sequences: ["F12"]; enabled: screen.shown; onActivated: screen.dossierLookedAgain() }
    Keyed { sequences: ["Shift+F4"]; enabled: screen.ready && !screen.called && !screen.away; onActivated: screen.pauseOrResume() }
    Keyed { sequences: ["Shift+F5"]; enabled: screen.ready && screen.called && !screen.away; onActivated: sheets.open("merge") }
    Keyed { sequences: ["Shift+F6"]; enabled: screen.ready && !screen.away; onActivated: screen.openAbsent() }
    Keyed { sequences: ["Ctrl+N"]; enabled: screen.ready && !screen.called && !screen.onPause && !screen.away; onActivated: sheets.open("quick") }
    Keyed { sequences: ["Ctrl+Z"]; enabled: screen.ready && strip.visible; onActivated: screen.undone() }
    Keyed { sequences: ["Ctrl+R"]; enabled: screen.ready && screen.lost !== null; onActivated: screen.askedAgain() }
    Keyed { sequences: ["Ctrl+E"]; enabled: screen.shown && screen.called; onActivated: visit.turnOver() }
    Shortcut { sequences: ["Ctrl+Down"]; enabled: screen.shown && screen.called; onActivated: visit.scroll(1) }
    Shortcut { sequences: ["Ctrl+Up"]; enabled: screen.shown && screen.called; onActivated: visit.scroll(-1) }
    Shortcut { sequences: ["PgDown"]; enabled: screen.shown; onActivated: screen.pageTurned(1) }
    Shortcut { sequences: ["PgUp"]; enabled: screen.shown; onActivated: screen.pageTurned(-1) }
    Shortcut { sequences: ["+", "="]; enabled: screen.shown; onActivated: screen.zoomed(1) }
    Shortcut { sequences: ["-"]; enabled: screen.shown; onActivated: screen.zoomed(-1) }

    QueueColumn {
        id: waiting
        width: Math.round(Math.min(Theme.mm(104), parent.width * 0.22))
        height: parent.height
        enabled: !screen.covered
        desk: screen.snapshot
        onSignOutRequested: screen.signOutRequested()
        onKeysRequested: keyMap.open()
        onRowChosen: row => { if (screen.free && !screen.away) sheets.openFor("row", row) }
    }
    Item {
        id: middle
        anchors.left: waiting.right
        anchors.right: deeds.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Math.round(Math.min(Theme.mm(8), screen.width * 0.012))
        enabled: !screen.covered

        FreeDesk {
            visible: !screen.called
            anchors.centerIn: parent
            width: Math.min(parent.width, Theme.mm(170))
            desk: screen.snapshot
            pauseMinutes: screen.pauseMinutes
        }
        Visit {
            id: visit
            visible: screen.called
            anchors.top: parent.top
            anchors.bottom: foot.top
            anchors.bottomMargin: foot.height > 0 ? Theme.mm(3) : 0
            width: parent.width
            desk: screen.snapshot
            servedSeconds: screen.servedSeconds
            promiseMinutes: screen.promiseMinutes
            onDossierLookedAgain: screen.dossierLookedAgain()
            onDossierChosen: by => screen.dossierChosen(by)
            onDocumentChosen: index => screen.documentChosen(index)
            onPageTurned: by => screen.pageTurned(by)
            onZoomed: by => screen.zoomed(by)
        }
        Column {
            id: foot
            anchors.bottom: parent.bottom
            width: parent.width
            spacing: Theme.mm(2)
            Banner {
                objectName: "alone_state"
                visible: text !== ""
                width: parent.width
                kind: screen.contested || screen.elsewhere ? "error" : screen.away ? "info" : "done"
                iconName: screen.away ? "lan-disconnect" : kind === "error" ? "alert-circle-outline" : "check-circle"
                text: screen.aloneText()
                actionText: screen.away || screen.elsewhere ? "" : qsTr("Đã rõ")
                actionName: "return_seen"
                onActed: screen.returnSeen()
            }
            Banner {
                objectName: "slow"
                visible: !screen.free && screen.askedSeconds >= 2
                width: parent.width
                kind: "info"
                iconName: "progress-clock"
                text: qsTr("Máy chủ trả lời chậm, đã %1 giây. Xin đợi; việc vừa bấm không bị làm hai lần.").arg(screen.askedSeconds)
            }
            Banner {
                objectName: "message"
                visible: text !== ""
                width: parent.width
                kind: ["nobody_waiting", "finish_first", "nothing_written"].includes(screen.snapshot.message ?? "") ? "info" : "error"
                text: screen.messageText()
                actionText: screen.lost !== null && (screen.snapshot.message ?? "") === "hub_away" ? qsTr("Hỏi lại (Ctrl+R)") : ""
                actionName: "ask_again"
                onActed: screen.askedAgain()
            }
            UndoStrip {
                id: strip
                objectName: "undo_strip"
                visible: screen.undo !== null && screen.undoSeconds > 0
                width: parent.width
                text: screen.undo ? words.done(screen.undo.deed, screen.undo.label) : ""
                seconds: screen.undoSeconds
                window: screen.snapshot.undo_s ?? 10
                enabled: screen.free
                onUndone: screen.undone()
            }
        }
    }
    DeedColumn {
        id: deeds
        width: Math.round(Math.min(Theme.mm(93), parent.width * 0.22))
        height: parent.height
        anchors.right: parent.right
        enabled: !screen.covered
        desk: screen.snapshot
        recallSeconds: screen.recallSeconds
        mayBeAbsent: screen.mayBeAbsent
        onNextCalled: screen.next()
        onRecalled: screen.recalled()
        onAbsentMarked: screen.absentMarked()
        onVisitFinished: screen.visitFinished()
        onAccepted: screen.accepted()
        onFormPrintedAgain: screen.formPrintedAgain()
        onAsked: deed => sheets.open(deed)
        onAbsentWanted: screen.openAbsent()
        onPickWanted: waiting.pick()
    }
    DeedSheets {
        id: sheets
        desk: screen.snapshot
        onThisCalled: (ticket, reason) => screen.thisCalled(ticket, reason)
        onHeld: (minutes, reason, here) => screen.held(minutes, reason, here)
        onTransferred: (target, reason) => screen.transferred(target, reason)
        onCameBack: ticket => screen.cameBack(ticket)
        onPaused: (reason, minutes) => screen.paused(reason, minutes)
        onQuickAsked: (line, reason) => screen.quickAsked(line, reason)
        onMerged: (ticket, reason) => screen.merged(ticket, reason)
        onPrioritySet: (ticket, priority, reason) => screen.prioritySet(ticket, priority, reason)
    }
    CounterKeys {
        id: keyMap
        onLanguageToggled: screen.languageToggled()
        onTextScaleChosen: screen.textScaleChosen()
        onContrastToggled: screen.contrastToggled()
    }
}
