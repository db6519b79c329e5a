#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>

static atomic_int memory_is_closed;

int wisp_memory_is_closed(void) { return atomic_load(&memory_is_closed); }

#ifdef __linux__

#include <sys/prctl.h>

void wisp_close_memory(void) {
  atomic_store(&memory_is_closed, 1);
  prctl(PR_SET_DUMPABLE, 0);
}

int wisp_open_own(const char *path, int flags) {
  int opened = open(path, flags | O_CLOEXEC);
  if (opened >= 0 || errno != EACCES || !wisp_memory_is_closed()) return opened;
  prctl(PR_SET_DUMPABLE, 1);
  opened = open(path, flags | O_CLOEXEC);
  int error = errno;
  prctl(PR_SET_DUMPABLE, 0);
  errno = error;
  return opened;
}

#else

void wisp_close_memory(void) { atomic_store(&memory_is_closed, 1); }

int wisp_open_own(const char *path, int flags) { return open(path, flags | O_CLOEXEC); }

#endif
