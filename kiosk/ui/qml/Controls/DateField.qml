import QtQuick
import Theme

// A day as three numbers.
// value: "dd/mm/yyyy", "mm/yyyy" or "yyyy"; while it is incomplete, what is written so far with empty places.
FocusScope {
    id: field

    property string fieldName
    property string text
    property bool inferred: false
    property bool wrong: false
    readonly property string value: day.value === "" && month.value === "" ? year.value : day.value === "" ? month.value + "/" + year.value : day.value + "/" + month.value + "/" + year.value
    readonly property bool writing: day.writing || month.writing || year.writing
    signal edited(string value)

    function part(place: int): string {
        const parts = text.split("/")
        return parts[parts.length - 3 + place] ?? ""
    }
    function write(): void {
        day.write()
    }

    objectName: "date_" + fieldName
    implicitHeight: boxes.implicitHeight
    onValueChanged: edited(value)

    Row {
        id: boxes
        spacing: Theme.mm(3)

        Column {
            spacing: Theme.mm(1)
            Label { text: qsTr("Ngày"); font.pixelSize: Theme.small; color: Theme.inkSoft }
            Field {
                id: day
                fieldName: field.fieldName + "_day"
                focus: true
                width: Math.floor((field.width - 2 * boxes.spacing) * 0.28)
                text: field.part(0)
                inputKind: "digits"
                maximumLength: 2
                horizontalAlignment: TextInput.AlignHCenter
                inferred: field.inferred
                wrong: field.wrong
                onEdited: value => { if (writing && value.length === 2) month.write() }
            }
        }
        Column {
            spacing: Theme.mm(1)
            Label { text: qsTr("Tháng"); font.pixelSize: Theme.small; color: Theme.inkSoft }
            Field {
                id: month
                fieldName: field.fieldName + "_month"
                width: Math.floor((field.width - 2 * boxes.spacing) * 0.28)
                text: field.part(1)
                inputKind: "digits"
                maximumLength: 2
                horizontalAlignment: TextInput.AlignHCenter
                inferred: field.inferred
                wrong: field.wrong
                onEdited: value => { if (writing && value.length === 2) year.write() }
            }
        }
        Column {
            spacing: Theme.mm(1)
            Label { text: qsTr("Năm"); font.pixelSize: Theme.small; color: Theme.inkSoft }
            Field {
                id: year
                fieldName: field.fieldName + "_year"
                width: Math.floor(field.width) - day.width - month.width - 2 * Math.ceil(boxes.spacing) - 1
                text: field.part(2)
                inputKind: "digits"
                maximumLength: 4
                horizontalAlignment: TextInput.AlignHCenter
                inferred: field.inferred
                wrong: field.wrong
            }
        }
    }
}
