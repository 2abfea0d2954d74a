import QtQuick
import Theme

// Cards side by side, all as high as the highest.
Grid {
    id: grid

    property alias model: cards.model
    property alias card: cards.delegate
    readonly property int cell: Math.floor((width - (columns - 1) * columnSpacing) / columns)
    readonly property real tallest: {
        let most = 0
        for (let index = 0; index < cards.count; index++)
            most = Math.max(most, cards.itemAt(index)?.implicitHeight ?? 0)
        return most
    }

    columns: Math.max(1, Math.floor((width + columnSpacing) / (Theme.mm(66) * Theme.textScale + columnSpacing)))
    columnSpacing: Theme.mm(3)
    rowSpacing: Theme.mm(3)

    Repeater { id: cards }
}
