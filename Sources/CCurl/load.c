#include "CCurl.h"

#ifdef __linux__

#include "CLate.h"

// What wisp uses of it.
#define FUNCTIONS(X) \
  X(curl_easy_cleanup) X(curl_easy_getinfo) X(curl_easy_init) X(curl_easy_setopt) X(curl_easy_strerror)     \
  X(curl_global_init) X(curl_multi_add_handle) X(curl_multi_cleanup) X(curl_multi_info_read)                \
  X(curl_multi_init) X(curl_multi_perform) X(curl_multi_poll) X(curl_multi_remove_handle)                   \
  X(curl_multi_wakeup) X(curl_slist_append) X(curl_slist_free_all)

FUNCTIONS(WISP_LATE)

const char *wisp_curl_load(void) {
  static const char *const files[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
  static const struct wisp_late_function functions[] = {FUNCTIONS(WISP_LATE_ENTRY)};
  return wisp_late_load(files, functions, sizeof functions / sizeof functions[0]);
}

#else

const char *wisp_curl_load(void) { return NULL; }

#endif
