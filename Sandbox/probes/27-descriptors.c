// Descriptors that were left open. The control run is given 9.
// expect: 9 | done | EBADF
// expect: any but the streams | done | ENOENT
#include "probe.h"
PROBE {
  UNUSED;
  came("9", fcntl(9, F_GETFD));
  int others = 0;
  for (int descriptor = 3; descriptor < 1024; descriptor++) others += fcntl(descriptor, F_GETFD) >= 0;
  errno = ENOENT;
  came("any but the streams", others > 0 ? 0 : -1);
}
