import QtQuick
import Theme
import Controls

// At every moment at the station: the other language, and somebody who helps.
Row {
    id: tools

    signal languageToggled
    signal helpRequested

    spacing: Theme.mm(3)

    ToolButton {
        id: language
        objectName: "language"
        width: Math.max(Math.floor((tools.width - tools.spacing) / 2), Theme.target)
        height: Math.max(implicitHeight, help.implicitHeight)
        iconName: "translate"
        text: Theme.language === "vi" ? "English" : "Tiếng Việt"
        onClicked: tools.languageToggled()
    }
    ToolButton {
        id: help
        objectName: "help"
        width: language.width
        height: language.height
        iconName: "hand-wave-outline"
        text: qsTr("Hỗ trợ")
        onClicked: tools.helpRequested()
    }
}
