// Fills the disk with a file that nobody can find, open in a thread alone: the first one has ended.
// set: disk=16
// expect: 40 MB in a thread | done | *
// ending: limit disk
#include "probe.h"
#include <pthread.h>
static void *fill(void *path) {
  static char block[1 << 20];
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  unlink(path);
  long result = file;
  for (int i = 0; i < 40 && result >= 0; i++) result = write(file, block, sizeof block);
  came("40 MB in a thread", result);
  if (INSIDE) sleep(20);
  exit(0);
}
PROBE {
  UNUSED;
  pthread_t thread;
  if (pthread_create(&thread, NULL, fill, (void *)below(DATA, "unlinked")) != 0) return 1;
  pthread_exit(NULL);
}
