// Makes namespaces and mounts of its own.
// expect: user namespace | root done | EPERM
// expect: user namespace by clone | root done | EPERM
// expect: by clone3 | root done | ENOSYS
// expect: mount | root done | EPERM
// expect: chroot | root done | EPERM
// expect: new mount calls | root done | ENOSYS
// expect: setns | * | EPERM
// expect: pivot_root | * | EPERM
#include "probe.h"
#include <sched.h>
#include <sys/mount.h>
static long in_child(long (*call)(void)) {
  int told[2];
  if (pipe(told) != 0) return -1;
  pid_t child = fork();
  if (child == 0) {
    int error = call() >= 0 ? 0 : errno;
    _exit(write(told[1], &error, sizeof error) != sizeof error);
  }
  int error = 0;
  if (read(told[0], &error, sizeof error) != sizeof error) error = EIO;
  waitpid(child, NULL, 0);
  errno = error;
  return error == 0 ? 0 : -1;
}
static long new_user(void) { return unshare(CLONE_NEWUSER); }
static long new_user_by_clone(void) {
  long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) _exit(0);
  return child;
}
static long new_user_by_clone3(void) {
  uint64_t wanted[11] = {CLONE_NEWUSER, [4] = SIGCHLD};
  long child = syscall(435, wanted, sizeof wanted);
  if (child == 0) _exit(0);
  return child;
}
static long new_mount(void) {
  if (!INSIDE && unshare(CLONE_NEWNS) != 0) return -1;
  if (!INSIDE && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return -1;
  return mount("tmpfs", "/tmp", "tmpfs", 0, NULL);
}
static long new_root(void) { return chroot("/tmp"); }
static long new_calls(void) { return syscall(430, "tmpfs", 0); }
static long other_namespace(void) { return setns(open("/proc/1/ns/mnt", O_RDONLY), 0); }
static long other_root(void) { return syscall(SYS_pivot_root, "/tmp", "/tmp"); }
PROBE {
  UNUSED;
  came("user namespace", in_child(new_user));
  came("user namespace by clone", in_child(new_user_by_clone));
  came("by clone3", in_child(new_user_by_clone3));
  came("mount", in_child(new_mount));
  came("chroot", in_child(new_root));
  came("new mount calls", in_child(new_calls));
  if (!INSIDE) return 0;
  came("setns", in_child(other_namespace));
  came("pivot_root", in_child(other_root));
}
