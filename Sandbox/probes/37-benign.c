// Means no harm: threads and processes that start and end for two seconds.
// expect: lived | done | done
// ending: exited 0
#include "probe.h"
#include <pthread.h>
#include <time.h>
static void *end_soon(void *unused) {
  usleep(2000);
  return unused;
}
PROBE {
  UNUSED;
  time_t end = time(NULL) + 2;
  long result = 0;
  while (time(NULL) <= end && result == 0) {
    pthread_t threads[8];
    for (int i = 0; i < 8; i++) result |= pthread_create(&threads[i], NULL, end_soon, NULL);
    if (fork() == 0) _exit(0);
    for (int i = 0; i < 8 && result == 0; i++) pthread_join(threads[i], NULL);
    wait(NULL);
  }
  errno = (int)result;
  came("lived", result == 0 ? 0 : -1);
}
