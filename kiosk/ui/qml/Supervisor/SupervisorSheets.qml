pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Every deed of the supervisor that needs an answer first.
Item {
    id: sheets

    property var desk: ({})
    readonly property var choices: desk.choices ?? {}
    readonly property alias shown: sheet.shown
    property string deed
    property var row: null               // the waiting number that was chosen to be given priority
    signal absentWanted
    signal cameBack(string ticket)
    signal waitingWanted
    signal prioritySet(string ticket, string priority, string reason)
    signal lineClosed(string line, string reason, real minutes)
    signal lineOpened(string line)
    signal leasesFreed(string counter)
    signal reportWanted(string period, string ending)

    function open(which: string): void {
        deed = which
        if (which === "absent")
            absentWanted()
        if (which === "waiting")
            waitingWanted()
        const closed = choices.closed_lines ?? []
        sheet.ask(({ close_line: { minutes: 0 }, open_line: closed.length === 1 ? { line: closed[0].value } : {}, report: { period: "today", ending: "pdf" } })[which] ?? {})
    }
    function close(): void {
        sheet.close()
    }
    function waitingIn(letter: var): var {
        return (desk.waiting ?? []).filter(one => one.letter === letter)
    }
    function groupsOf(which: string): var {
        switch (which) {
        case "absent": return [{ name: "ticket", title: "", options: (desk.absent ?? []).map(one => ({ value: one.ticket_id, text: one.label + " · " + Theme.say(one.line), detail: qsTr("giữ chỗ đến %1").arg(one.until) })) }]
        case "waiting": return [
            { name: "line", title: qsTr("Nhóm thủ tục"), options: (desk.lines ?? []).filter(line => waitingIn(line.letter).length > 0).map(line => ({ value: line.letter, text: line.letter + " · " + Theme.say(line.name) })) },
            { name: "ticket", title: qsTr("Số đang chờ"), nothing: (desk.waiting ?? []).length > 0 ? qsTr("Xin chọn nhóm thủ tục trước.") : "", options: waitingIn(sheet.chosen.line).map(one => ({ value: one.ticket_id, text: one.label, detail: one.priority ? Theme.say(one.priority) : qsTr("chờ %1 phút").arg(one.waited_min) })) },
        ]
        case "priority": return [
            { name: "priority", title: qsTr("Diện ưu tiên"), options: (row?.priority ? [{ value: "", text: qsTr("Bỏ ưu tiên") }] : []).concat(choices.priority_classes ?? []) },
            { name: "reason", title: qsTr("Lý do"), options: choices.priority_reasons ?? [] },
        ]
        case "close_line": return [
            { name: "line", title: qsTr("Nhóm thủ tục"), options: choices.open_lines ?? [] },
            { name: "reason", title: qsTr("Lý do, người dân sẽ đọc thấy"), options: choices.reasons ?? [] },
            { name: "minutes", title: qsTr("Từ lúc nào"), options: [0, 15, 30, 60].map(after => ({ value: after, text: after === 0 ? qsTr("Ngay bây giờ") : qsTr("Sau %1 phút, có báo trước").arg(after) })) },
        ]
        case "open_line": return [{ name: "line", title: qsTr("Nhóm thủ tục"), options: choices.closed_lines ?? [] }]
        case "free_leases": return [{ name: "counter", title: qsTr("Quầy"), options: choices.counters ?? [] }]
        case "report": return [
            { name: "period", title: qsTr("Thời gian"), options: [
                { value: "today", text: qsTr("Hôm nay") }, { value: "yesterday", text: qsTr("Hôm qua") },
                { value: "this_month", text: qsTr("Tháng này") }, { value: "last_month", text: qsTr("Tháng trước") },
            ] },
            { name: "ending", title: qsTr("Dạng tệp"), options: [
                { value: "pdf", text: qsTr("PDF để in") }, { value: "xlsx", text: qsTr("Excel, có biểu đồ") }, { value: "csv", text: qsTr("CSV, cho máy khác đọc") },
            ] },
        ]
        }
        return []
    }
    function titleOf(which: string): string {
        switch (which) {
        case "absent": return qsTr("Người vắng trở lại")
        case "waiting": return qsTr("Đặt ưu tiên")
        case "priority": return qsTr("Ưu tiên cho %1").arg(row?.label ?? "")
        case "close_line": return qsTr("Ngừng phát số")
        case "open_line": return qsTr("Phát số lại")
        case "free_leases": return qsTr("Trả số quầy hỏng")
        case "report": return qsTr("Lập báo cáo")
        }
        return ""
    }
    function detailOf(which: string): string {
        switch (which) {
        case "absent": return qsTr("Số quay lại chờ ở chỗ cũ. Quá giờ giữ chỗ thì xin lấy số mới.")
        case "waiting": return qsTr("Chọn số ghi trên phiếu của người được ưu tiên.")
        case "close_line": return qsTr("Số đã phát vẫn được phục vụ.")
        case "open_line": return qsTr("Nhóm phát số lại theo giờ mở cửa của mình.")
        case "free_leases": return qsTr("Chỉ khi máy của quầy đã tắt hẳn: số để dành cho quầy và số đang gọi ở đó về lại hàng chung, đúng chỗ cũ.")
        }
        return ""
    }
    function confirmOf(which: string): string {
        switch (which) {
        case "absent": return (desk.absent ?? []).length > 0 ? qsTr("Cho chờ lại") : ""
        case "waiting": return (desk.waiting ?? []).length > 0 ? qsTr("Tiếp tục") : ""
        case "priority": return qsTr("Ghi ưu tiên")
        case "close_line": return qsTr("Ngừng phát số")
        case "open_line": return qsTr("Phát số lại")
        case "free_leases": return qsTr("Trả về hàng chung")
        case "report": return qsTr("Lập báo cáo")
        }
        return ""
    }
    function nothingOf(which: string): string {
        switch ({ absent: desk.absent_listed, waiting: desk.waiting_listed }[which] ?? "told") {
        case "told": return which === "absent" ? qsTr("Không có số vắng mặt nào còn thời gian quay lại.") : which === "waiting" ? qsTr("Chưa có ai chờ.") : qsTr("Không có mục nào.")
        case "away": return qsTr("Máy chủ của trung tâm chưa trả lời. Xin đóng bảng này, ít phút sau mở lại.")
        }
        return qsTr("Đang hỏi máy chủ…")
    }
    function carryOut(which: string, picked: var): void {
        if (which === "waiting") {
            row = (desk.waiting ?? []).find(one => one.ticket_id === picked.ticket) ?? null
            open("priority")
            return
        }
        sheet.close()
        switch (which) {
        case "absent": cameBack(picked.ticket); break
        case "priority": prioritySet(row.ticket_id, picked.priority, picked.reason); break
        case "close_line": lineClosed(picked.line, picked.reason, picked.minutes); break
        case "open_line": lineOpened(picked.line); break
        case "free_leases": leasesFreed(picked.counter); break
        case "report": reportWanted(picked.period, picked.ending); break
        }
    }

    anchors.fill: parent
    z: 6

    DeedSheet {
        id: sheet
        objectName: "supervisor_sheet"
        title: sheets.titleOf(sheets.deed)
        detail: sheets.detailOf(sheets.deed)
        confirmText: sheets.confirmOf(sheets.deed)
        nothing: sheets.nothingOf(sheets.deed)
        groups: shown ? sheets.groupsOf(sheets.deed) : []
        onConfirmed: picked => sheets.carryOut(sheets.deed, picked)
    }
}
