// Leaves a mark: where nothing can confine, there must be none.
// expect: mark | done | done
// ending: exited 0
#include "probe.h"
PROBE {
  UNUSED;
  came("mark", open(below(DATA, "mark"), O_WRONLY | O_CREAT, 0600));
}
