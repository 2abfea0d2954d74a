pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Every deed that needs an answer first: what is asked, and what is done with the answer.
Item {
    id: sheets

    property var desk: ({})
    readonly property var choices: desk.choices ?? {}
    readonly property var call: desk.call ?? null
    readonly property alias shown: sheet.shown
    property string deed
    property var row: null               // the waiting number that was chosen in the queue

    signal thisCalled(string ticket, string reason)
    signal held(int minutes, string reason, bool here)
    signal transferred(string target, string reason)
    signal cameBack(string ticket)
    signal paused(string reason, int minutes)
    signal quickAsked(string line, string reason)
    signal merged(string ticket, string reason)
    signal prioritySet(string ticket, string priority, string reason)

    anchors.fill: parent
    z: 6

    function open(which: string): void {
        const presets = ({
            hold: { minutes: (choices.hold_minutes ?? [])[0], where: "any" },
            pause: { minutes: (choices.pause_minutes ?? [])[1] },
            quick: (choices.quick_lines ?? []).length === 1 ? { line: choices.quick_lines[0].value } : {},
        })[which] ?? {}
        deed = which
        sheet.ask(presets)
    }
    function openFor(which: string, chosenRow: var): void {
        row = chosenRow
        open(which)
    }
    function close(): void {
        sheet.close()
    }

    function minutes(list: var): var {
        return (list ?? []).map(length => ({ value: length, text: qsTr("%1 phút").arg(length) }))
    }
    function waiting(): var {
        return (desk.queue ?? []).map(one => ({ value: one.ticket_id, text: one.label + " · " + Theme.say(one.line), detail: qsTr("chờ %1 phút").arg(one.waited_min) }))
    }
    function rowDeeds(): var {
        const deeds = []
        if (call === null && !(desk.paused ?? false))
            deeds.push({ value: "call_this", text: qsTr("Gọi số này ngay"), detail: qsTr("Ngoài thứ tự, có ghi lý do"), icon: "bullhorn-outline" })
        if ((choices.priority_classes ?? []).length > 0)
            deeds.push({ value: "priority", text: qsTr("Ưu tiên"), detail: row?.priority ? Theme.say(row.priority) : "", icon: "star-four-points-outline" })
        if (call !== null)
            deeds.push({ value: "merge_row", text: qsTr("Gộp vào %1").arg(call.label), detail: qsTr("Một lượt, nhiều thủ tục"), icon: "account-group-outline" })
        return deeds
    }
    function groupsOf(which: string): var {
        const why = reasons => ({ name: "reason", title: qsTr("Lý do"), options: reasons ?? [] })
        switch (which) {
        case "hold": return [why(choices.hold_reasons), { name: "minutes", title: qsTr("Trong bao lâu"), options: minutes(choices.hold_minutes) }, { name: "where", title: qsTr("Rồi quay lại"), options: [{ value: "any", text: qsTr("Quầy nào cũng được") }, { value: "here", text: qsTr("Quầy này") }] }]
        case "transfer": return [{ name: "target", title: qsTr("Chuyển đến"), options: (choices.targets ?? []).filter(target => target.value !== call?.here) }, why(choices.transfer_reasons)]
        case "pause": return [why(choices.pause_reasons), { name: "minutes", title: qsTr("Dự kiến nghỉ"), options: minutes(choices.pause_minutes) }]
        case "quick": return [{ name: "line", title: qsTr("Nhóm thủ tục"), options: choices.quick_lines ?? [] }, why(choices.quick_reasons)]
        case "call_this": return [why(choices.call_this_reasons)]
        case "priority": return [{ name: "priority", title: qsTr("Diện ưu tiên"), options: (row?.priority ? [{ value: "", text: qsTr("Bỏ ưu tiên") }] : []).concat(choices.priority_classes ?? []) }, why(choices.priority_reasons)]
        case "merge": return [{ name: "ticket", title: qsTr("Số cùng gia đình, cùng việc"), options: waiting() }, why(choices.merge_reasons)]
        case "merge_row": return [why(choices.merge_reasons)]
        case "row": return [{ name: "deed", title: "", options: rowDeeds() }]
        case "absent": return [{ name: "ticket", title: "", options: (desk.absent ?? []).map(one => ({ value: one.ticket_id, text: one.label + " · " + Theme.say(one.line), detail: qsTr("còn %1 phút để quay lại").arg(one.left_min) })) }]
        }
        return []
    }
    function titleOf(which: string): string {
        const label = call?.label ?? ""
        const chosen = row?.label ?? ""
        switch (which) {
        case "hold": return qsTr("Tạm giữ %1").arg(label)
        case "transfer": return qsTr("Chuyển %1").arg(label)
        case "pause": return qsTr("Tạm nghỉ")
        case "quick": return qsTr("Giao dịch nhanh")
        case "call_this": return qsTr("Gọi %1 ngoài thứ tự").arg(chosen)
        case "priority": return qsTr("Ưu tiên cho %1").arg(chosen)
        case "merge": return qsTr("Gộp vào %1").arg(label)
        case "merge_row": return qsTr("Gộp %1 vào %2").arg(chosen).arg(label)
        case "row": return chosen + " · " + Theme.say(row?.line)
        case "absent": return qsTr("Số vắng mặt quay lại")
        }
        return ""
    }
    function detailOf(which: string): string {
        switch (which) {
        case "hold": return qsTr("Số không bị lùi xuống cuối hàng; hết thời gian sẽ được gọi lại theo chỗ cũ.")
        case "transfer": return qsTr("Số giữ nguyên chỗ theo giờ lấy số.")
        case "pause": return qsTr("Bảng và thời gian chờ dự báo sẽ tính đến việc quầy nghỉ.")
        case "quick": return qsTr("Cấp một số và gọi ngay, cho việc chỉ vài phút.")
        case "merge":
        case "merge_row": return qsTr("Các số được phục vụ trong một lượt; không ai mất chỗ.")
        case "absent": return qsTr("Số quay lại chờ ở chỗ cũ.")
        }
        return ""
    }
    function confirmOf(which: string): string {
        switch (which) {
        case "hold": return qsTr("Tạm giữ")
        case "transfer": return qsTr("Chuyển")
        case "pause": return qsTr("Tạm nghỉ")
        case "quick":
        case "call_this": return qsTr("Gọi")
        case "priority": return qsTr("Ghi ưu tiên")
        case "merge":
        case "merge_row": return qsTr("Gộp")
        case "row": return qsTr("Tiếp tục")
        case "absent": return (desk.absent ?? []).length > 0 ? qsTr("Cho chờ lại") : ""
        }
        return ""
    }
    function carryOut(chosen: var): void {
        const which = deed
        if (which === "row") {
            open(chosen.deed)
            return
        }
        const ticket = row?.ticket_id ?? ""
        sheet.close()
        switch (which) {
        case "hold": held(chosen.minutes, chosen.reason, chosen.where === "here"); break
        case "transfer": transferred(chosen.target, chosen.reason); break
        case "pause": paused(chosen.reason, chosen.minutes); break
        case "quick": quickAsked(chosen.line, chosen.reason); break
        case "call_this": thisCalled(ticket, chosen.reason); break
        case "priority": prioritySet(ticket, chosen.priority, chosen.reason); break
        case "merge": merged(chosen.ticket, chosen.reason); break
        case "merge_row": merged(ticket, chosen.reason); break
        case "absent": cameBack(chosen.ticket); break
        }
    }

    // The call that a sheet is about has ended by itself: what was asked has no object any more.
    onCallChanged: if (shown && call === null && ["hold", "transfer", "merge", "merge_row"].includes(deed)) sheet.close()

    DeedSheet {
        id: sheet
        objectName: "deed_sheet"
        title: sheets.titleOf(sheets.deed)
        detail: sheets.detailOf(sheets.deed)
        confirmText: sheets.confirmOf(sheets.deed)
        groups: shown ? sheets.groupsOf(sheets.deed) : []
        nothing: sheets.deed === "absent" ? qsTr("Không có số vắng mặt nào còn thời gian quay lại.") : qsTr("Chưa có ai chờ.")
        onConfirmed: chosen => sheets.carryOut(chosen)
    }
}
