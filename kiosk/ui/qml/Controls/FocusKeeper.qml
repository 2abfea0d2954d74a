import QtQuick
import QtQuick.Window

// Whoever covers the screen for a while takes the focus, and gives it back to where it was.
Item {
    id: keeper

    property Item before: null
    readonly property Item focused: Window.activeFocusItem as Item

    /** Remember who has the focus now; ask before anything is covered, for what is disabled loses it. */
    function remember(): void {
        before = focused
    }
    /** Give it back, if whoever had it can still be seen. */
    function giveBack(): void {
        if (before && before.visible && before.enabled)
            before.forceActiveFocus()
        before = null
    }
}
