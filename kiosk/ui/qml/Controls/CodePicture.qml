import QtQuick
import Theme

// A code for a machine: black on white with its quiet margin, whatever the theme. rows: strings of 0 and 1.
Rectangle {
    id: picture

    property var rows: []
    readonly property int modules: rows.length
    readonly property int unit: Math.max(1, Math.floor(Math.min(width, height) / (modules + 8)))

    color: Theme.codePaper
    radius: Theme.smallRadius
    onRowsChanged: canvas.requestPaint()
    onUnitChanged: canvas.requestPaint()

    Canvas {
        id: canvas
        anchors.centerIn: parent
        width: picture.unit * picture.modules
        height: width
        onPaint: {
            const context = getContext("2d")
            context.clearRect(0, 0, width, height)
            context.fillStyle = Theme.codeInk
            for (let y = 0; y < picture.modules; y++)
                for (let x = 0; x < picture.modules; x++)
                    if (picture.rows[y][x] === "1")
                        context.fillRect(x * picture.unit, y * picture.unit, picture.unit, picture.unit)
        }
    }
}
