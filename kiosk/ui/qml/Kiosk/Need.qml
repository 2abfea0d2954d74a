pragma ComponentBehavior: Bound
import QtQuick
import Controls
import Theme

// What do you need: by what happened in life, by a word, or from the whole list.
Page {
    id: need

    readonly property var found: snapshot.procedures ?? []
    readonly property bool listing: snapshot.listing ?? false
    signal eventChosen(string id)
    signal searched(string words)
    signal allRequested
    signal procedureChosen(string code)

    dropBar: low && search.writing
    // Coming here anew, the line must not still hold the words of before.
    onSnapshotChanged: if ((snapshot.query ?? "") === "" && !search.writing) search.text = ""
    bodySpacing: Theme.mm(3.5)

    Heading {
        visible: !(need.low && search.writing)
        text: qsTr("Ông/bà cần làm thủ tục gì?")
    }
    Field {
        id: search
        fieldName: "search"
        width: parent?.width ?? 0
        iconName: "magnify"
        placeholder: qsTr("Tìm thủ tục")
        onEdited: value => need.searched(value)
    }
    Grid {
        id: tiles
        visible: !need.listing
        width: parent?.width ?? 0
        // As many as leave room for the words of a tile.
        columns: Math.max(1, Math.min(3, Math.floor((width + spacing) / (Theme.mm(85) * (0.5 + Theme.textScale / 2)))))
        spacing: Theme.mm(3.5)
        readonly property real tallest: {
            let most = Theme.mm(30)
            for (let at = 0; at < events.count; at++)
                most = Math.max(most, events.itemAt(at)?.implicitHeight ?? 0)
            return most
        }
        Repeater {
            id: events
            model: need.snapshot.life_events ?? []
            Door {
                required property var modelData
                objectName: "event_" + modelData.id
                width: Math.floor((tiles.width - (tiles.columns - 1) * tiles.spacing) / tiles.columns)
                height: tiles.tallest
                chevron: false
                iconName: modelData.icon
                title: Theme.say(modelData.name)
                onClicked: need.eventChosen(modelData.id)
            }
        }
    }
    Label {
        visible: need.listing
        width: parent?.width ?? 0
        color: Theme.inkSoft
        text: need.found.length === 0 ? qsTr("Không thấy thủ tục nào khớp. Xin thử từ khác, hoặc xem cả danh sách.") : need.snapshot.all ? qsTr("Các thủ tục khai được ở máy này:") : qsTr("Các thủ tục phù hợp:")
    }
    Repeater {
        model: need.listing ? need.found : []
        Door {
            required property var modelData
            objectName: "procedure_" + modelData.code
            width: parent?.width ?? 0
            iconName: "file-document-outline"
            title: Theme.say(modelData.name)
            detail: Theme.say(modelData.detail)
            onClicked: need.procedureChosen(modelData.code)
        }
    }
    SecondaryButton {
        objectName: "all_procedures"
        visible: !(need.listing && (need.snapshot.all ?? false))
        width: parent?.width ?? 0
        text: qsTr("Xem cả danh sách")
        iconName: "format-list-bulleted"
        onClicked: {
            search.text = ""
            need.allRequested()
        }
    }
    footer: ActionRow {
        width: parent?.width ?? 0
        onBackRequested: need.backRequested()
    }
}
