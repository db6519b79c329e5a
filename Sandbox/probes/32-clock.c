// The machine's clock, name and priorities.
// expect: clock | root done | EPERM
// expect: name | * | EPERM
// expect: higher priority | root done | EPERM,EACCES
// expect: real-time | root done | EPERM
// expect: more processes than allowed | * | EPERM
#include "probe.h"
#include <sched.h>
#include <sys/resource.h>
#include <sys/timex.h>
PROBE {
  UNUSED;
  struct timex nothing = {.modes = INSIDE ? ADJ_TICK : 0};
  came("clock", adjtimex(&nothing));
  if (INSIDE) came("name", sethostname("other", 5));
  errno = 0;
  came("higher priority", setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) - 1));
  struct sched_param first = {.sched_priority = 1};
  came("real-time", sched_setscheduler(0, SCHED_FIFO, &first));
  struct rlimit limit;
  getrlimit(RLIMIT_NPROC, &limit);
  limit.rlim_max = limit.rlim_max == RLIM_INFINITY ? limit.rlim_max : limit.rlim_max + 1;
  came("more processes than allowed", setrlimit(RLIMIT_NPROC, &limit));
}
