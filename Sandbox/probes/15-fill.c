// Fills what lies in memory.
// expect: 40 MB in /dev/shm | done | ENOSPC
// expect: 300 MB in /tmp | * | ENOSPC
// expect: 40 MB in / | * | EROFS,EACCES
#include "probe.h"
static void fill(const char *name, const char *folder, int megabytes) {
  static char block[1 << 20];
  char file_name[64];
  snprintf(file_name, sizeof file_name, "wisp-fill-%d", (int)getpid());
  const char *path = below(folder, file_name);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
  long result = file, last = 0;
  for (int i = 0; i < megabytes && result >= 0; i++) {
    result = write(file, block, sizeof block);
    if (result >= 0 && result < (long)sizeof block) i--;
    if (result == 0 && last == 0) break;
    last = result;
  }
  came(name, result);
  if (file >= 0) close(file), unlink(path);
}
PROBE {
  UNUSED;
  fill("40 MB in /dev/shm", "/dev/shm", 40);
  if (!INSIDE) return 0;
  fill("300 MB in /tmp", "/tmp", 300);
  fill("40 MB in /", "/", 40);
}
