pragma ComponentBehavior: Bound
import QtQuick
import Theme

// How far along: one bar a step, done ones in lacquer.
Row {
    id: progress

    property int steps: 1
    property int done: 0

    spacing: Theme.mm(1.5)
    height: Theme.bar
    Accessible.role: Accessible.ProgressBar
    Accessible.name: done + "/" + steps

    Repeater {
        model: progress.steps
        Rectangle {
            required property int index
            width: Math.max(1, (progress.width - (progress.steps - 1) * progress.spacing) / progress.steps)
            height: Theme.bar
            radius: height / 2
            color: index < progress.done ? Theme.lacquer : Theme.line
            opacity: Theme.highContrast && index >= progress.done ? 0.45 : 1
        }
    }
}
