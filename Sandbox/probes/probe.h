// What the probes share. A probe tries things and prints what came of each, one line a piece:
//
//   NAME: done        it worked
//   NAME: EPERM       it did not, and why
//
// Its own comments say what must come of it: `expect: NAME | CONTROL | CONFINED`. The control run is without
// a sandbox: it shows that the attempt is a real one. In a column, `*` is anything, a comma is "or", and
// `root X` means X where the control run is root's and anything where it is not.
// `set: LIMIT=NUMBER` sets a limit of the confined run, and `ending: TEXT` says how that must end.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// The arguments of every probe: a folder of the host with secrets in it, where the app is, where may be
// written, the port and the abstract name of listeners on the host, and a process of the host.
#define SECRETS arguments[1]
#define APP arguments[2]
#define DATA arguments[3]
#define PORT atoi(arguments[4])
#define ABSTRACT arguments[5]
#define OUTSIDER atoi(arguments[6])
#define INSIDE (getenv("WISP_SANDBOX") != NULL)
#define PROBE int main(int count, char **arguments)
#define UNUSED (void)count, (void)arguments

// Prints what came of an attempt: a result below zero is a failure with errno.
static inline long came(const char *name, long result) {
  int error = errno;
  const char *word = result >= 0 ? "done" : strerrorname_np(error);
  printf("%s: %s\n", name, word == NULL ? "EUNKNOWN" : word);
  fflush(stdout);
  return result;
}

static inline const char *below(const char *folder, const char *name) {
  char *path = NULL;
  // Never given back: a probe is short.
  if (asprintf(&path, "%s/%s", folder, name) < 0) exit(2);
  return path;
}

static inline int tried_to_read(const char *name, const char *path) {
  char byte;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  long result = file < 0 ? -1 : read(file, &byte, 1);
  if (result == 0) errno = ENODATA, result = -1;
  came(name, result);
  if (file >= 0) close(file);
  return (int)result;
}

static inline void tried_to_open_for_writing(const char *name, const char *path) {
  int file = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
  came(name, file);
  if (file >= 0) close(file);
}

// Makes a file that was not there, and takes it away again.
static inline void tried_to_make(const char *name, const char *folder) {
  char file_name[64];
  snprintf(file_name, sizeof file_name, "wisp-probe-%d", (int)getpid());
  const char *path = below(folder, file_name);
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  came(name, file);
  if (file >= 0) close(file), unlink(path);
}
