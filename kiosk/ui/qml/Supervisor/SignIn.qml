import QtQuick
import Counter as CounterDesk

// A supervisor opens the desk: as a clerk opens a counter, only without one.
CounterDesk.SignIn {
    heading: qsTr("Bàn phụ trách")
    verb: qsTr("Vào bàn phụ trách")
}
