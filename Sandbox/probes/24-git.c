// Plants what the host's tools would run.
// expect: hook | done | EROFS,EACCES
// expect: configuration | done | EROFS,EACCES
// expect: attributes | done | EROFS,EACCES
// expect: manifest | done | EROFS,EACCES
#include "probe.h"
static void plant(const char *name, const char *folder, const char *file) {
  const char *path = below(folder, file);
  int made = open(path, O_WRONLY | O_CREAT, 0755);
  came(name, made);
  if (made >= 0) close(made), unlink(path);
}
PROBE {
  UNUSED;
  plant("hook", APP, ".git/hooks/post-checkout");
  plant("configuration", APP, ".git/config");
  plant("attributes", APP, ".gitattributes");
  plant("manifest", APP, "Package@swift-6.swift");
}
