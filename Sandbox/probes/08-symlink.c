// A link in the writable folder that points out of it.
// expect: link made | done | done
// expect: read through it | done | ENOENT
// expect: written through it | root done | ENOENT
#include "probe.h"
PROBE {
  UNUSED;
  const char *link = below(DATA, "link");
  unlink(link);
  came("link made", symlink(below(SECRETS, ".ssh/id"), link));
  tried_to_read("read through it", link);
  tried_to_open_for_writing("written through it", link);
  if (!INSIDE) unlink(link);
}
