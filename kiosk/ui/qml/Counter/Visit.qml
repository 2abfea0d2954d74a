pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The called visit: its number, what was filed, answers and pages side by side.
Item {
    id: visit

    property var desk: ({})
    property int servedSeconds: 0
    property int promiseMinutes: 0       // left of what was promised; below 0: over
    readonly property var call: desk.call ?? null
    readonly property var dossier: desk.dossier ?? null
    readonly property string source: desk.source ?? ""
    /** Too little room for answers and pages side by side: one of them at a time. */
    readonly property bool slim: width < Theme.mm(110) * Theme.textScale
    property bool pagesShown: false
    signal dossierLookedAgain
    signal dossierChosen(int by)
    signal documentChosen(int index)
    signal pageTurned(int by)
    signal zoomed(int by)

    function clock(seconds: int): string {
        return String(Math.floor(seconds / 60)).padStart(2, "0") + ":" + String(seconds % 60).padStart(2, "0")
    }
    /** Scroll the answers by a screenful. */
    function scroll(by: int): void {
        answers.turn(by)
    }
    /** Answers or pages, where there is no room for both. */
    function turnOver(): void {
        pagesShown = slim && !pagesShown
    }
    function sourceText(): string {
        switch (source) {
        case "loading": return qsTr("Đang mở hồ sơ…")
        case "nothing_sent": return qsTr("Công dân chưa gửi hồ sơ. Quét phiếu của công dân để xem phần đã kê khai.")
        case "on_its_way": return qsTr("Hồ sơ đã gửi, đang trên đường tới thành phố. Hồ sơ không bị mất; xin mở lại sau ít giây.")
        case "hub_away": return qsTr("Máy chủ của trung tâm chưa trả lời nên chưa biết hồ sơ của lượt này.")
        case "city_away": return qsTr("Hệ thống của thành phố chưa trả lời. Hồ sơ không bị mất; xin mở lại sau ít giây.")
        case "refused": return Theme.say(desk.says)
        case "unknown_procedure": return qsTr("Quầy này chưa có bản quy định mà hồ sơ được kê khai theo. Hồ sơ vẫn ở thành phố; xin báo kỹ thuật viên.")
        case "damaged": return qsTr("Phần kê khai nhận về không đọc được. Xin báo kỹ thuật viên.")
        }
        return ""
    }

    Item {
        id: head
        width: parent.width
        height: Math.max(number.implicitHeight, titles.implicitHeight)
        Label {
            id: number
            objectName: "called_label"
            anchors.verticalCenter: parent.verticalCenter
            text: visit.call?.label ?? ""
            color: Theme.lacquer
            font.pixelSize: Math.min(Theme.mm(19), visit.width * 0.09)
            font.weight: Font.Bold
            lineHeight: 1
        }
        Column {
            id: titles
            x: number.implicitWidth + Theme.mm(6)
            width: parent.width - x - (many.visible ? many.width + Theme.mm(4) : 0)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(0.6)
            Label {
                objectName: "called_procedure"
                width: parent.width
                text: visit.dossier ? Theme.say(visit.dossier.procedure) : Theme.say(visit.call?.line)
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Label {
                objectName: "called_detail"
                width: parent.width
                color: Theme.inkSoft
                font.pixelSize: Theme.small
                lineHeight: 1.15
                text: {
                    const parts = [qsTr("Đang phục vụ %1").arg(visit.clock(visit.servedSeconds))]
                    if ((visit.call?.times ?? 1) > 1)
                        parts.push(qsTr("đã gọi %1 lần").arg(visit.call.times))
                    if (visit.dossier?.code)
                        parts.push(qsTr("hồ sơ %1").arg(visit.dossier.code))
                    if (visit.dossier?.filed)
                        parts.push(qsTr("gửi lúc %1").arg(visit.dossier.filed))
                    if (visit.source === "slip")
                        parts.push(qsTr("chưa gửi, mở bằng phiếu"))
                    return parts.join(" · ")
                }
            }
            Flow {
                width: parent.width
                spacing: Theme.mm(5)
                visible: (visit.call?.notes ?? []).length > 0
                Repeater {
                    model: visit.call?.notes ?? []
                    NoteLine {
                        required property var modelData
                        width: Math.min(implicitWidth, titles.width)
                        note: modelData
                    }
                }
                NoteLine {
                    objectName: "promise"
                    visible: (visit.call?.promised ?? false)
                    width: Math.min(implicitWidth, titles.width)
                    ink: visit.promiseMinutes < 0 ? Theme.error : Theme.lake
                    note: ({ kind: "running", text: visit.promiseMinutes < 0 ? qsTr("Đã quá giờ hẹn %1 phút").arg(-visit.promiseMinutes) : qsTr("Hẹn nhanh: còn %1 phút").arg(visit.promiseMinutes) })
                }
            }
        }
        SecondaryButton {
            id: many
            objectName: "next_dossier"
            visible: (visit.dossier?.of ?? 0) > 1
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            quiet: true
            wordSize: Theme.small
            text: qsTr("Hồ sơ %1 / %2").arg(visit.dossier?.number ?? 0).arg(visit.dossier?.of ?? 0)
            arrow: "chevron-right"
            onClicked: visit.dossierChosen(1)
        }
    }
    Column {
        id: notes
        anchors.top: head.bottom
        anchors.topMargin: Theme.mm(4)
        width: parent.width
        spacing: Theme.mm(3)
        Banner {
            objectName: "dossier_state"
            visible: visit.source !== "" && visit.source !== "city" && visit.source !== "slip"
            width: parent.width
            kind: ["loading", "nothing_sent", "on_its_way"].includes(visit.source) ? "info" : "error"
            text: visit.sourceText()
            actionText: ["on_its_way", "hub_away", "city_away", "nothing_sent"].includes(visit.source) ? qsTr("Mở lại (F12)") : ""
            actionName: "look_again"
            onActed: visit.dossierLookedAgain()
        }
        Banner {
            objectName: "accepted_state"
            visible: visit.dossier?.accepted ?? false
            width: parent.width
            kind: "done"
            text: visit.dossier?.due ? qsTr("Đã tiếp nhận. Hẹn trả kết quả %1.").arg(visit.dossier.due) : qsTr("Đã tiếp nhận.")
            detail: ({ printing: qsTr("Đang in Mẫu 01…"), printed: qsTr("Đã in Mẫu 01, xin ký và đưa công dân một bản."), not_printed: qsTr("Chưa in được Mẫu 01. Hồ sơ đã tiếp nhận; xin xem máy in rồi in lại (F11).") })[visit.desk.form ?? ""] ?? ""
        }
    }
    Item {
        anchors.top: notes.bottom
        anchors.topMargin: Theme.mm(4)
        anchors.bottom: parent.bottom
        width: parent.width
        visible: visit.dossier !== null && height > Theme.mm(24)

        SecondaryButton {
            id: over
            objectName: "turn_over"
            visible: visit.slim
            width: Math.min(parent.width, implicitWidth)
            quiet: true
            wordSize: Theme.small
            iconName: visit.pagesShown ? "form-select" : "file-document-outline"
            text: visit.pagesShown ? qsTr("Xem phần kê khai") : qsTr("Xem trang giấy")
            onClicked: visit.turnOver()
        }
        Answers {
            id: answers
            objectName: "answers"
            visible: !visit.slim || !visit.pagesShown
            y: visit.slim ? over.height + Theme.mm(2) : 0
            width: visit.slim ? parent.width : Math.round(parent.width * 0.49)
            height: parent.height - y
            sections: visit.dossier?.sections ?? []
        }
        PageDesk {
            visible: !visit.slim || visit.pagesShown
            x: visit.slim ? 0 : answers.width + Theme.mm(5)
            y: answers.y
            width: parent.width - x
            height: parent.height - y
            dossier: visit.dossier ?? {}
            onDocumentChosen: index => visit.documentChosen(index)
            onPageTurned: by => visit.pageTurned(by)
            onZoomAsked: by => visit.zoomed(by)
        }
    }
}
