// Signals to those outside.
// expect: a process of the host | done,EPERM | ESRCH,EPERM
// expect: process 1 | root done | EPERM
// expect: parent | root done | EPERM
// expect: all | * | *
// expect: alive | done | done
#include "probe.h"
PROBE {
  UNUSED;
  came("a process of the host", kill(OUTSIDER, 0));
  came("process 1", kill(1, 0));
  came("parent", kill(getppid(), 0));
  signal(SIGTERM, SIG_IGN);
  if (INSIDE) came("all", kill(-1, SIGTERM));
  came("alive", 0);
}
