// Looks for variables that were handed down. The control run is given one called SECRET.
// expect: secret | done | ENOENT
// expect: others | * | ENOENT
// expect: environment of process 1 | * | EACCES,EPERM
// expect: environment of the host's | root done | ENOENT
#include "probe.h"
extern char **environ;
PROBE {
  UNUSED;
  static const char *const allowed[] = {"PATH", "HOME", "TMPDIR", "LANG", "USER", "WISP_SANDBOX", "PWD"};
  int others = 0;
  for (char **variable = environ; *variable != NULL; variable++) {
    int known = 0;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
      size_t length = strlen(allowed[i]);
      known |= strncmp(*variable, allowed[i], length) == 0 && (*variable)[length] == '=';
    }
    others += !known;
  }
  errno = ENOENT;
  came("secret", getenv("SECRET") == NULL ? -1 : 0);
  errno = ENOENT;
  came("others", others > 0 ? 0 : -1);
  tried_to_read("environment of process 1", "/proc/1/environ");
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/environ", OUTSIDER);
  came("environment of the host's", open(path, O_RDONLY));
}
