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

    property int servedSeconds: 0
    readonly property bool shown: visible && enabled
    readonly property var call: snapshot.call ?? null
    readonly property var dossier: snapshot.dossier ?? null
    readonly property string source: snapshot.source ?? ""
    /** Too little room for answers and pages side by side: one of them at a time. */
    readonly property bool slim: middle.width < Theme.mm(110) * Theme.textScale
    property bool pagesShown: false
    readonly property bool free: !(snapshot.busy ?? false)

    function clock(seconds: int): string {
        return String(Math.floor(seconds / 60)).padStart(2, "0") + ":" + String(seconds % 60).padStart(2, "0")
    }
    function sourceText(): string {
        switch (source) {
        case "loading": return qsTr("Đang mở hồ sơ…")
        case "nothing_sent": return qsTr("Công dân chưa gửi hồ sơ. Quét phiếu của công dân để xem phần đã kê khai.")
        case "on_its_way": return qsTr("Hồ sơ đã gửi, đang trên đường tới thành phố. Hồ sơ không bị mất; xin mở lại sau ít giây.")
        case "hub_away": return qsTr("Máy chủ của trung tâm chưa trả lời nên chưa biết hồ sơ của lượt này.")
        case "city_away": return qsTr("Hệ thống của thành phố chưa trả lời. Hồ sơ không bị mất; xin mở lại sau ít giây.")
        case "refused": return Theme.say(snapshot.says)
        case "damaged": return qsTr("Phần kê khai nhận về không đọc được. Xin báo kỹ thuật viên.")
        }
        return ""
    }
    function messageText(): string {
        switch (snapshot.message ?? "") {
        case "nobody_waiting": return qsTr("Chưa có ai chờ.")
        case "hub_away": return qsTr("Máy chủ của trung tâm chưa trả lời. Xin bấm lại; không số nào bị gọi hai lần.")
        case "city_away": return qsTr("Thành phố chưa trả lời. Xin bấm Tiếp nhận lần nữa; hồ sơ chỉ được tiếp nhận một lần.")
        case "refused": return source === "refused" ? "" : Theme.say(snapshot.says)
        case "finish_first": return qsTr("Xin kết thúc lượt đang phục vụ trước khi đóng quầy.")
        case "slip_unread": return qsTr("Không mở được tờ khai bằng phiếu này.")
        case "other_slip": return qsTr("Phiếu này không phải của lượt đang gọi.")
        case "nothing_written": return qsTr("Phiếu này chưa có tờ khai.")
        }
        return ""
    }

    Shortcut { sequences: ["F2"]; enabled: screen.shown && screen.free; onActivated: screen.nextCalled() }
    Shortcut { sequences: ["F3"]; enabled: screen.shown && screen.free && screen.call !== null; onActivated: screen.recalled() }
    Shortcut { sequences: ["F6"]; enabled: screen.shown && screen.free && screen.call !== null; onActivated: screen.absentMarked() }
    Shortcut { sequences: ["F11"]; enabled: screen.shown && (screen.snapshot.form ?? "") !== ""; onActivated: screen.formPrintedAgain() }
    Shortcut { sequences: ["F10"]; enabled: screen.shown && screen.free && screen.call !== null; onActivated: screen.visitFinished() }
    Shortcut { sequences: ["F9"]; enabled: screen.shown && (screen.snapshot.can_accept ?? false); onActivated: screen.accepted() }
    Shortcut { sequences: ["F12"]; enabled: screen.shown; onActivated: screen.dossierLookedAgain() }
    Shortcut { sequences: ["PgDown"]; enabled: screen.shown; onActivated: screen.pageTurned(1) }
    Shortcut { sequences: ["PgUp"]; enabled: screen.shown; onActivated: screen.pageTurned(-1) }
    Shortcut { sequences: ["+", "="]; enabled: screen.shown; onActivated: screen.zoomed(1) }
    Shortcut { sequences: ["-"]; enabled: screen.shown; onActivated: screen.zoomed(-1) }

    QueueColumn {
        id: waiting
        width: Math.round(Math.min(Theme.mm(104), parent.width * 0.22))
        height: parent.height
        desk: screen.snapshot
        onSignOutRequested: screen.signOutRequested()
    }
    DeedColumn {
        id: deeds
        width: Math.round(Math.min(Theme.mm(93), parent.width * 0.22))
        height: parent.height
        anchors.right: parent.right
        desk: screen.snapshot
        onNextCalled: screen.nextCalled()
        onRecalled: screen.recalled()
        onAbsentMarked: screen.absentMarked()
        onVisitFinished: screen.visitFinished()
        onAccepted: screen.accepted()
        onFormPrintedAgain: screen.formPrintedAgain()
    }
    Item {
        id: middle
        anchors.left: waiting.right
        anchors.right: deeds.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Math.round(Math.min(Theme.mm(8), screen.width * 0.012))

        // Nobody is called: one thing to do.
        Column {
            visible: screen.call === null
            anchors.centerIn: parent
            width: Math.min(parent.width, Theme.mm(170))
            spacing: Theme.mm(3)
            Icon {
                width: parent.width
                name: "bullhorn-outline"
                size: Theme.mm(22)
                color: Theme.lake
            }
            Label {
                objectName: "free_title"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Quầy đang trống")
                font.pixelSize: Theme.question
                font.weight: Font.Bold
                lineHeight: 1.1
            }
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.inkSoft
                font.pixelSize: Theme.lead
                text: (screen.snapshot.waiting ?? 0) > 0 ? qsTr("Bấm F2 để mời số tiếp theo.") : qsTr("Khi có người chờ, số sẽ hiện ở bên trái.")
            }
        }
        Banner {
            id: message
            objectName: "message"
            visible: text !== ""
            height: visible ? implicitHeight : 0
            width: parent.width
            anchors.bottom: parent.bottom
            kind: ["nobody_waiting", "finish_first", "nothing_written"].includes(screen.snapshot.message ?? "") ? "info" : "error"
            text: screen.messageText()
        }
        Item {
            id: head
            visible: screen.call !== null
            width: parent.width
            height: visible ? Math.max(number.implicitHeight, titles.implicitHeight) : 0
            Label {
                id: number
                objectName: "called_label"
                anchors.verticalCenter: parent.verticalCenter
                text: screen.call?.label ?? ""
                color: Theme.lacquer
                font.pixelSize: Math.min(Theme.mm(19), middle.width * 0.09)
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
                    text: screen.dossier ? Theme.say(screen.dossier.procedure) : Theme.say(screen.call?.line)
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
                        const parts = [qsTr("Đang phục vụ %1").arg(screen.clock(screen.servedSeconds))]
                        if ((screen.call?.times ?? 1) > 1)
                            parts.push(qsTr("đã gọi %1 lần").arg(screen.call.times))
                        if (screen.dossier?.code)
                            parts.push(qsTr("hồ sơ %1").arg(screen.dossier.code))
                        if (screen.dossier?.filed)
                            parts.push(qsTr("gửi lúc %1").arg(screen.dossier.filed))
                        if (screen.source === "slip")
                            parts.push(qsTr("chưa gửi, mở bằng phiếu"))
                        return parts.join(" · ")
                    }
                }
            }
            SecondaryButton {
                id: many
                objectName: "next_dossier"
                visible: (screen.dossier?.of ?? 0) > 1
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                quiet: true
                wordSize: Theme.small
                text: qsTr("Hồ sơ %1 / %2").arg(screen.dossier?.number ?? 0).arg(screen.dossier?.of ?? 0)
                arrow: "chevron-right"
                onClicked: screen.dossierChosen(1)
            }
        }
        Column {
            id: notes
            visible: screen.call !== null
            anchors.top: head.bottom
            anchors.topMargin: Theme.mm(4)
            width: parent.width
            spacing: Theme.mm(3)
            Banner {
                objectName: "dossier_state"
                visible: screen.source !== "" && screen.source !== "city" && screen.source !== "slip"
                width: parent.width
                kind: ["loading", "nothing_sent", "on_its_way"].includes(screen.source) ? "info" : "error"
                text: screen.sourceText()
                actionText: ["on_its_way", "hub_away", "city_away", "nothing_sent"].includes(screen.source) ? qsTr("Mở lại (F12)") : ""
                actionName: "look_again"
                onActed: screen.dossierLookedAgain()
            }
            Banner {
                objectName: "accepted_state"
                visible: screen.dossier?.accepted ?? false
                width: parent.width
                kind: "done"
                text: screen.dossier?.due ? qsTr("Đã tiếp nhận. Hẹn trả kết quả %1.").arg(screen.dossier.due) : qsTr("Đã tiếp nhận.")
                detail: ({ printing: qsTr("Đang in Mẫu 01…"), printed: qsTr("Đã in Mẫu 01, xin ký và đưa công dân một bản."), not_printed: qsTr("Chưa in được Mẫu 01. Hồ sơ đã tiếp nhận; xin xem máy in rồi in lại (F11).") })[screen.snapshot.form ?? ""] ?? ""
            }
        }
        Item {
            anchors.top: notes.bottom
            anchors.topMargin: Theme.mm(4)
            anchors.bottom: message.visible ? message.top : parent.bottom
            anchors.bottomMargin: message.visible ? Theme.mm(3) : 0
            width: parent.width
            visible: screen.call !== null && screen.dossier !== null

            SecondaryButton {
                id: turnOver
                objectName: "turn_over"
                visible: screen.slim
                width: Math.min(parent.width, implicitWidth)
                quiet: true
                wordSize: Theme.small
                iconName: screen.pagesShown ? "form-select" : "file-document-outline"
                text: screen.pagesShown ? qsTr("Xem phần kê khai") : qsTr("Xem trang giấy")
                onClicked: screen.pagesShown = !screen.pagesShown
            }
            Answers {
                id: answers
                objectName: "answers"
                visible: !screen.slim || !screen.pagesShown
                y: screen.slim ? turnOver.height + Theme.mm(2) : 0
                width: screen.slim ? parent.width : Math.round(parent.width * 0.49)
                height: parent.height - y
                sections: screen.dossier?.sections ?? []
            }
            PageDesk {
                visible: !screen.slim || screen.pagesShown
                x: screen.slim ? 0 : answers.width + Theme.mm(5)
                y: answers.y
                width: parent.width - x
                height: parent.height - y
                dossier: screen.dossier ?? {}
                onDocumentChosen: index => screen.documentChosen(index)
                onPageTurned: by => screen.pageTurned(by)
                onZoomAsked: by => screen.zoomed(by)
            }
        }
    }
}
