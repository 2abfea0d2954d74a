pragma ComponentBehavior: Bound
import QtQuick
import Theme
import Controls

// What a paper looks like, drawn: sheet or card, frame, heading, photograph, lines, stamp, signature.
// Nobody's paper: no word on it can be read.
Item {
    id: picture

    property string kind: "paper"
    property bool dim: false

    readonly property var shape: ({
        identity_card: { card: true, photo: true, stamp: false, frame: false, people: 1 },
        birth_certificate: { card: false, photo: false, stamp: true, frame: true, people: 1 },
        former_certificate: { card: false, photo: false, stamp: true, frame: true, people: 1 },
        family_paper: { card: false, photo: true, stamp: true, frame: true, people: 2 },
        death_certificate: { card: false, photo: false, stamp: true, frame: true, people: 1 },
        court_paper: { card: false, photo: false, stamp: true, frame: false, people: 1 },
        authorisation: { card: false, photo: false, stamp: true, frame: false, people: 2 },
        signed_form: { card: false, photo: false, stamp: false, frame: false, people: 1 },
        database: { card: true, photo: false, stamp: false, frame: false, people: 0, store: true },
    })[kind] ?? { card: false, photo: false, stamp: true, frame: false, people: 1 }
    readonly property bool store: shape.store ?? false
    readonly property real ratio: shape.card ? 1 / 1.586 : 1.414
    readonly property real sheetWidth: Math.min(width, height / ratio)
    readonly property real unit: sheetWidth / (shape.card ? 42 : 30)

    implicitWidth: Theme.mm(60)
    implicitHeight: implicitWidth * ratio
    Accessible.ignored: true

    Rectangle {
        id: sheet
        anchors.centerIn: parent
        width: picture.sheetWidth
        height: width * picture.ratio
        radius: picture.shape.card ? Theme.radius : Theme.hair
        color: Theme.card
        border.color: Theme.highContrast ? Theme.line : Theme.edge
        border.width: Theme.hair
        opacity: picture.dim ? 0.45 : 1

        Rectangle {
            visible: picture.shape.frame
            anchors.fill: parent
            anchors.margins: picture.unit * 1.4
            color: Theme.clear
            border.color: Theme.lacquer
            border.width: Math.max(Theme.hair, picture.unit * 0.28)
        }

        // A card: emblem, two heading bars, photograph at the left, lines at the right.
        Icon {
            visible: picture.store
            anchors.centerIn: parent
            name: "database-search-outline"
            size: parent.height * 0.6
            color: Theme.lake
        }
        Item {
            visible: picture.shape.card && !picture.store
            anchors.fill: parent
            Rectangle {
                x: picture.unit * 3
                y: picture.unit * 2.6
                width: picture.unit * 4.6
                height: width
                radius: width / 2
                color: Theme.lacquer
            }
            Repeater {
                model: [17, 23]
                Rectangle {
                    required property int modelData
                    required property int index
                    x: (sheet.width - width) / 2 + picture.unit * 2.5
                    y: picture.unit * (3 + index * 2.6)
                    width: picture.unit * modelData
                    height: picture.unit * (index === 0 ? 0.9 : 1.4)
                    color: index === 0 ? Theme.inkSoft : Theme.lacquer
                }
            }
            PersonMark {
                x: picture.unit * 3
                y: picture.unit * 10
                width: picture.unit * 10
                height: picture.unit * 13.4
            }
            Repeater {
                model: [22, 18, 24, 14, 21]
                Rectangle {
                    required property int modelData
                    required property int index
                    x: picture.unit * 15.5
                    y: picture.unit * (10.4 + index * 2.7)
                    width: picture.unit * modelData * 0.95
                    height: picture.unit * 0.9
                    color: Theme.edge
                    opacity: index === 0 ? 1 : 0.7
                }
            }
        }

        // A sheet: motto, title, lines, people, stamp and signature.
        Item {
            visible: !picture.shape.card
            anchors.fill: parent
            Repeater {
                model: [14, 9]
                Rectangle {
                    required property int modelData
                    required property int index
                    x: (sheet.width - width) / 2
                    y: picture.unit * (3.2 + index * 1.5)
                    width: picture.unit * modelData
                    height: picture.unit * 0.7
                    color: Theme.inkSoft
                }
            }
            Rectangle {
                x: (sheet.width - width) / 2
                y: picture.unit * 7.6
                width: picture.unit * 18
                height: picture.unit * 1.5
                color: picture.shape.frame ? Theme.lacquer : Theme.ink
            }
            Repeater {
                model: picture.shape.photo ? 2 : 0
                PersonMark {
                    required property int index
                    x: picture.unit * (6 + index * 11)
                    y: picture.unit * 11.2
                    width: picture.unit * 7
                    height: picture.unit * 8.6
                }
            }
            Repeater {
                model: picture.shape.photo ? [22, 19, 22, 15] : [22, 17, 22, 20, 22, 12, 22, 19]
                Rectangle {
                    required property int modelData
                    required property int index
                    x: picture.unit * 4
                    y: picture.unit * ((picture.shape.photo ? 22 : 12) + index * 2.1)
                    width: picture.unit * modelData
                    height: picture.unit * 0.62
                    color: Theme.edge
                    opacity: 0.75
                }
            }
            Rectangle {
                visible: picture.shape.stamp
                x: picture.unit * 17
                y: picture.unit * 31.4
                width: picture.unit * 7.4
                height: width
                radius: width / 2
                color: Theme.clear
                border.color: Theme.lacquer
                border.width: Math.max(1, picture.unit * 0.4)
            }
            Repeater {
                model: Math.max(1, picture.shape.people)
                Rectangle {
                    required property int index
                    x: picture.unit * (picture.shape.people > 1 && !picture.shape.photo ? 4.5 + index * 13 : 16)
                    y: picture.unit * 36
                    width: picture.unit * 8
                    height: picture.unit * 0.5
                    rotation: -8
                    color: Theme.lake
                    visible: picture.shape.people < 2 || !picture.shape.photo || index === 0
                }
            }
        }
    }

    component PersonMark: Rectangle {
        id: person
        color: Theme.side
        border.color: Theme.edge
        border.width: Theme.hair
        clip: true
        Rectangle {
            width: person.width * 0.4
            height: width
            radius: width / 2
            x: (person.width - width) / 2
            y: person.height * 0.18
            color: Theme.inkSoft
        }
        Rectangle {
            width: person.width * 0.74
            height: width
            radius: width / 2
            x: (person.width - width) / 2
            y: person.height * 0.58
            color: Theme.inkSoft
        }
    }
}
