// What a program could read of this process and of the host's paths, taken away before it starts.
#define _GNU_SOURCE
#include "jail.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

char **take_arguments(int count, char **arguments) {
  static const char shown[] = "wisp-jail";
  char *const first = arguments[0];
  char *const last = arguments[count - 1] + strlen(arguments[count - 1]);
  const size_t length = (size_t)(last + 1 - first);
  char **copies = malloc((size_t)(count + 1) * sizeof *copies);
  char *text = malloc(length);
  if (copies == NULL || text == NULL) return NULL;
  // The kernel lays them out one after the other.
  memcpy(text, first, length);
  for (int i = 0; i < count; i++) copies[i] = text + (arguments[i] - first);
  copies[count] = NULL;
  if (length <= sizeof shown) return copies;
  memset(first, 0, length);
  memcpy(first, shown, sizeof shown);
  // With another end than a zero, the kernel shows what comes before the first one, and not how much there was.
  *last = ' ';
  return copies;
}

int hide_mounts(void) {
  // Held, and so alive, for as long as this process is: what stays mounted, and where.
  int mounts = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
  int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int here = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (mounts < 0 || root < 0 || here < 0) return -1;
  if (unshare(CLONE_NEWNS) != 0) {
    // Some systems let no process have capabilities that a sandbox started.
    if (errno != EPERM) return -1;
    close(mounts);
  } else if (fchdir(root) != 0 || chroot(".") != 0 || fchdir(here) != 0) {
    return -1;
  }
  close(root);
  close(here);
  return 0;
}

int drop_capabilities(void) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 && errno != EINVAL) return -1;
  // Refused to those who have not the capability for it: then there is nothing to drop, or no new
  // privileges make it useless.
  for (unsigned long capability = 0; capability < 64; capability++)
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EPERM && errno != EINVAL) return -1;
  struct {
    uint32_t version;
    int32_t process;
  } header = {.version = 0x20080522, .process = 0};
  const struct {
    uint32_t effective, permitted, inheritable;
  } none[2] = {{0}};
  return (int)syscall(SYS_capset, &header, none);
}
