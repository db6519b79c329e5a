// Writes where nothing may be written.
// expect: /usr | root done | EROFS,EACCES
// expect: /usr/local | root done | EROFS,EACCES
// expect: /etc | root done | EROFS,EACCES
// expect: / | root done | EROFS,EACCES
// expect: /dev | root done | EROFS,EACCES
// expect: toolchain | * | EROFS,EACCES,ENOENT
// expect: app | done | EROFS,EACCES
// expect: above the app | done | EROFS,EACCES
// expect: above the data | done | EROFS,EACCES
// expect: core pattern | root done | EROFS,EACCES
// expect: a kernel setting | root done | EROFS,EACCES
// expect: own limits of memory | * | EROFS,EACCES
// expect: app's permissions | done | EROFS
// expect: data | done | done
#include "probe.h"
PROBE {
  UNUSED;
  tried_to_make("/usr", "/usr");
  tried_to_make("/usr/local", "/usr/local");
  tried_to_make("/etc", "/etc");
  tried_to_make("/", "/");
  tried_to_make("/dev", "/dev");
  tried_to_make("toolchain", "/toolchain");
  tried_to_make("app", APP);
  tried_to_make("above the app", below(APP, ".."));
  tried_to_make("above the data", below(DATA, ".."));
  tried_to_open_for_writing("core pattern", "/proc/sys/kernel/core_pattern");
  tried_to_open_for_writing("a kernel setting", "/proc/sys/vm/overcommit_memory");
  tried_to_open_for_writing("own limits of memory", "/proc/self/oom_score_adj");
  came("app's permissions", chmod(below(APP, "kept"), 0644));
  tried_to_make("data", DATA);
}
