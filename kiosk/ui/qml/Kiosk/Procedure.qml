pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Controls
import Theme

// One procedure: what to bring (have it, or not), what it costs, how long it takes, and on what law it rests.
Page {
    id: procedure

    signal haveMarked(string document, bool have)
    signal started
    signal priorityAsked

    property bool lawShown: false
    onSnapshotChanged: lawShown = lawShown && snapshot.code !== undefined

    function way(how: string): string {
        switch (how) {
        case "scan":
            return qsTr("Sẽ quét ở trạm số hóa")
        case "present":
            return qsTr("Chỉ cần xuất trình")
        default:
            return qsTr("Cơ quan tự tra cứu, không cần mang")
        }
    }
    function money(amount: int): string {
        return amount === 0 ? qsTr("miễn phí") : qsTr("%1 đồng").arg(String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, "."))
    }

    bodySpacing: Theme.gap
    Heading { text: Theme.say(procedure.snapshot.name) }
    Label {
        visible: text !== "" && text !== Theme.say(procedure.snapshot.name)
        width: parent?.width ?? 0
        color: Theme.inkSoft
        text: Theme.say(procedure.snapshot.full_name)
    }
    Grid {
        id: facts
        width: parent?.width ?? 0
        columns: width > Theme.mm(200) && Theme.textScale < 1.5 ? 2 : 1
        spacing: Theme.gap
        Fact {
            width: (facts.width - (facts.columns - 1) * facts.spacing) / facts.columns
            iconName: "clock-outline"
            title: qsTr("Thời hạn")
            detail: Theme.say(procedure.snapshot.time)
        }
        Fact {
            width: (facts.width - (facts.columns - 1) * facts.spacing) / facts.columns
            iconName: "cash"
            title: (procedure.snapshot.fee ?? null) === null ? qsTr("Lệ phí") : qsTr("Lệ phí: %1").arg(procedure.money(procedure.snapshot.fee))
            detail: Theme.say(procedure.snapshot.fee_text)
        }
    }
    PriorityBanner {
        width: parent?.width ?? 0
        priority: procedure.snapshot.priority
        onActed: procedure.priorityAsked()
    }
    PriorityButton {
        width: parent?.width ?? 0
        priority: procedure.snapshot.priority
        onClicked: procedure.priorityAsked()
    }
    Label {
        topPadding: Theme.mm(2)
        width: parent?.width ?? 0
        font.pixelSize: Theme.heading
        font.weight: Font.Bold
        text: qsTr("Giấy tờ cần có")
    }
    Label {
        width: parent?.width ?? 0
        color: Theme.inkSoft
        text: qsTr("Chạm vào giấy tờ ông/bà có sẵn. Thiếu giấy tờ vẫn kê khai được.")
    }
    Repeater {
        model: procedure.snapshot.documents ?? []
        Paper {
            required property var modelData
            objectName: "have_" + modelData.id
            width: parent?.width ?? 0
            name: Theme.say(modelData.name)
            way: procedure.way(modelData.how)
            hint: modelData.sometimes ? qsTr("Chỉ cần trong một số trường hợp. %1").arg(Theme.say(modelData.hint)) : Theme.say(modelData.hint)
            markable: modelData.how !== "look_up"
            have: modelData.have
            onMarked: have => procedure.haveMarked(modelData.id, have)
        }
    }
    LinkButton {
        objectName: "law"
        width: parent?.width ?? 0
        iconName: procedure.lawShown ? "chevron-up" : "scale-balance"
        text: procedure.lawShown ? qsTr("Ẩn căn cứ pháp lý") : qsTr("Căn cứ pháp lý")
        onClicked: procedure.lawShown = !procedure.lawShown
    }
    Repeater {
        model: procedure.lawShown ? (procedure.snapshot.law ?? []) : []
        Label {
            required property var modelData
            width: parent?.width ?? 0
            color: Theme.inkSoft
            text: "· " + Theme.say(modelData)
        }
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        nextText: procedure.snapshot.has_number ? qsTr("Kê khai") : qsTr("Lấy số và kê khai")
        nextName: "start"
        onBackRequested: procedure.backRequested()
        onNextRequested: procedure.started()
    }

    component Paper: T.AbstractButton {
        id: paper
        property string name
        property string way
        property string hint
        property bool markable: true
        property bool have: false
        signal marked(bool have)

        implicitHeight: Math.max(Theme.target, lines.implicitHeight + Theme.mm(7))
        enabled: markable
        focusPolicy: Qt.TabFocus
        Accessible.role: Accessible.CheckBox
        Accessible.name: name
        Accessible.checked: have
        onClicked: {
            have = !have
            marked(have)
        }
        background: Plate {
            color: paper.down ? Theme.pressed : Theme.card
            edge: paper.have ? Theme.leaf : Theme.line
            edgeWidth: paper.have ? Theme.bold : Theme.hair
            ring: paper.visualFocus
        }
        contentItem: Item {
            Icon {
                id: box
                x: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                name: !paper.markable ? "database-search-outline" : paper.have ? "checkbox-marked" : "checkbox-blank-outline"
                color: paper.have ? Theme.leaf : Theme.inkSoft
                size: Theme.mm(9)
            }
            Column {
                id: lines
                x: box.x + box.width + Theme.mm(4)
                width: parent.width - x - Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.mm(0.5)
                Label {
                    text: paper.name
                    width: parent.width
                    font.weight: Font.DemiBold
                    lineHeight: 1.12
                    Accessible.ignored: true
                }
                Label {
                    text: paper.way
                    width: parent.width
                    color: Theme.lake
                    font.pixelSize: Theme.small
                    lineHeight: 1.12
                    Accessible.ignored: true
                }
                Label {
                    visible: text !== ""
                    text: paper.hint
                    width: parent.width
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1.12
                    Accessible.ignored: true
                }
            }
        }
    }
}
