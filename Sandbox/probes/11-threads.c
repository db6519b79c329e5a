// More threads than there may be.
// set: processes=64
// expect: 1000 threads | done | EAGAIN
#include "probe.h"
#include <pthread.h>
static void *wait_for_ever(void *unused) {
  pause();
  return unused;
}
PROBE {
  UNUSED;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 64 << 10);
  pthread_t thread;
  int error = 0;
  for (int i = 0; i < 1000 && error == 0; i++) error = pthread_create(&thread, &attributes, wait_for_ever, NULL);
  errno = error;
  came("1000 threads", error ? -1 : 0);
  _exit(0);
}
