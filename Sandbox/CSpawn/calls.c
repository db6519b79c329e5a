#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__

#include <sys/syscall.h>

int wisp_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int wisp_pidfd_kill(int pidfd, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

pid_t wisp_parent_of(pid_t pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  FILE *file = fopen(path, "re");
  if (file == NULL) return -1;
  char line[512] = "";
  size_t length = fread(line, 1, sizeof line - 1, file);
  fclose(file);
  line[length] = '\0';
  // The name is in brackets and may hold any character: the fields follow the last one.
  const char *rest = strrchr(line, ')');
  int parent = -1;
  if (rest == NULL || sscanf(rest, ") %*c %d", &parent) != 1) return -1;
  return parent;
}

ssize_t wisp_move(int from, int to, size_t count) {
  return splice(from, NULL, to, NULL, count, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
}

#else

ssize_t wisp_move(int from, int to, size_t count) {
  (void)from;
  (void)to;
  (void)count;
  errno = EINVAL;
  return -1;
}

int wisp_pidfd_open(pid_t pid) {
  (void)pid;
  errno = ENOSYS;
  return -1;
}

int wisp_pidfd_kill(int pidfd, int signal) {
  (void)pidfd;
  (void)signal;
  errno = ENOSYS;
  return -1;
}

pid_t wisp_parent_of(pid_t pid) {
  (void)pid;
  return -1;
}

#endif

int wisp_pipe(int *reading, int *writing) {
  int ends[2];
#ifdef __linux__
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
#else
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}

int wisp_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0) return errno;
  return 0;
}

void wisp_block_signals(void) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, NULL);
}

int wisp_reap(pid_t pid, int *status) {
  while (waitpid(pid, status, 0) < 0)
    if (errno != EINTR) return errno;
  return 0;
}

const void *wisp_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
  return memmem(bytes, count, wanted, wanted_count);
}
