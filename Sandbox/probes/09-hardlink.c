// A second name in the writable folder for a file that is not its own.
// expect: of the app's | done | EXDEV,EACCES
// expect: of the system's | * | EXDEV,EACCES
#include "probe.h"
PROBE {
  UNUSED;
  came("of the app's", link(below(APP, "kept"), below(DATA, "kept")));
  unlink(below(DATA, "kept"));
  came("of the system's", link("/usr/bin/id", below(DATA, "id")));
  unlink(below(DATA, "id"));
}
