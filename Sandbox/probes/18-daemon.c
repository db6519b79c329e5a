// Leaves a process of its own session behind, named by the mark.
// expect: daemon | done | done
// ending: exited 0
#include "probe.h"
PROBE {
  UNUSED;
  int up[2];
  if (pipe(up) != 0) return 1;
  if (fork() == 0) {
    setsid();
    signal(SIGHUP, SIG_IGN);
    if (fork() == 0) {
      for (int descriptor = 0; descriptor < 3; descriptor++) close(descriptor);
      if (write(up[1], "x", 1) == 1) execlp("sleep", "sleep", arguments[7], (char *)NULL);
      _exit(1);
    }
    _exit(0);
  }
  char byte;
  came("daemon", read(up[0], &byte, 1));
}
