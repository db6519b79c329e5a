// The rows of the tables in x86_64.c and arm64.c.
#pragma once

#include <stddef.h>
#include <stdint.h>

// What is done about a system call. The number in a name is the argument that is looked at.
enum filter_rule {
  ALLOW,
  // EPERM.
  DENY,
  // Done, and nothing is: there is one owner here, so a copy's owner is what it should be. EINVAL otherwise, where
  // the source belongs to somebody whom this namespace does not know; Foundation copies no folder then.
  PRETEND,
  // ENOSYS: callers fall back to an older call, whose arguments can be looked at.
  ABSENT,
  // EOPNOTSUPP: as on a file system that cannot reserve room; the C library writes instead.
  UNSUPPORTED,
  // clone: without new namespaces.
  NAMESPACES,
  // socket: of the kinds that a program on its own loopback needs.
  SOCKET,
  // socketpair: if Unix sockets are refused streams only, as one of datagrams could send to any Unix socket that has a name.
  STREAM_PAIR,
  // ioctl: without those that type into a terminal, change a file's flags, reserve room or show
  // where a file's bytes lie.
  REQUEST,
  // personality: asking, and the usual two.
  PERSONALITY,
  // chmod and its like: without the set-user and set-group bits.
  MODE_1,
  MODE_2,
  // open and its like, the flags in the argument named and the mode after it: the same for new files.
  OPEN_1,
  OPEN_2,
  // mknod and its like: neither devices nor those bits.
  NODE_1,
  NODE_2,
  // prlimit64: of the caller itself.
  SELF,
  // sendto: without an address.
  NO_ADDRESS,
};

struct filter_call {
  uint32_t number;
  const char *name;
  uint8_t confined;
  uint8_t alone;
};

struct filter_table {
  // As in the kernel's audit.h.
  uint32_t architecture;
  const struct filter_call *calls;
  size_t count;
};

extern const struct filter_table filter_x86_64, filter_arm64;
