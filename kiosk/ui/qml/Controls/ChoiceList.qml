pragma ComponentBehavior: Bound
import QtQuick
import Theme

// A short list of answers, all in view: options [{value, text, detail}]; two columns where words are short.
Grid {
    id: list

    property string fieldName
    property var options: []
    property string chosen
    property bool inferred: false
    property bool twoColumns: false
    signal picked(string value)

    columns: twoColumns && width > Theme.mm(150) && Theme.textScale < 1.5 ? 2 : 1
    columnSpacing: Theme.mm(3)
    rowSpacing: Theme.mm(2.5)

    Repeater {
        model: list.options
        ChoiceTile {
            required property var modelData
            objectName: (list.fieldName ? "option_" + list.fieldName + "_" : "option_") + modelData.value
            width: (list.width - (list.columns - 1) * list.columnSpacing) / list.columns
            text: Theme.say(modelData.text)
            detail: Theme.say(modelData.detail)
            chosen: list.chosen === modelData.value
            inferred: list.inferred
            onClicked: list.picked(modelData.value)
        }
    }
}
