// Reads what is the user's own, and other apps'.
// expect: key | done | ENOENT
// expect: configuration | done | ENOENT
// expect: sibling app | done | ENOENT
// expect: root's home | * | ENOENT
// expect: home | * | ENOENT
// expect: system log | * | ENOENT
// expect: shadow | root done | ENOENT
// expect: host's name | done | ENOENT
#include "probe.h"
PROBE {
  UNUSED;
  tried_to_read("key", below(SECRETS, ".ssh/id"));
  tried_to_read("configuration", below(SECRETS, ".config/token"));
  tried_to_read("sibling app", below(SECRETS, "apps/other/data"));
  came("root's home", open("/root", O_RDONLY));
  came("home", open("/home", O_RDONLY));
  came("system log", open("/var/log", O_RDONLY));
  tried_to_read("shadow", "/etc/shadow");
  tried_to_read("host's name", "/etc/hostname");
}
