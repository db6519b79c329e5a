// Rules for paths, beside the mounts: a second layer that holds where a mount should not.
//
// The kernel's header is older than what is used here, so the few names are spelled out.
#define _GNU_SOURCE
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };

enum {
  EXECUTE = 1 << 0,
  WRITE_FILE = 1 << 1,
  READ_FILE = 1 << 2,
  READ_DIR = 1 << 3,
  REMOVE_DIR = 1 << 4,
  REMOVE_FILE = 1 << 5,
  MAKE_CHAR = 1 << 6,
  MAKE_DIR = 1 << 7,
  MAKE_REG = 1 << 8,
  MAKE_SOCK = 1 << 9,
  MAKE_FIFO = 1 << 10,
  MAKE_BLOCK = 1 << 11,
  MAKE_SYM = 1 << 12,
  REFER = 1 << 13,     // version 2
  TRUNCATE = 1 << 14,  // version 3
  IOCTL_DEV = 1 << 15, // version 5
};

enum { BIND_TCP = 1 << 0, CONNECT_TCP = 1 << 1 };    // version 4
enum { ABSTRACT_SOCKETS = 1 << 0, SIGNALS = 1 << 1 }; // version 6

struct ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scoped;
};

struct path_rule {
  uint64_t access;
  int32_t path;
} __attribute__((packed));

static const uint64_t reading = READ_FILE | READ_DIR | EXECUTE;
static const uint64_t writing = READ_FILE | READ_DIR | EXECUTE | WRITE_FILE | REMOVE_DIR |
                                REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO |
                                MAKE_SYM | REFER | TRUNCATE;
static const uint64_t devices = READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | IOCTL_DEV;
// What can be granted for a file that is no folder.
static const uint64_t of_a_file = READ_FILE | WRITE_FILE | EXECUTE | TRUNCATE | IOCTL_DEV;

int landlock_version(void) {
  long version = syscall(CREATE_RULESET, NULL, (size_t)0, 1U);
  return version < 0 ? 0 : (int)version;
}

static uint64_t known_files(int version) {
  uint64_t known = REFER - 1;
  if (version >= 2) known |= REFER;
  if (version >= 3) known |= TRUNCATE;
  if (version >= 5) known |= IOCTL_DEV;
  return known;
}

static int make_ruleset(int version, enum wisp_strictness strictness, uint64_t *files) {
  struct ruleset ruleset = {.files = known_files(version)};
  *files = ruleset.files;
  // Behind namespaces an app may serve on its own loopback.
  if (version >= 4 && strictness == WISP_FILTER_ALONE) ruleset.network = BIND_TCP | CONNECT_TCP;
  if (version >= 6) ruleset.scoped = ABSTRACT_SOCKETS | SIGNALS;
  size_t size = version >= 6   ? sizeof ruleset
                : version >= 4 ? offsetof(struct ruleset, scoped)
                               : offsetof(struct ruleset, network);
  int made = (int)syscall(CREATE_RULESET, &ruleset, size, 0U);
  if (made >= 0 || version < 6 || strictness == WISP_FILTER_ALONE) return made;
  // Some kernels claim version 6 without knowing both scopes; behind namespaces that can be borne.
  ruleset.scoped = ABSTRACT_SOCKETS;
  made = (int)syscall(CREATE_RULESET, &ruleset, size, 0U);
  if (made >= 0) return made;
  return (int)syscall(CREATE_RULESET, &ruleset, offsetof(struct ruleset, scoped), 0U);
}

static int grant(int ruleset, const struct granted_path *granted, uint64_t known) {
  int opened = open(granted->path, O_PATH | O_CLOEXEC);
  if (opened < 0) return -1;
  struct stat status;
  int result = fstat(opened, &status);
  if (result == 0) {
    uint64_t access = granted->kind == GRANT_WRITE    ? writing
                      : granted->kind == GRANT_DEVICE ? devices
                      : granted->kind == GRANT_LIST   ? (uint64_t)READ_DIR
                                                      : reading;
    access &= known;
    if (!S_ISDIR(status.st_mode)) access &= of_a_file;
    struct path_rule rule = {.access = access, .path = opened};
    result = (int)syscall(ADD_RULE, ruleset, 1 /* a path */, &rule, 0U);
  }
  int error = errno;
  close(opened);
  errno = error;
  return result;
}

int landlock_restrict(const struct granted_path *paths, size_t count, int version,
                      enum wisp_strictness strictness) {
  uint64_t known = 0;
  int ruleset = make_ruleset(version, strictness, &known);
  if (ruleset < 0) return -1;
  for (size_t i = 0; i < count; i++)
    if (grant(ruleset, &paths[i], known) != 0) return -1;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  int result = (int)syscall(RESTRICT_SELF, ruleset, 0U);
  int error = errno;
  close(ruleset);
  errno = error;
  return result;
}
