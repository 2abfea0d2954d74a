import Controls

// A supervisor opens the desk: as a clerk opens a counter, only without one.
StaffSignIn {
    heading: qsTr("Bàn phụ trách")
    verb: qsTr("Vào bàn phụ trách")
}
