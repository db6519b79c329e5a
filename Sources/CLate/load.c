#include "CLate.h"

#ifdef __linux__

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

void wisp_late(void) {
  static const char text[] = "wisp: a library was used before it was loaded\n";
  (void)!write(STDERR_FILENO, text, sizeof text - 1);
  abort();
}

const char *wisp_late_load(const char *const *files, const struct wisp_late_function *functions,
                           size_t count) {
  void *library = NULL;
  for (; *files != NULL && library == NULL; files++) library = dlopen(*files, RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return dlerror();
  for (size_t i = 0; i < count; i++) {
    void *found = dlsym(library, functions[i].name);
    if (found == NULL) return dlerror();
    *functions[i].place = found;
  }
  return NULL;
}

#endif
