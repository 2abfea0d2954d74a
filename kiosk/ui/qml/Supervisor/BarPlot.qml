pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Bars side by side over a quiet grid, a key where there is more than one colour. Told apart without colour too.
Item {
    id: plot

    property string title
    property string unit
    property var names: ({})             // series code -> words
    property var labels: []
    property var series: []              // [{name, values, main}]; null is a gap
    readonly property real most: Math.max(0, ...series.map(one => Math.max(0, ...one.values.map(value => value ?? 0))))
    readonly property real step: gridStep(most)
    readonly property real ceiling: step * Math.max(1, Math.ceil(most / step - 0.000001))
    readonly property int lines: Math.round(ceiling / step)
    readonly property real place: labels.length > 0 ? field.width / labels.length : field.width
    readonly property real bar: Math.min(Theme.mm(11), place * 0.72 / Math.max(1, series.length))
    readonly property int every: Math.max(1, Math.ceil((widest.advanceWidth + Theme.mm(2)) / Math.max(1, place)))

    /** A round distance between lines, five of them at most. */
    function gridStep(highest: real): real {
        if (highest <= 0)
            return 1
        const rough = highest / (height < Theme.mm(70) ? 3 : 5)
        const scale = Math.pow(10, Math.floor(Math.log(rough) / Math.LN10))
        return Math.max(1, [1, 2, 2.5, 5, 10].find(step => step * scale >= rough - 0.000001) * scale)
    }

    Accessible.role: Accessible.Chart
    Accessible.name: title

    TextMetrics {
        id: widest
        font.family: Theme.family
        font.pixelSize: Theme.small
        text: plot.labels.reduce((longest, label) => label.length > longest.length ? label : longest, "")
    }
    Label {
        id: head
        width: parent.width
        text: plot.title
        font.weight: Font.DemiBold
        lineHeight: 1.12
    }
    Label {
        id: under
        anchors.top: head.bottom
        width: parent.width
        text: plot.unit
        color: Theme.inkSoft
        font.pixelSize: Theme.small
        lineHeight: 1.1
    }
    Item {
        id: field
        x: Theme.mm(11) * Math.min(1.6, Theme.textScale)
        width: parent.width - x
        anchors.top: under.bottom
        anchors.topMargin: Theme.mm(3)
        anchors.bottom: parent.bottom
        // room for the key even where there is none: plots side by side stand on one line
        anchors.bottomMargin: Theme.small * 1.35 + widest.height * 1.15 + Theme.mm(1.5)

        Repeater {
            model: plot.lines + 1
            Item {
                id: mark
                required property int index
                y: field.height * (1 - index / plot.lines)
                width: field.width
                Rectangle {
                    width: parent.width
                    height: Theme.hair
                    color: mark.index === 0 ? Theme.edge : Theme.line
                    opacity: mark.index === 0 || !Theme.highContrast ? 1 : 0.35
                }
                Label {
                    x: -width - Theme.mm(2)
                    y: -height / 2
                    text: mark.index * plot.step
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
        Repeater {
            model: plot.labels
            Item {
                id: group
                required property int index
                required property string modelData
                x: plot.place * index
                width: plot.place
                height: field.height
                Repeater {
                    model: plot.series
                    Rectangle {
                        id: block
                        required property int index
                        required property var modelData
                        readonly property var value: modelData.values[group.index]
                        visible: value !== null && value !== undefined && value > 0
                        x: (group.width - plot.series.length * plot.bar) / 2 + index * plot.bar + Theme.hair / 2
                        width: Math.max(1, plot.bar - Theme.hair)
                        height: field.height * (value ?? 0) / plot.ceiling
                        y: field.height - height
                        color: modelData.main ? Theme.lake : Theme.keyQuiet
                        border.color: modelData.main ? Theme.lake : Theme.edge
                        border.width: Theme.hair
                    }
                }
                Label {
                    visible: group.index % plot.every === 0
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: parent.height + Theme.mm(0.8)
                    text: group.modelData
                    font.pixelSize: Theme.small
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
    Row {
        id: key
        visible: plot.series.length > 1
        x: field.x
        anchors.bottom: parent.bottom
        spacing: Theme.mm(5)
        Repeater {
            model: plot.series
            Row {
                id: entry
                required property var modelData
                spacing: Theme.mm(1.6)
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.mm(3.4)
                    height: width
                    color: entry.modelData.main ? Theme.lake : Theme.keyQuiet
                    border.color: entry.modelData.main ? Theme.lake : Theme.edge
                    border.width: Theme.hair
                }
                Label {
                    text: plot.names[entry.modelData.name] ?? entry.modelData.name
                    font.pixelSize: Theme.small
                    lineHeight: 1.1
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
