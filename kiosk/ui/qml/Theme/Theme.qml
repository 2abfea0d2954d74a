pragma Singleton
import QtQuick

// Every colour, size and duration of every screen. No other file holds one.
// The stage writes the first block from devices.toml and from what the citizen chose; all else follows from it.
QtObject {
    id: theme

    // --- written by the stage -------------------------------------------------------------------------------------
    property real pixelsPerMm: 4.034   // of the panel's glass; 21.5" portrait 1080 x 1920
    property real textScale: 1         // 1, 1.5 or 2
    property bool highContrast: false
    property bool lowReach: false
    property bool still: false         // no motion
    property bool pointer: false       // keyboard and mouse at 60 cm: smaller type, smaller targets
    property string language: "vi"
    property string family: ""
    property string iconFamily: ""
    property var glyphs: ({})          // icon name -> character of the icon font

    // --- colours --------------------------------------------------------------------------------------------------
    readonly property color paper: highContrast ? "#000000" : "#FBF7F0"
    readonly property color card: highContrast ? "#000000" : "#FFFFFF"
    readonly property color side: highContrast ? "#000000" : "#F3EADD"
    readonly property color keyGround: highContrast ? "#000000" : "#EFE6D8"
    readonly property color keyQuiet: highContrast ? "#000000" : "#E4DACA"
    readonly property color line: highContrast ? "#FFFFFF" : "#DDD2C2"
    readonly property color edge: highContrast ? "#FFFFFF" : "#8A7B6E"   // border of what can be typed into or chosen
    readonly property color ink: highContrast ? "#FFFFFF" : "#1F1A17"
    readonly property color inkSoft: highContrast ? "#FFFFFF" : "#4A3F38"
    readonly property color lacquer: highContrast ? "#FFD400" : "#8C1C13"
    readonly property color lacquerPressed: highContrast ? "#FFE566" : "#6E140D"
    readonly property color lacquerWord: highContrast ? "#000000" : "#FFFFFF"
    readonly property color lake: highContrast ? "#FFD400" : "#124C74"
    readonly property color lakeWord: highContrast ? "#000000" : "#FFFFFF"
    readonly property color lakeWash: highContrast ? "#000000" : "#EAF1F6"
    readonly property color leaf: highContrast ? "#FFFFFF" : "#1B5E3B"
    readonly property color error: highContrast ? "#FFD400" : "#8C1C13"
    readonly property color errorWash: highContrast ? "#000000" : "#FBECE9"
    readonly property color inferred: highContrast ? "#000000" : "#FFF3CF"
    readonly property color inferredEdge: highContrast ? "#FFD400" : "#1F1A17"
    readonly property color pressed: highContrast ? "#333333" : "#EFE6D8"
    readonly property color scrim: highContrast ? "#CC000000" : "#991F1A17"
    readonly property color codePaper: "#FFFFFF"   // a code is read by a machine: always black on white
    readonly property color codeInk: "#000000"
    readonly property color clear: "transparent"

    // What is written on what; a test holds every pair to 7:1 in both themes.
    readonly property var pairs: [
        ["ink", "paper"], ["ink", "card"], ["ink", "side"], ["ink", "keyGround"], ["ink", "keyQuiet"], ["ink", "pressed"],
        ["ink", "inferred"], ["ink", "lakeWash"], ["ink", "errorWash"], ["inkSoft", "paper"], ["inkSoft", "card"],
        ["inkSoft", "side"], ["inkSoft", "keyGround"], ["inkSoft", "pressed"], ["inkSoft", "lakeWash"],
        ["lacquerWord", "lacquer"], ["lacquerWord", "lacquerPressed"], ["lakeWord", "lake"], ["lacquer", "paper"],
        ["lacquer", "card"], ["lacquer", "side"], ["lake", "paper"], ["lake", "card"], ["lake", "side"], ["lake", "lakeWash"],
        ["leaf", "paper"], ["leaf", "card"], ["error", "paper"], ["error", "card"], ["error", "errorWash"],
        ["codeInk", "codePaper"],
    ]

    // --- sizes, in pixels of this panel ---------------------------------------------------------------------------
    readonly property int gap: mm(4)
    readonly property int halfGap: mm(2)
    readonly property int hair: Math.max(1, mm(0.35))
    readonly property int bold: Math.max(2, mm(0.8))      // border of what is chosen, in focus or wrong
    readonly property int bar: mm(1.8)
    readonly property int radius: mm(3)
    readonly property int smallRadius: mm(1.6)
    readonly property int margin: mm(pointer ? 8 : 14)    // from the panel's edge
    readonly property int target: mm(pointer ? 11 : 20)   // the least of anything that is touched
    readonly property int tall: mm(pointer ? 14 : 25)     // the primary action
    readonly property int column: mm(210)                 // a line of text longer than this tires the eye

    // --- type, in pixels; capitals are 0.7 of these ---------------------------------------------------------------
    readonly property real _read: pointer ? 0.79 : 1
    // A heading is twice the body already: it grows half as fast, so that 200 % still leaves room for the answer.
    readonly property real _headScale: 1 + (textScale - 1) / 2
    readonly property int small: mm(5.2 * _read * textScale)
    readonly property int body: mm(6.4 * _read * textScale)
    readonly property int lead: mm(7.2 * _read * textScale)
    readonly property int button: mm(7.6 * _read * _headScale)
    readonly property int heading: mm(8.6 * _read * _headScale)
    readonly property int question: mm(11.6 * _read * _headScale)
    readonly property int hero: mm(13 * _read * _headScale)
    readonly property int entry: mm(10 * _read * _headScale)
    readonly property int key: mm(8)           // a keyboard's letters and a ticket's number fit their room and ignore the scale
    readonly property int keySmall: mm(5.4)
    readonly property int number: mm(62)
    readonly property real leading: 1.22

    // --- durations, in milliseconds -------------------------------------------------------------------------------
    readonly property int quick: still ? 0 : 90
    readonly property int glide: still ? 0 : 180

    // --- ways -----------------------------------------------------------------------------------------------------
    /** Millimetres on the glass to whole pixels. */
    function mm(length: real): int {
        return Math.round(length * pixelsPerMm)
    }

    /** The character of a Material Design icon; an unknown name shows a question mark in a circle, and fails a test. */
    function glyph(name: string): string {
        return glyphs[name] ?? glyphs["help-circle-outline"] ?? ""
    }

    /** A text of the configuration ({vi, en}) in the citizen's language. */
    function say(text: var): string {
        if (text === undefined || text === null)
            return ""
        if (typeof text === "string")
            return text
        return text[language] || text.vi || ""
    }
}
