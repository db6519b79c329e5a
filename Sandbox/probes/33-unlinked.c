// Fills the disk with a file that nobody can find, behind a folder that nobody can enter.
// set: disk=16
// expect: 40 MB unlinked | done | *
// ending: limit disk
#include "probe.h"
PROBE {
  UNUSED;
  static char block[1 << 20];
  const char *folder = below(DATA, "closed");
  const char *path = below(folder, "unlinked");
  mkdir(folder, 0700);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  unlink(path);
  chmod(folder, 0);
  long result = file;
  for (int i = 0; i < 40 && result >= 0; i++) result = write(file, block, sizeof block);
  came("40 MB unlinked", result);
  if (INSIDE) sleep(20);
  chmod(folder, 0700);
  rmdir(folder);
}
