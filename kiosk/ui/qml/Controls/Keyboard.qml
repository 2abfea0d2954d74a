pragma ComponentBehavior: Bound
import QtQuick
import Theme

// The keyboard on the glass. It knows no Vietnamese: keys go to the composer, words come back to choose from.
Rectangle {
    id: board

    property string kind: ""             // "vietnamese", "latin", "digits"; empty: put away
    property bool capitals: false        // the line wants a capital next
    property var candidates: []
    property string method: "Telex"
    property bool flat: false            // little height: digits in two rows
    property string page: "letters"
    property bool shift: false
    readonly property bool upper: capitals || shift
    readonly property bool digits: kind === "digits"
    readonly property real step: Theme.mm(1.5)
    readonly property real inner: width - 2 * Theme.mm(6)
    signal keyPressed(string key)
    signal candidateChosen(int index)

    function strike(code: string): void {
        if (code === "shift") {
            shift = !shift
        } else if (code.startsWith("page:")) {
            page = code.slice(5)
        } else {
            keyPressed(upper && code.length === 1 ? code.toUpperCase() : code)
            if (code.length === 1)
                shift = false
        }
    }

    visible: kind !== ""
    height: visible ? rows.implicitHeight + Theme.mm(digits && flat ? 4 : 6) : 0
    color: Theme.keyGround
    onKindChanged: {
        page = "letters"
        shift = false
    }

    // Touches between the keys must not reach the page below.
    MouseArea { anchors.fill: parent }
    Rectangle {
        width: parent.width
        height: Theme.hair
        color: Theme.line
    }

    component Line: Row {
        id: line
        property var keys: []            // [code, label] or [code, label, width in keys, quiet, icon, name]
        property real units: 10
        property real indent: 0
        spacing: board.step
        x: indent
        Repeater {
            model: line.keys
            Key {
                required property var modelData
                readonly property real unit: (board.inner - (line.units - 1) * board.step) / line.units
                readonly property real share: modelData[2] ?? 1
                code: modelData[0]
                name: modelData[5] ?? modelData[0]
                text: modelData[1]
                quiet: modelData[3] ?? false
                iconName: modelData[4] ?? ""
                width: unit * share + (share - 1) * board.step
                on: code === "shift" && board.upper
                onStruck: code => board.strike(code)
            }
        }
    }

    function plain(letters: string): var {
        return letters.split("").map(letter => [letter, upper ? letter.toUpperCase() : letter, 1, false, "", letter])
    }

    Column {
        id: rows
        spacing: board.step
        x: Theme.mm(6)
        y: Theme.mm(3)
        width: board.inner

        Row {
            visible: board.kind === "vietnamese"
            spacing: board.step
            height: Theme.target
            width: parent.width
            Repeater {
                model: 4
                Key {
                    required property int index
                    readonly property string word: board.candidates[index] ?? ""
                    name: "candidate_" + index
                    enabled: word !== ""
                    text: word
                    small: false
                    width: (board.inner - hint.width - 4 * board.step) / 4
                    opacity: enabled ? 1 : 0
                    onStruck: board.candidateChosen(index)
                }
            }
            Label {
                id: hint
                width: Theme.mm(34)
                height: parent.height
                verticalAlignment: Text.AlignVCenter
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Kiểu gõ: %1").arg(board.method)
                color: Theme.inkSoft
                font.pixelSize: Theme.mm(5)
            }
        }
        Line { visible: !board.digits && board.page === "letters"; keys: board.plain("qwertyuiop") }
        Line {
            visible: !board.digits && board.page === "letters"
            keys: board.plain("asdfghjkl")
            indent: (board.inner - 9 * board.step) / 20 + board.step / 2
        }
        Line {
            visible: !board.digits && board.page === "letters"
            keys: [["shift", "", 1.5, true, "apple-keyboard-shift"]].concat(board.plain("zxcvbnm"), [["backspace", "", 1.5, true, "backspace-outline"]])
        }
        Line { visible: !board.digits && board.page === "numbers"; keys: board.plain("1234567890") }
        Line {
            visible: !board.digits && board.page === "numbers"
            keys: [["-", "-", 1, false, "", "dash"], ["/", "/", 1, false, "", "slash"], [":", ":", 1, false, "", "colon"], [";", ";", 1, false, "", "semicolon"], ["(", "(", 1, false, "", "open"], [")", ")", 1, false, "", "close"], ["+", "+", 1, false, "", "plus"], ["&", "&", 1, false, "", "and"], ["#", "#", 1, false, "", "hash"], ["\"", "\"", 1, false, "", "quote"]]
        }
        Line {
            visible: !board.digits && board.page === "numbers"
            keys: [["page:letters", "abc", 1.5, true, "", "abc"], [".", ".", 1, false, "", "dot"], [",", ",", 1, false, "", "comma"], ["?", "?", 1, false, "", "ask"], ["!", "!", 1, false, "", "call"], ["'", "'", 1, false, "", "tick"], ["@", "@", 1, false, "", "at"], ["_", "_", 1, false, "", "under"], ["backspace", "", 1.5, true, "backspace-outline"]]
        }
        Line { visible: !board.digits && board.page === "marks"; units: 7; keys: board.plain("ăâđêôơư") }
        Line {
            visible: !board.digits && board.page === "marks"
            units: 5
            keys: [["s", qsTr("sắc"), 1, false, "", "sac"], ["f", qsTr("huyền"), 1, false, "", "huyen"], ["r", qsTr("hỏi"), 1, false, "", "hoi"], ["x", qsTr("ngã"), 1, false, "", "nga"], ["j", qsTr("nặng"), 1, false, "", "nang"]]
        }
        Line {
            visible: !board.digits && board.page === "marks"
            units: 4
            keys: [["page:letters", "abc", 1, true, "", "abc"], ["z", qsTr("bỏ dấu"), 2, false, "", "no_mark"], ["backspace", "", 1, true, "backspace-outline"]]
        }
        Line {
            visible: !board.digits
            keys: [board.page === "numbers" ? ["page:letters", "abc", 1.5, true, "", "abc_low"] : ["page:numbers", "123", 1.5, true, "", "123"], ["page:marks", "ă â đ", 1.5, true, "", "marks"], [" ", qsTr("dấu cách"), 5.5, false, "", "space"], ["done", qsTr("Xong"), 1.5, true, "", "done"]]
        }

        Line { visible: board.digits && board.flat; units: 7; keys: board.plain("12345").concat([["backspace", "", 2, true, "backspace-outline"]]) }
        Line { visible: board.digits && board.flat; units: 7; keys: board.plain("67890").concat([["done", qsTr("Xong"), 2, true, "", "done"]]) }
        Line { visible: board.digits && !board.flat; units: 3; keys: board.plain("123") }
        Line { visible: board.digits && !board.flat; units: 3; keys: board.plain("456") }
        Line { visible: board.digits && !board.flat; units: 3; keys: board.plain("789") }
        Line {
            visible: board.digits && !board.flat
            units: 3
            keys: [["done", qsTr("Xong"), 1, true, "", "done"], ["0", "0"], ["backspace", "", 1, true, "backspace-outline"]]
        }
    }
}
