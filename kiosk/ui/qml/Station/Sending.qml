pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What is done with the dossier, document by document; when the citizen may leave; the city's code; the slip.
ScreenBase {
    id: screen
    objectName: "sending"

    signal slipAgainRequested
    signal visitFinished
    signal languageToggled
    signal helpRequested

    readonly property string stage: snapshot.stage ?? "making"   // making, sending, waiting, coded
    readonly property string code: snapshot.code ?? ""
    readonly property string slip: snapshot.slip ?? ""           // "", printing, printed, unsure, or why not
    readonly property bool safe: stage !== "making"
    readonly property bool slipFailed: slip !== "" && slip !== "printing" && slip !== "printed"

    function slipText(): string {
        switch (slip) {
        case "printing": return qsTr("Đang in phiếu…")
        case "printed": return stage === "coded" ? qsTr("Đã in phiếu nộp hồ sơ. Xin cầm phiếu.") : qsTr("Đã in phiếu tạm. Xin cầm phiếu và giữ cẩn thận.")
        case "paper_out": return qsTr("Máy in hết giấy nên chưa in được phiếu.")
        case "cover_open": return qsTr("Nắp máy in đang mở nên chưa in được phiếu.")
        case "offline":
        case "unreachable":
        case "no_answer": return qsTr("Máy in chưa trả lời nên chưa in được phiếu.")
        case "unsure": return qsTr("Không chắc phiếu đã in xong.")
        case "": return ""
        }
        return qsTr("Máy in gặp lỗi nên chưa in được phiếu.")
    }

    Rectangle {
        id: aside
        width: Math.round(Math.min(Theme.mm(190), parent.width * 0.4))
        height: parent.height
        color: Theme.side
        readonly property int pad: Math.min(Theme.mm(10), width * 0.07)
        Rectangle {
            visible: Theme.highContrast
            anchors.right: parent.right
            width: Theme.hair
            height: parent.height
            color: Theme.line
        }
        SideTools {
            id: tools
            x: aside.pad
            width: parent.width - 2 * x
            anchors.bottom: parent.bottom
            anchors.bottomMargin: aside.pad
            onLanguageToggled: screen.languageToggled()
            onHelpRequested: screen.helpRequested()
        }
        ScrollArea {
            anchors.fill: parent
            anchors.margins: aside.pad
            anchors.bottomMargin: aside.pad + tools.height + Theme.mm(3)
            spacing: Theme.mm(4)
            Label {
                width: parent?.width ?? 0
                text: screen.snapshot.ticket ? qsTr("Phiếu %1").arg(screen.snapshot.ticket) : qsTr("Hồ sơ")
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
            }
            Label {
                width: parent?.width ?? 0
                color: Theme.inkSoft
                text: Theme.say(screen.snapshot.procedure)
            }
            Item { width: 1; height: Theme.mm(2) }
            Repeater {
                model: screen.snapshot.parts ?? []
                Item {
                    id: part
                    required property var modelData
                    required property int index
                    objectName: "part_" + index
                    width: parent?.width ?? 0
                    height: lines.implicitHeight + Theme.mm(3)
                    Icon {
                        id: mark
                        name: ({ sent: "check-circle", sending: "upload", kept: "content-save-check-outline", making: "progress-clock", made: "file-check-outline", refused: "alert-circle-outline" })[part.modelData.state] ?? "file-outline"
                        color: part.modelData.state === "sent" ? Theme.leaf : part.modelData.state === "refused" ? Theme.error : Theme.lake
                        size: Theme.body * 1.4
                        width: size
                    }
                    Column {
                        id: lines
                        x: mark.width + Theme.mm(3.5)
                        width: parent.width - x
                        spacing: Theme.mm(1)
                        Label {
                            width: parent.width
                            text: part.modelData.name ? Theme.say(part.modelData.name) : qsTr("Tờ khai điện tử")
                            font.weight: Font.DemiBold
                            lineHeight: 1.1
                        }
                        Label {
                            width: parent.width
                            font.pixelSize: Theme.small
                            color: part.modelData.state === "refused" ? Theme.error : Theme.inkSoft
                            lineHeight: 1.12
                            text: {
                                const pages = part.modelData.pages > 0 ? qsTr("%n trang · ", "", part.modelData.pages) : ""
                                switch (part.modelData.state) {
                                case "making": return pages + qsTr("đang đóng thành tệp")
                                case "made": return pages + qsTr("đã đóng thành tệp")
                                case "kept": return pages + qsTr("đã lưu, chờ gửi")
                                case "sending": return pages + qsTr("đang gửi")
                                case "sent": return pages + qsTr("thành phố đã nhận đủ")
                                case "refused": return pages + qsTr("thành phố chưa nhận, cán bộ sẽ xử lý")
                                }
                                return ""
                            }
                        }
                    }
                }
            }
        }
    }
    Item {
        anchors.left: aside.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: screen.width > Theme.mm(400) ? Theme.mm(12) : Theme.mm(6)

        ScrollArea {
            anchors.top: parent.top
            anchors.bottom: actions.top
            anchors.bottomMargin: Theme.gap
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.mm(5)

            Label {
                objectName: "title"
                width: parent?.width ?? 0
                font.pixelSize: Theme.question
                font.weight: Font.Bold
                lineHeight: 1.1
                text: screen.stage === "making" ? qsTr("Đang đóng hồ sơ…") : screen.stage === "coded" ? qsTr("Thành phố đã nhận hồ sơ") : screen.stage === "waiting" ? qsTr("Hồ sơ đã lưu an toàn ở đây") : qsTr("Đang gửi hồ sơ…")
            }
            Rectangle {
                visible: screen.code !== ""
                width: parent?.width ?? 0
                height: codeWords.implicitHeight + Theme.mm(12)
                radius: Theme.radius
                color: Theme.card
                border.color: Theme.line
                border.width: Theme.hair
                Column {
                    id: codeWords
                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.mm(8)
                    width: parent.width - 2 * x
                    spacing: Theme.mm(1.5)
                    Label {
                        width: parent.width
                        color: Theme.inkSoft
                        text: qsTr("Mã hồ sơ")
                    }
                    Label {
                        objectName: "city_code"
                        width: parent.width
                        text: screen.code
                        color: Theme.lacquer
                        font.pixelSize: Math.min(Theme.hero * 1.25, width / 12)
                        font.weight: Font.Bold
                        wrapMode: Text.WrapAnywhere
                        lineHeight: 1.05
                    }
                }
            }
            Banner {
                objectName: "safe_to_leave"
                width: parent?.width ?? 0
                visible: screen.safe
                kind: "done"
                text: screen.stage === "coded" ? qsTr("Thành phố đã nhận đủ từng tệp. Ông/bà có thể cất giấy tờ gốc.") : qsTr("Hồ sơ đã lưu an toàn ở máy này và sẽ tự gửi. Ông/bà có thể cất giấy tờ gốc và rời máy này, không phải đợi.")
            }
            Label {
                width: parent?.width ?? 0
                visible: screen.stage === "making"
                text: qsTr("Xin chờ vài giây.")
                font.pixelSize: Theme.lead
            }
            Label {
                objectName: "city_dark"
                width: parent?.width ?? 0
                visible: screen.stage === "waiting"
                font.pixelSize: Theme.lead
                text: qsTr("Hệ thống của thành phố chưa trả lời nên chưa có mã hồ sơ. Phiếu tạm chưa có mã; khi tới quầy, cán bộ sẽ cho ông/bà biết mã.")
            }
            Banner {
                objectName: "slip_state"
                width: parent?.width ?? 0
                visible: screen.slip !== ""
                kind: screen.slipFailed ? "error" : screen.slip === "printed" ? "done" : "info"
                iconName: screen.slipFailed ? "printer-alert" : screen.slip === "printed" ? "printer-check" : "printer"
                text: screen.slipText()
                detail: !screen.slipFailed ? "" : screen.slip === "unsure" ? qsTr("Nếu chưa thấy phiếu, xin in lại. Hồ sơ không bị ảnh hưởng.") : screen.code !== "" ? qsTr("Xin ghi lại mã hồ sơ ở trên, hoặc in lại. Hồ sơ không bị ảnh hưởng.") : qsTr("Xin in lại, hoặc hỏi nhân viên. Hồ sơ không bị ảnh hưởng.")
                actionText: screen.slipFailed ? qsTr("In lại") : ""
                actionName: "print_again"
                onActed: screen.slipAgainRequested()
            }
            Label {
                width: parent?.width ?? 0
                visible: screen.safe && (screen.snapshot.ticket ?? "") !== ""
                font.pixelSize: Theme.lead
                text: qsTr("Số thứ tự %1 vẫn giữ nguyên. Xin ra khu chờ và nghe gọi số.").arg(screen.snapshot.ticket ?? "")
            }
        }
        PrimaryButton {
            id: actions
            objectName: "finish"
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: Math.min(parent.width, Math.max(implicitWidth, Theme.mm(110)))
            enabled: screen.safe
            iconName: "check"
            text: qsTr("Xong")
            onClicked: screen.visitFinished()
        }
    }
}
