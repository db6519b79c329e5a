// Rest arguments are file names...
// Existing files are kept.
// the remaining lines are read later
let a = 1
