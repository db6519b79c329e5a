#include "jail.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int parse_number(const char *text, uint64_t *value) {
  if (!isdigit((unsigned char)text[0])) return 0;
  char *end = NULL;
  errno = 0;
  unsigned long long number = strtoull(text, &end, 10);
  if (errno != 0 || *end != '\0') return 0;
  *value = number;
  return 1;
}

const char *parse_options(int count, char **arguments, struct options *options) {
  uint64_t lifeline = UINT64_MAX, status = UINT64_MAX;
  const struct {
    const char *name;
    uint64_t *value;
  } known[] = {
      {"lifeline=", &lifeline},
      {"status=", &status},
      {"milliseconds=", &options->milliseconds},
      {"processes=", &options->processes},
      {"file-bytes=", &options->file_bytes},
      {"address-bytes=", &options->address_bytes},
      {"data-bytes=", &options->data_bytes},
      {"nice=", &options->nice},
  };
  int index = 1;
  for (; index < count && strcmp(arguments[index], "--") != 0; index++) {
    int found = 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
      size_t length = strlen(known[i].name);
      if (strncmp(arguments[index], known[i].name, length) != 0) continue;
      if (!parse_number(arguments[index] + length, known[i].value)) return arguments[index];
      found = 1;
    }
    if (!found) return arguments[index];
  }
  if (lifeline > INT32_MAX) return "lifeline=";
  if (status > INT32_MAX) return "status=";
  if (index + 1 >= count) return "-- COMMAND";
  options->lifeline = (int)lifeline;
  options->status = (int)status;
  options->command = arguments + index + 1;
  return NULL;
}
