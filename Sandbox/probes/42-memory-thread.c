// More memory than there may be, in a process whose first thread has ended.
// set: memory=128
// expect: 400 MB in a thread | done | *
// ending: limit memory
#include "probe.h"
#include <pthread.h>
static void *take(void *unused) {
  // Volatile, or the compiler sees that nobody needs it.
  volatile char *memory = malloc(400 << 20);
  if (memory == NULL) exit(1);
  for (size_t i = 0; i < 400 << 20; i += 4096) memory[i] = (char)i;
  if (INSIDE) sleep(20);
  came("400 MB in a thread", memory[0]);
  exit(0);
  return unused;
}
PROBE {
  UNUSED;
  pthread_t thread;
  if (pthread_create(&thread, NULL, take, NULL) != 0) return 1;
  pthread_exit(NULL);
}
