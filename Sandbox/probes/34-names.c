// Many files with names that break lists and terminals.
// set: files=500
// expect: 2000 files | done | *
// ending: limit files
#include "probe.h"
PROBE {
  UNUSED;
  char name[64];
  long result = 0;
  for (int i = 0; i < 2000 && result >= 0; i++) {
    snprintf(name, sizeof name, "new\nline\033[2J\377 -rf %d", i);
    int file = open(below(DATA, name), O_WRONLY | O_CREAT, 0600);
    result = file;
    close(file);
  }
  came("2000 files", result);
  if (INSIDE) sleep(20);
  for (int i = 0; i < 2000; i++) {
    snprintf(name, sizeof name, "new\nline\033[2J\377 -rf %d", i);
    unlink(below(DATA, name));
  }
}
