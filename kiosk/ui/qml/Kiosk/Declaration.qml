pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// What only the citizen may say: I declare, I consent, and how the result shall come. Nothing here is preset.
Page {
    id: declaration

    readonly property var missing: snapshot.missing ?? []
    signal declared(bool yes)
    signal consented(bool yes)
    signal deliveryChosen(string id)
    signal nextRequested

    function lacks(what: string): bool {
        return missing.indexOf(what) >= 0
    }

    title: Theme.say(snapshot.procedure)
    steps: snapshot.pages ?? 0
    done: snapshot.pages ?? 0
    bodySpacing: Theme.mm(3.5)

    Heading { text: qsTr("Cam đoan và nhận kết quả") }
    Banner {
        objectName: "missing"
        visible: declaration.missing.length > 0
        width: parent?.width ?? 0
        kind: "error"
        text: qsTr("Còn mục ông/bà chưa chọn, máy không chọn thay được. Những gì đã khai vẫn được giữ.")
    }
    Label {
        width: parent?.width ?? 0
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
        color: declaration.lacks("declaration") ? Theme.error : Theme.ink
        text: Theme.say(declaration.snapshot.declaration?.title)
    }
    ChoiceTile {
        objectName: "declare"
        width: parent?.width ?? 0
        many: true
        chosen: declaration.snapshot.declared ?? false
        text: Theme.say(declaration.snapshot.declaration?.text)
        onClicked: declaration.declared(!chosen)
    }
    Label {
        width: parent?.width ?? 0
        topPadding: Theme.mm(3)
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
        color: declaration.lacks("consent") ? Theme.error : Theme.ink
        text: Theme.say(declaration.snapshot.consent?.title)
    }
    ChoiceTile {
        objectName: "consent"
        width: parent?.width ?? 0
        many: true
        chosen: declaration.snapshot.consented ?? false
        text: Theme.say(declaration.snapshot.consent?.text)
        onClicked: declaration.consented(!chosen)
    }
    Label {
        width: parent?.width ?? 0
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        text: qsTr("Nếu không đồng ý, xin dừng ở đây và đến quầy khi được gọi; cán bộ nhận hồ sơ giấy.")
    }
    Label {
        width: parent?.width ?? 0
        topPadding: Theme.mm(3)
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
        color: declaration.lacks("delivery") ? Theme.error : Theme.ink
        text: qsTr("Ông/bà muốn nhận kết quả thế nào?")
    }
    ChoiceList {
        fieldName: "delivery"
        width: parent?.width ?? 0
        options: declaration.snapshot.deliveries ?? []
        chosen: declaration.snapshot.delivery ?? ""
        onPicked: value => declaration.deliveryChosen(value)
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: declaration.snapshot.more ? qsTr("Tiếp tục") : qsTr("Xong tờ khai")
        onBackRequested: declaration.backRequested()
        onNextRequested: declaration.nextRequested()
    }
}
