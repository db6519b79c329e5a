// Becomes another user, or leaves a program behind that does.
// expect: set-user bit | done | EPERM
// expect: set-group bit at once | done | EPERM
// expect: become root | root done | EPERM,EINVAL
// expect: become the group root | root done | EPERM,EINVAL
// expect: root by a set-user program | * | EPERM
#include "probe.h"
PROBE {
  UNUSED;
  const char *path = below(DATA, "program");
  unlink(path);
  close(open(path, O_WRONLY | O_CREAT, 0755));
  came("set-user bit", chmod(path, 04755));
  unlink(path);
  came("set-group bit at once", open(path, O_WRONLY | O_CREAT, 02755));
  unlink(path);
  came("become root", setresuid(0, 0, 0));
  came("become the group root", setresgid(0, 0, 0));
  if (!INSIDE) return 0;
  // Whatever it answers, the user is the same afterwards.
  FILE *answer = popen("su -c 'id -u' root 2>/dev/null </dev/null; mount 2>/dev/null >/dev/null; id -u", "r");
  char line[64] = "";
  int was_root = 0;
  while (answer != NULL && fgets(line, sizeof line, answer) != NULL) was_root |= strcmp(line, "0\n") == 0;
  errno = EPERM;
  came("root by a set-user program", was_root ? 0 : -1);
}
