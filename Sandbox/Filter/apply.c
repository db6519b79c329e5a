#define _GNU_SOURCE
#include "CFilter.h"

#include <errno.h>

#if defined(__linux__) && defined(__x86_64__) && !defined(__ILP32__)
#define HERE WISP_X86_64
#elif defined(__linux__) && defined(__aarch64__) && !defined(__ILP32__)
#define HERE WISP_ARM64
#endif

#ifdef HERE

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int wisp_filter_apply(enum wisp_strictness strictness) {
  struct wisp_instruction room[WISP_FILTER_ROOM];
  size_t length = wisp_filter(HERE, strictness, room);
  if (length == 0) {
    errno = E2BIG;
    return -1;
  }
  // Laid out as the kernel's sock_fprog.
  struct {
    unsigned short length;
    struct wisp_instruction *instructions;
  } program = {.length = (unsigned short)length, .instructions = room};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return (int)syscall(SYS_seccomp, 1 /* SECCOMP_SET_MODE_FILTER */, 0, &program);
}

#else

int wisp_filter_apply(enum wisp_strictness strictness) {
  (void)strictness;
  errno = ENOTSUP;
  return -1;
}

#endif
