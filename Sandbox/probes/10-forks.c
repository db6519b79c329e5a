// More processes than there may be.
// set: processes=64
// expect: 100 processes | done | EAGAIN
// ending: exited 0
#include "probe.h"
PROBE {
  UNUSED;
  pid_t children[100], last = 0;
  int started = 0, error = 0;
  for (; started < 100 && last >= 0; started++) {
    last = fork();
    if (last < 0) error = errno;
    if (last == 0) {
      pause();
      _exit(0);
    }
    children[started] = last;
  }
  errno = error;
  came("100 processes", last);
  for (int i = 0; i < started; i++)
    if (children[i] > 0) kill(children[i], SIGKILL);
}
