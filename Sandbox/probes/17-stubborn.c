// Will not be ended: every signal is ignored, one child turns round for ever, another has stopped itself.
// set: seconds=1
// expect: signals ignored | done | done
// ending: timed out
#include "probe.h"
PROBE {
  UNUSED;
  for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
  came("signals ignored", 0);
  if (!INSIDE) return 0;
  if (fork() == 0) raise(SIGSTOP);
  for (;;) {
  }
}
