pragma ComponentBehavior: Bound
import QtQuick
import Theme

// A code for a machine: black on white with its quiet margin, whatever the theme. rows: strings of 0 and 1.
Rectangle {
    id: picture

    property var rows: []
    readonly property int modules: rows.length
    readonly property int unit: Math.max(1, Math.floor(Math.min(width, height) / (modules + 8)))
    readonly property var runs: black(rows)

    /** Every run of black modules as [x, y, length]. */
    function black(rows: var): var {
        const found = []
        for (let y = 0; y < rows.length; y++) {
            const ones = /1+/g
            for (let run = ones.exec(rows[y]); run !== null; run = ones.exec(rows[y]))
                found.push([run.index, y, run[0].length])
        }
        return found
    }

    color: Theme.codePaper
    radius: Theme.smallRadius

    Item {
        anchors.centerIn: parent
        width: picture.unit * picture.modules
        height: width
        Repeater {
            model: picture.runs
            Rectangle {
                required property var modelData
                x: modelData[0] * picture.unit
                y: modelData[1] * picture.unit
                width: modelData[2] * picture.unit
                height: picture.unit
                color: Theme.codeInk
            }
        }
    }
}
