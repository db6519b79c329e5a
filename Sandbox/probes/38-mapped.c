// Fills the disk with files that nobody can find and nobody has open: a page of each is mapped.
// set: disk=16
// expect: 300 MB mapped | done | *
// ending: limit disk
#include "probe.h"
#include <sys/mman.h>
PROBE {
  UNUSED;
  static char block[1 << 20];
  const char *path = below(DATA, "mapped");
  long result = 0;
  for (int i = 0; i < 10 && result >= 0; i++) {
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    result = file;
    unlink(path);
    for (int j = 0; j < 30 && result >= 0; j++) result = write(file, block, sizeof block);
    if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED) result = -1;
    close(file);
  }
  came("300 MB mapped", result);
  if (INSIDE) sleep(20);
}
