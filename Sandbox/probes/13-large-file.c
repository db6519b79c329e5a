// One file larger than a file may be.
// set: file=16
// expect: 40 MB | done | *
// ending: limit file size
#include "probe.h"
PROBE {
  UNUSED;
  static char block[1 << 20];
  int file = open(below(DATA, "large"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  long result = file;
  for (int i = 0; i < 40 && result >= 0; i++) result = write(file, block, sizeof block);
  came("40 MB", result);
  unlink(below(DATA, "large"));
}
