// Turns round for ever.
// set: cpu=1
// expect: started | done | done
// ending: limit processor time
#include "probe.h"
PROBE {
  UNUSED;
  came("started", 0);
  while (INSIDE) {
  }
}
