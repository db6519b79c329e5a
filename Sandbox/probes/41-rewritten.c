// Means no harm: writes the same small file again and again, also by way of another one, and maps what it wrote.
// set: disk=16
// expect: 200 MB | done | done
// ending: exited 0
#include "probe.h"
#include <sys/mman.h>
PROBE {
  UNUSED;
  static char block[1 << 20];
  const char *path = below(DATA, "file"), *next = below(DATA, "file.new");
  long result = 0;
  void *old = NULL;
  for (int i = 0; i < 200 && result >= 0; i++) {
    int file = open(next, O_RDWR | O_CREAT | O_TRUNC, 0600);
    result = file < 0 ? -1 : write(file, block, sizeof block);
    void *mapped = mmap(NULL, sizeof block, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED || rename(next, path) != 0) result = -1;
    if (old != NULL) munmap(old, sizeof block);
    old = mapped;
    usleep(5000);
  }
  came("200 MB", result);
}
