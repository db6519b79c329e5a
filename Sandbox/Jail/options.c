#define _GNU_SOURCE
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

// What follows `name` in `argument`, or null where it does not begin with that.
static const char *after(const char *name, const char *argument) {
  size_t length = strlen(name);
  return strncmp(name, argument, length) == 0 ? argument + length : NULL;
}

static int parse_grant(const char *argument, struct options *options) {
  static const struct {
    const char *name;
    enum grant_kind kind;
  } kinds[] = {
      {"read=", GRANT_READ}, {"write=", GRANT_WRITE}, {"device=", GRANT_DEVICE}, {"list=", GRANT_LIST},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    const char *path = after(kinds[i].name, argument);
    if (path == NULL) continue;
    if (path[0] != '/' || options->grant_count == GRANTS) return 0;
    options->grants[options->grant_count++] =
        (struct granted_path){.kind = kinds[i].kind, .path = path};
    return 1;
  }
  return 0;
}

static int parse_folder(const char *argument, struct options *options) {
  const char *path = after("memory=", argument);
  if (path != NULL) {
    if (path[0] != '/' || options->memory_folder_count == FOLDERS) return 0;
    options->memory_folders[options->memory_folder_count++] = path;
    return 1;
  }
  const char *growth = after("growth=", argument);
  path = growth != NULL ? growth : after("disk=", argument);
  if (path == NULL || path[0] != '/' || options->disk_folder_count == FOLDERS) return 0;
  options->is_growth[options->disk_folder_count] = growth != NULL;
  options->disk_folders[options->disk_folder_count++] = path;
  return 1;
}

static int parse_place(char *argument, struct options *options) {
  if (after("env=", argument) != NULL) return putenv(argument + strlen("env=")) == 0;
  options->directory = after("chdir=", argument);
  return options->directory != NULL && options->directory[0] == '/';
}

static int parse_option(char *argument, struct options *options, uint64_t *lifeline,
                        uint64_t *status) {
  const struct {
    const char *name;
    uint64_t *value;
  } numbers[] = {
      {"lifeline=", lifeline},
      {"status=", status},
      {"milliseconds=", &options->milliseconds},
      {"processes=", &options->processes},
      {"file-bytes=", &options->file_bytes},
      {"open-files=", &options->open_files},
      {"address-bytes=", &options->address_bytes},
      {"data-bytes=", &options->data_bytes},
      {"cpu-seconds=", &options->cpu_seconds},
      {"nice=", &options->nice},
      {"memory-bytes=", &options->memory_bytes},
      {"disk-bytes=", &options->disk_bytes},
      {"disk-files=", &options->disk_files},
      {"alone=", &options->alone},
      {"unix-sockets=", &options->unix_sockets},
      {"terminal=", &options->terminal},
      {"channel=", &options->channel},
      {"proxy-port=", &options->proxy_port},
  };
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    const char *text = after(numbers[i].name, argument);
    if (text != NULL) return parse_number(text, numbers[i].value);
  }
  return parse_folder(argument, options) || parse_grant(argument, options) ||
         parse_place(argument, options);
}

const char *parse_options(int count, char **arguments, struct options *options) {
  uint64_t lifeline = UINT64_MAX, status = UINT64_MAX;
  int index = 1;
  for (; index < count && strcmp(arguments[index], "--") != 0; index++)
    if (!parse_option(arguments[index], options, &lifeline, &status)) return arguments[index];
  if (lifeline > INT32_MAX) return "lifeline=";
  if (status > INT32_MAX) return "status=";
  if (options->channel > INT32_MAX) return "channel=";
  if (options->proxy_port > UINT16_MAX) return "proxy-port=";
  if (index + 1 >= count) return "-- COMMAND";
  options->lifeline = (int)lifeline;
  options->status = (int)status;
  options->command = arguments + index + 1;
  return NULL;
}
