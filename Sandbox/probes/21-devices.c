// Devices: made, and those that are there.
// expect: character device | root done | EPERM
// expect: block device | root done | EPERM
// expect: /dev/mem | * | ENOENT
// expect: /dev/kvm | * | ENOENT
// expect: /dev/fuse | * | ENOENT
// expect: /dev/vda | * | ENOENT
// expect: /dev/kmsg | * | ENOENT
// expect: /dev/loop-control | * | ENOENT
// expect: /dev/null | done | done
#include "probe.h"
#include <sys/sysmacros.h>
PROBE {
  UNUSED;
  const char *path = below(DATA, "device");
  came("character device", mknod(path, S_IFCHR | 0600, makedev(1, 3)));
  unlink(path);
  came("block device", mknod(path, S_IFBLK | 0600, makedev(7, 0)));
  unlink(path);
  static const char *const names[] = {"/dev/mem", "/dev/kvm", "/dev/fuse", "/dev/vda", "/dev/kmsg", "/dev/loop-control"};
  for (size_t i = 0; INSIDE && i < sizeof names / sizeof *names; i++) came(names[i], open(names[i], O_RDWR | O_NONBLOCK));
  came("/dev/null", open("/dev/null", O_RDWR));
}
