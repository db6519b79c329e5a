import AppCore
import Kit

runApp("Serves a form and keeps what is sent in entries.json", usage: "") { _ in
  try serve(Entries(), savedIn: "entries.json")
}
