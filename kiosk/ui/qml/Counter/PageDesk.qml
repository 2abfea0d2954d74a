pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// The pages of the dossier on the desk: one large, turned and enlarged by key or mouse.
Rectangle {
    id: desk

    property var dossier: ({})
    readonly property bool any: (dossier.page ?? 0) > 0
    readonly property real zoomed: dossier.zoom ?? 1
    signal documentChosen(int index)
    signal pageTurned(int by)
    signal zoomAsked(int by)

    color: Theme.keyGround
    radius: Theme.radius
    border.color: Theme.highContrast ? Theme.line : Theme.clear
    border.width: Theme.hair

    Flow {
        id: tabs
        x: Theme.mm(4)
        y: Theme.mm(4)
        width: parent.width - 2 * x
        spacing: Theme.mm(2)
        visible: (desk.dossier.documents ?? []).length > 1 && desk.height > Theme.mm(105) * Theme.textScale
        height: visible ? implicitHeight : 0
        Repeater {
            model: (desk.dossier.documents ?? []).length
            SecondaryButton {
                required property int index
                readonly property var paper: (desk.dossier.documents ?? [])[index] ?? ({})
                objectName: "document_" + index
                quiet: true
                wordSize: Theme.small
                lake: paper.chosen ?? false
                width: Math.min(implicitWidth, tabs.width)
                text: Theme.say(paper.name)
                onClicked: desk.documentChosen(index)
            }
        }
    }
    Flickable {
        id: view
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.mm(3)
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.mm(3)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.mm(4)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.name: place.text
        Keys.onPressed: event => {
            const step = ({ [Qt.Key_Left]: [-1, 0], [Qt.Key_Right]: [1, 0], [Qt.Key_Up]: [0, -1], [Qt.Key_Down]: [0, 1] })[event.key]
            if (step === undefined)
                return
            contentX = Math.max(0, Math.min(contentWidth - width, contentX + step[0] * width / 4))
            contentY = Math.max(0, Math.min(contentHeight - height, contentY + step[1] * height / 4))
            event.accepted = true
        }
        contentWidth: Math.max(width, width * desk.zoomed)
        contentHeight: Math.max(height, height * desk.zoomed)
        Image {
            objectName: "page_large"
            anchors.fill: parent
            source: desk.dossier.image ?? ""
            visible: source.toString() !== ""
            fillMode: Image.PreserveAspectFit
            cache: false
            smooth: true
            mipmap: true
            Accessible.role: Accessible.Graphic
            Accessible.name: place.text
        }
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.mm(16)
        visible: !desk.any || (desk.dossier.image ?? "") === ""
        spacing: Theme.mm(2)
        Icon {
            width: parent.width
            name: (desk.dossier.page_trouble ?? "") !== "" ? "file-alert-outline" : desk.any ? "progress-clock" : "file-hidden"
            size: Theme.mm(14)
            color: Theme.inkSoft
        }
        Label {
            objectName: "page_trouble"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: {
                switch (desk.dossier.page_trouble ?? "") {
                case "city_away": return qsTr("Thành phố chưa trả lời nên chưa mở được trang. Xin chọn lại giấy tờ sau ít giây.")
                case "refused": return qsTr("Thành phố chưa cho mở giấy tờ này.")
                case "unreadable": return qsTr("Tệp này không hiển thị được.")
                }
                return desk.any ? qsTr("Đang mở trang…") : qsTr("Chưa có trang nào được gửi.")
            }
        }
    }
    Rectangle {
        visible: view.activeFocus
        anchors.fill: view
        color: Theme.clear
        radius: Theme.smallRadius
        border.color: Theme.lake
        border.width: Theme.bold
    }
    Item {
        id: foot
        visible: desk.any
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(3)
        x: Theme.mm(4)
        width: parent.width - 2 * x
        height: visible ? Math.max(buttons.height, place.implicitHeight) + (stacked ? place.implicitHeight : 0) : 0
        readonly property bool stacked: buttons.width + place.implicitWidth + Theme.mm(4) > width
        Label {
            id: place
            objectName: "page_place"
            width: foot.stacked ? parent.width : parent.width - buttons.width - Theme.mm(4)
            y: foot.stacked ? 0 : (parent.height - implicitHeight) / 2
            text: {
                const tab = (desk.dossier.documents ?? []).find(document => document.chosen)
                return tab ? qsTr("%1 · trang %2 / %3").arg(Theme.say(tab.name)).arg(desk.dossier.page).arg(desk.dossier.pages) : ""
            }
            font.pixelSize: Theme.small
            lineHeight: 1.15
        }
        Row {
            id: buttons
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            spacing: Theme.mm(2)
            component Small: SecondaryButton {
                quiet: true
                width: Theme.mm(12)
                height: Theme.mm(11)
                leftPadding: 0
                rightPadding: 0
                iconColor: Theme.lake
            }
            Small { objectName: "page_back"; iconName: "chevron-left"; Accessible.name: qsTr("Trang trước"); onClicked: desk.pageTurned(-1) }
            Small { objectName: "page_forward"; iconName: "chevron-right"; Accessible.name: qsTr("Trang sau"); onClicked: desk.pageTurned(1) }
            Small { objectName: "zoom_out"; iconName: "magnify-minus-outline"; enabled: desk.zoomed > 1; Accessible.name: qsTr("Nhỏ lại"); onClicked: desk.zoomAsked(-1) }
            Small { objectName: "zoom_in"; iconName: "magnify-plus-outline"; enabled: desk.zoomed < 3; Accessible.name: qsTr("To ra"); onClicked: desk.zoomAsked(1) }
        }
    }
}
