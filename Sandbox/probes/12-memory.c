// More memory than there may be, in two processes.
// set: memory=128
// expect: 400 MB | done | *
// ending: limit memory
#include "probe.h"
PROBE {
  UNUSED;
  pid_t other = fork();
  // Volatile, or the compiler sees that nobody needs it.
  volatile char *memory = malloc(200 << 20);
  if (memory == NULL) return came("400 MB", -1), 1;
  for (size_t i = 0; i < 200 << 20; i += 4096) memory[i] = (char)i;
  if (other == 0) {
    if (INSIDE) sleep(20);
    _exit(0);
  }
  if (INSIDE) sleep(20);
  waitpid(other, NULL, 0);
  came("400 MB", memory[0]);
}
