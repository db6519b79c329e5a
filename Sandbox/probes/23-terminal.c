// Types into terminals.
// expect: own terminal | root done | EPERM
// expect: paste | * | EPERM
// expect: console | * | EPERM
// expect: standard input | * | EPERM
// expect: the terminal | * | ENXIO,ENOENT,EACCES
#include "probe.h"
#include <pty.h>
#include <sys/ioctl.h>
PROBE {
  UNUSED;
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  grantpt(master), unlockpt(master);
  int slave = master < 0 ? -1 : open(ptsname(master), O_RDWR | O_NOCTTY);
  came("own terminal", ioctl(slave, TIOCSTI, "x"));
  if (!INSIDE) return 0;
  char paste = 3;
  came("paste", ioctl(slave, TIOCLINUX, &paste));
  came("console", ioctl(slave, TIOCCONS));
  came("standard input", ioctl(0, TIOCSTI, "x"));
  came("the terminal", open("/dev/tty", O_RDWR));
}
