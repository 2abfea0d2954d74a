pragma ComponentBehavior: Bound
import QtQuick
import Controls

// Every deed of the supervisor that needs an answer first.
Item {
    id: sheets

    property var desk: ({})
    readonly property var choices: desk.choices ?? {}
    readonly property alias shown: sheet.shown
    property string deed
    signal lineClosed(string line, string reason, real minutes)
    signal lineOpened(string line)
    signal leasesFreed(string counter)
    signal reportWanted(string period, string ending)

    function open(which: string): void {
        deed = which
        const closed = choices.closed_lines ?? []
        sheet.ask(({ close_line: { minutes: 0 }, open_line: closed.length === 1 ? { line: closed[0].value } : {}, report: { period: "today", ending: "pdf" } })[which] ?? {})
    }
    function close(): void {
        sheet.close()
    }
    function groupsOf(which: string): var {
        switch (which) {
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
        case "close_line": return qsTr("Ngừng phát số")
        case "open_line": return qsTr("Phát số lại")
        case "free_leases": return qsTr("Trả số quầy hỏng")
        case "report": return qsTr("Lập báo cáo")
        }
        return ""
    }
    function detailOf(which: string): string {
        switch (which) {
        case "close_line": return qsTr("Số đã phát vẫn được phục vụ.")
        case "open_line": return qsTr("Nhóm phát số lại theo giờ mở cửa của mình.")
        case "free_leases": return qsTr("Chỉ khi máy của quầy đã tắt hẳn: số để dành cho quầy và số đang gọi ở đó về lại hàng chung, đúng chỗ cũ.")
        }
        return ""
    }
    function confirmOf(which: string): string {
        switch (which) {
        case "close_line": return qsTr("Ngừng phát số")
        case "open_line": return qsTr("Phát số lại")
        case "free_leases": return qsTr("Trả về hàng chung")
        case "report": return qsTr("Lập báo cáo")
        }
        return ""
    }
    function carryOut(which: string, picked: var): void {
        sheet.close()
        switch (which) {
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
        nothing: qsTr("Không có mục nào.")
        groups: sheets.groupsOf(sheets.deed)
        onConfirmed: picked => sheets.carryOut(sheets.deed, picked)
    }
}
