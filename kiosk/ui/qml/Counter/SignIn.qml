import Controls

// A clerk opens the counter.
StaffSignIn {
    heading: qsTr("Quầy %1").arg(snapshot.counter ?? "")
    verb: qsTr("Mở quầy")
}
