import AppCore
import Kit

runApp("Keeps notes on a page of this machine's own", usage: "") { _ in
  try serve(Notes(), savedIn: "notes.json")
}
