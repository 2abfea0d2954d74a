pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// Today so far: figures, and plots of waiting, of forecast against actual, and of those who did not come.
ScrollArea {
    id: view

    property var desk: ({})
    readonly property var day: desk.figures ?? null
    readonly property var names: ({ mean: qsTr("Trung bình"), p90: qsTr("9/10 người chờ tới"), told: qsTr("Dự báo"), waited: qsTr("Thực tế"), absent: qsTr("Vắng mặt") })

    function title(name: string): string {
        switch (name) {
        case "wait": return qsTr("Thời gian chờ theo giờ lấy số")
        case "told_line": return qsTr("Dự báo và thực tế, theo nhóm")
        case "told_counter": return qsTr("Dự báo và thực tế, theo quầy")
        case "absent": return qsTr("Vắng khi gọi, theo giờ lấy số")
        }
        return ""
    }
    function minutes(words: string): string {
        return words === "" ? "–" : qsTr("%1 phút").arg(words)
    }

    spacing: Theme.mm(5)

    Grid {
        id: figures
        visible: view.day !== null
        width: parent?.width ?? 0
        columns: Math.max(2, Math.min(view.day?.promised > 0 || view.day?.moved > 0 ? 5 : 4, Math.floor(width / (Theme.mm(48) * Theme.textScale))))
        columnSpacing: Theme.mm(4)
        rowSpacing: Theme.mm(4)
        Repeater {
            model: view.day === null ? [] : [
                { name: "issued", word: qsTr("Lấy số"), value: view.day.issued },
                { name: "served", word: qsTr("Đã phục vụ"), value: view.day.served },
                { name: "absent", word: qsTr("Vắng khi gọi"), value: view.day.absent },
                { name: "left", word: qsTr("Tự rời hàng"), value: view.day.left },
                { name: "mean", word: qsTr("Chờ trung bình"), value: view.minutes(view.day.mean) },
                { name: "p90", word: qsTr("9/10 người chờ tới"), value: view.minutes(view.day.p90) },
                { name: "error", word: qsTr("Dự báo lệch"), value: view.minutes(view.day.error) },
                { name: "within", word: qsTr("Trong khoảng đã báo"), value: view.day.within === "" ? "–" : view.day.within },
            ].concat(view.day.promised > 0 ? [{ name: "kept", word: qsTr("Đúng hẹn"), value: view.day.kept + " / " + view.day.promised }] : [])
             .concat(view.day.moved > 0 ? [{ name: "moved", word: qsTr("Lượt chuyển"), value: view.day.moved }] : [])
            Column {
                id: figure
                required property var modelData
                width: (figures.width - (figures.columns - 1) * figures.columnSpacing) / figures.columns
                Label {
                    width: parent.width
                    text: figure.modelData.word
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                    lineHeight: 1.15
                }
                Label {
                    objectName: "figure_" + figure.modelData.name
                    width: parent.width
                    text: figure.modelData.value
                    font.pixelSize: Theme.heading
                    font.weight: Font.Bold
                    lineHeight: 1.12
                }
            }
        }
    }
    Label {
        objectName: "no_data"
        visible: (view.desk.plots ?? []).length === 0
        width: parent?.width ?? 0
        text: view.day === null ? qsTr("Đang đếm số liệu hôm nay…") : qsTr("Hôm nay chưa có ai lấy số. Biểu đồ hiện ra khi có số đầu tiên.")
        color: Theme.inkSoft
        font.pixelSize: Theme.lead
    }
    Grid {
        id: plots
        width: parent?.width ?? 0
        columns: width > Theme.mm(150) * Theme.textScale ? 2 : 1
        columnSpacing: Theme.mm(8)
        rowSpacing: Theme.mm(8)
        Repeater {
            model: view.desk.plots ?? []
            BarPlot {
                required property var modelData
                objectName: "plot_" + modelData.name
                width: (plots.width - (plots.columns - 1) * plots.columnSpacing) / plots.columns
                height: Theme.mm(56) + Theme.body * 4
                title: view.title(modelData.name)
                unit: modelData.name === "absent" ? qsTr("số") : qsTr("phút")
                names: view.names
                labels: modelData.labels
                series: modelData.series
            }
        }
    }
    Item { width: 1; height: Theme.mm(4) }
}
