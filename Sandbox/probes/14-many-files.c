// Many files that are too much together.
// set: disk=16
// expect: 40 files of 1 MB | done | *
// ending: limit disk
#include "probe.h"
PROBE {
  UNUSED;
  static char block[1 << 20];
  char name[32];
  long result = 0;
  for (int i = 0; i < 40 && result >= 0; i++) {
    snprintf(name, sizeof name, "file-%d", i);
    int file = open(below(DATA, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    result = file < 0 ? -1 : write(file, block, sizeof block);
    close(file);
  }
  came("40 files of 1 MB", result);
  if (INSIDE) sleep(20);
  for (int i = 0; i < 40; i++) {
    snprintf(name, sizeof name, "file-%d", i);
    unlink(below(DATA, name));
  }
}
