pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// The form is finished: what is true of it now, and what comes next.
Page {
    id: done

    readonly property string keeping: snapshot.keeping ?? "saving"
    readonly property bool kept: keeping === "kept"
    signal retryRequested
    signal finished

    title: Theme.say(snapshot.procedure)
    bodySpacing: low ? Theme.mm(4) : Theme.mm(7)

    Icon {
        name: done.kept ? "check-circle" : done.keeping === "saving" ? "timer-sand" : "cloud-off-outline"
        size: Theme.mm(done.low ? 18 : 30)
        color: done.kept ? Theme.leaf : Theme.lacquer
    }
    Heading {
        objectName: "done_title"
        text: done.kept ? qsTr("Tờ khai đã xong và đã lưu") : done.keeping === "saving" ? qsTr("Đang lưu tờ khai…") : done.keeping === "overtaken" ? qsTr("Tờ khai không lưu được từ máy này") : qsTr("Tờ khai đã xong nhưng chưa lưu được")
    }
    Label {
        visible: text !== ""
        width: parent?.width ?? 0
        font.pixelSize: Theme.lead
        text: done.kept ? qsTr("Chưa gửi đi: cần quét giấy tờ rồi mới gửi hồ sơ.") : done.keeping === "waiting" ? qsTr("Máy chủ chưa trả lời. Xin đừng rời máy: máy đang tự gửi lại. Nếu phải đi ngay, các trang đã lưu trước đó vẫn mở lại được bằng phiếu.") : done.keeping === "overtaken" ? qsTr("Phiếu đã được mở ở máy khác. Xin kết thúc ở đây rồi quét lại phiếu để làm tiếp từ bản đã lưu.") : ""
    }
    Fact {
        visible: done.kept
        iconName: "scanner"
        title: qsTr("Mang phiếu %1 đến trạm số hóa").arg(done.snapshot.label ?? "")
        detail: qsTr("Quét mã trên phiếu, rồi quét các giấy tờ dưới đây.")
    }
    Repeater {
        model: done.kept ? (done.snapshot.documents ?? []) : []
        Fact {
            required property var modelData
            iconName: modelData.how === "scan" ? "file-document-outline" : "card-account-details-outline"
            title: Theme.say(modelData.name)
            detail: modelData.how === "scan" ? (modelData.have ? qsTr("Sẽ quét · ông/bà đã có") : qsTr("Sẽ quét")) : qsTr("Chỉ cần xuất trình")
        }
    }
    Fact {
        visible: done.kept
        iconName: "qrcode"
        title: qsTr("Giữ phiếu cẩn thận")
        detail: qsTr("Mã trên phiếu mở tờ khai của ông/bà. Mất phiếu thì phải khai lại.")
    }
    footer: [
        PrimaryButton {
            objectName: "retry"
            visible: done.keeping === "waiting"
            width: parent?.width ?? 0
            text: qsTr("Gửi lại ngay")
            iconName: "refresh"
            onClicked: done.retryRequested()
        },
        PrimaryButton {
            objectName: "finish"
            visible: done.keeping !== "waiting"
            enabled: done.keeping !== "saving"
            width: parent?.width ?? 0
            text: qsTr("Kết thúc")
            onClicked: done.finished()
        },
        SecondaryButton {
            objectName: "leave"
            visible: done.keeping === "waiting"
            width: parent?.width ?? 0
            text: qsTr("Kết thúc, không đợi")
            onClicked: done.finished()
        },
        Label {
            visible: done.secondsLeft > 0
            width: parent?.width ?? 0
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSoft
            font.pixelSize: Theme.small
            text: qsTr("Màn hình tự đóng sau %1 giây").arg(done.secondsLeft)
        }
    ]
}
