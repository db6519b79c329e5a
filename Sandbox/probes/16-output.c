// Prints without end, on both streams.
// set: output=1
// expect: 8 MB | done | *
// ending: limit output
#include "probe.h"
PROBE {
  UNUSED;
  static char block[1 << 16];
  memset(block, 'y', sizeof block);
  block[sizeof block - 1] = '\n';
  long result = 0;
  for (int i = 0; i < 128 && result >= 0; i++) result = write(i % 2 ? 1 : 2, block, sizeof block);
  if (write(1, "\n", 1)) came("8 MB", result);
}
