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
// expect: what is mounted | done | ENODATA
// expect: what process 1 sees mounted | * | ENODATA
// expect: arguments of process 1 | * | ENODATA
// expect: when a file was made | done | ENOSYS
// expect: whether a file was written | * | ENOSYS
// expect: where a file lies | * | EOPNOTSUPP
#include "probe.h"
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
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
  tried_to_read("what is mounted", "/proc/self/mountinfo");
  tried_to_read("what process 1 sees mounted", "/proc/1/mountinfo");
  // All that is shown of them is the name.
  char shown[64] = "";
  int file = open("/proc/1/cmdline", O_RDONLY);
  long length = read(file, shown, sizeof shown);
  errno = ENODATA;
  came("arguments of process 1", length == 10 && strcmp(shown, "wisp-jail") == 0 ? -1 : 0);
  char facts[256];
  came("when a file was made", syscall(SYS_statx, AT_FDCWD, "/", 0, 0x800, facts));
  int program = open("/proc/self/exe", O_RDONLY);
  uint64_t range[2] = {0, 0};
  came("whether a file was written", syscall(451 /* cachestat */, program, range, facts, 0));
  struct fiemap parts = {.fm_length = ~0ULL};
  came("where a file lies", ioctl(program, FS_IOC_FIEMAP, &parts));
}
