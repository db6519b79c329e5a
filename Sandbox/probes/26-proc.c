// The kernel's own view of everything.
// expect: root of process 1 | * | EACCES,EPERM
// expect: out of the own root | done | ENOENT
// expect: kernel memory | * | EACCES,ENOENT,EPERM
// expect: emergency keys | * | EACCES,EROFS,ENOENT
// expect: symbols | * | EACCES,ENODATA,ENOENT,EPERM
// expect: keys | * | EACCES,ENODATA,ENOENT,EPERM
// expect: kernel's words | * | EACCES,ENOENT,EPERM,ENODATA
// expect: /sys | * | ENOENT
// expect: a process of the host | done | ENOENT
#include "probe.h"
PROBE {
  UNUSED;
  came("root of process 1", open("/proc/1/root/usr", O_RDONLY));
  tried_to_read("out of the own root", below("/proc/self/root/..", below(SECRETS, ".ssh/id")));
  if (INSIDE) {
    tried_to_read("kernel memory", "/proc/kcore");
    tried_to_read("symbols", "/proc/kallsyms");
    tried_to_read("keys", "/proc/keys");
    tried_to_read("kernel's words", "/proc/kmsg");
    came("/sys", open("/sys", O_RDONLY));
  }
  tried_to_open_for_writing("emergency keys", "/proc/sysrq-trigger");
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/status", OUTSIDER);
  tried_to_read("a process of the host", path);
}
