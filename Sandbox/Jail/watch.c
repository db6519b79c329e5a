#define _GNU_SOURCE
#include "watch.h"

#include "folder.h"
#include "processes.h"
#include "unlinked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>

enum { PAUSE_LONG = 100, PAUSE_SHORT = 20, PAUSE_CLOSE = 5 };
// Milliseconds after which a folder is measured even where nothing hints at a change.
enum { REMEASURED_AFTER = 2000 };
// Measurements in a row that could not see everything before what they missed counts. A process that
// is just being started or ends cannot be looked at either, for less than the time between two.
enum { PARTIAL_IN_A_ROW = 3 };

struct use {
  uint64_t bytes;
  uint64_t files;
};

struct disk {
  dev_t device;
  // The file system's free space before the start, and at the last measurement.
  struct use free_at_start, free_at_measure;
  // What lay there before the start, and at the last measurement.
  struct use at_start, measured;
  int is_measured;
  // Measurements in a row, up to the last, that could not see everything.
  unsigned partial;
  uint64_t measured_at, measuring_took;
};

struct machine {
  uint64_t total, available, swapped;
};

static const struct options *limits;
static struct disk disks[FOLDERS];
static struct machine at_start;
static int was_crowded;
static struct process processes[PROCESSES];

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static uint64_t difference(uint64_t larger, uint64_t smaller) {
  return larger > smaller ? larger - smaller : 0;
}

static uint64_t field(const char *text, const char *name) {
  const char *line = strstr(text, name);
  return line == NULL ? 0 : strtoull(line + strlen(name), NULL, 10) << 10;
}

static struct machine read_machine(void) {
  char text[4096] = "";
  FILE *file = fopen("/proc/meminfo", "re");
  if (file != NULL) {
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
  }
  return (struct machine){
      .total = field(text, "MemTotal:"),
      .available = field(text, "MemAvailable:"),
      .swapped = difference(field(text, "SwapTotal:"), field(text, "SwapFree:")),
  };
}

static struct use free_space(const char *path) {
  struct statvfs status;
  if (statvfs(path, &status) != 0) return (struct use){0};
  return (struct use){.bytes = (uint64_t)status.f_bfree * status.f_frsize,
                      .files = status.f_ffree};
}

static uint64_t used_bytes(const char *path) {
  struct statvfs status;
  if (statvfs(path, &status) != 0) return 0;
  return (uint64_t)(status.f_blocks - status.f_bfree) * status.f_frsize;
}

void watch_begin(const struct options *options) {
  limits = options;
  at_start = read_machine();
  for (size_t i = 0; i < options->disk_folder_count; i++) {
    struct stat status;
    if (stat(options->disk_folders[i], &status) == 0) disks[i].device = status.st_dev;
    disks[i].free_at_start = free_space(options->disk_folders[i]);
    disks[i].free_at_measure = disks[i].free_at_start;
    disks[i].measured_at = now();
  }
}

int watch_was_crowded(void) { return was_crowded; }

// MARK: Memory

static enum excess look_at_memory(size_t count, int *pause) {
  struct machine machine = read_machine();
  const uint64_t limit = limits->memory_bytes;
  uint64_t folders = 0;
  for (size_t i = 0; i < limits->memory_folder_count; i++)
    folders += used_bytes(limits->memory_folders[i]);
  uint64_t resident = folders;
  for (size_t i = 0; i < count; i++) resident += processes[i].resident_bytes;
  uint64_t bytes = resident + difference(machine.swapped, at_start.swapped);
  if (bytes >= limit) {
    // Pages that several processes share were counted several times.
    bytes = folders;
    for (size_t i = 0; i < count; i++) bytes += proportional_bytes(&processes[i]);
  }
  if (bytes >= limit) return EXCESS_MEMORY;
  // What no process is charged for, as the buffers of sockets, shows only here.
  const uint64_t floor = machine.total / 32;
  if (machine.available < floor &&
      difference(at_start.available, machine.available) > limit / 2)
    return EXCESS_MACHINE;
  *pause = bytes > limit / 2 ? PAUSE_CLOSE : bytes > limit / 4 ? PAUSE_SHORT : PAUSE_LONG;
  return EXCESS_NONE;
}

// MARK: Disk

static uint64_t most(uint64_t limit, uint64_t before, int is_growth) {
  if (limit == 0) return UINT64_MAX;
  if (is_growth) return before + limit;
  // What was there before is not held against the command, as long as it does not become more.
  return before > limit ? before : limit;
}

static enum excess judge(size_t index, struct use use) {
  const struct disk *disk = &disks[index];
  const int is_growth = limits->is_growth[index];
  if (use.bytes > most(limits->disk_bytes, disk->at_start.bytes, is_growth)) return EXCESS_DISK;
  if (use.files > most(limits->disk_files, disk->at_start.files, is_growth)) return EXCESS_FILES;
  return EXCESS_NONE;
}

// Space that is gone though nothing was found for it, where not everything could be looked at.
static enum excess judge_hidden(size_t index, struct use dropped) {
  const struct disk *disk = &disks[index];
  if (disk->partial == 0) return EXCESS_NONE;
  uint64_t found = difference(disk->measured.bytes, disk->at_start.bytes);
  if (limits->disk_bytes != 0 && difference(dropped.bytes, found) >= limits->disk_bytes)
    return EXCESS_DISK;
  if (limits->disk_files != 0 && dropped.files >= limits->disk_files) return EXCESS_FILES;
  return EXCESS_NONE;
}

static enum excess look_at_disk(size_t index, size_t count, urgent *is_urgent, void *context) {
  struct disk *disk = &disks[index];
  const char *path = limits->disk_folders[index];
  struct use free = free_space(path);
  struct use since = {.bytes = difference(disk->free_at_measure.bytes, free.bytes),
                      .files = difference(disk->free_at_measure.files, free.files)};
  struct use expected = {.bytes = disk->measured.bytes + since.bytes,
                         .files = disk->measured.files + since.files};
  const uint64_t age = now() - disk->measured_at;
  struct use dropped = {.bytes = difference(disk->free_at_start.bytes, free.bytes),
                        .files = difference(disk->free_at_start.files, free.files)};
  // The first measurement tells what lay there before; the sooner, the less of others' doing is in it.
  const int is_large = !disk->is_measured ||
                       (limits->disk_bytes != 0 && since.bytes > limits->disk_bytes / 8) ||
                       (limits->disk_files != 0 && since.files > limits->disk_files / 8) ||
                       judge(index, expected) != EXCESS_NONE ||
                       judge_hidden(index, dropped) != EXCESS_NONE;
  // Measuring must stay a small part of what the machine does.
  if (age < 20 * disk->measuring_took || (!is_large && age < REMEASURED_AFTER)) return EXCESS_NONE;

  struct folder_size size;
  const uint64_t begun = now();
  uint64_t most_files = limits->disk_files == 0 ? UINT64_MAX - 1
                        : disk->is_measured
                            ? most(limits->disk_files, disk->at_start.files, limits->is_growth[index])
                            : UINT64_MAX - 1;
  if (!measure_folder(path, most_files, is_urgent, context, &size)) return EXCESS_NONE;
  // Files that were deleted but are still held take their space too.
  size.bytes += unlinked_bytes(processes, count, disk->device, &size.is_partial);
  disk->measured = (struct use){.bytes = size.bytes, .files = size.files};
  disk->partial = size.is_partial ? disk->partial + 1 : 0;
  disk->free_at_measure = free;
  disk->measured_at = now();
  disk->measuring_took = disk->measured_at - begun;
  if (!disk->is_measured) {
    disk->is_measured = 1;
    disk->at_start = (struct use){.bytes = difference(size.bytes, dropped.bytes),
                                  .files = difference(size.files, dropped.files)};
  }
  enum excess excess = judge(index, disk->measured);
  if (excess != EXCESS_NONE || disk->partial < PARTIAL_IN_A_ROW) return excess;
  return judge_hidden(index, dropped);
}

// MARK: Both

enum excess watch_look(urgent *is_urgent, void *context, int *pause) {
  *pause = PAUSE_LONG;
  size_t count = list_processes(limits->alone != 0, processes);
  uint64_t threads = 0;
  for (size_t i = 0; i < count; i++) threads += processes[i].threads;
  if (limits->processes != 0 && threads >= limits->processes) was_crowded = 1;
  if (limits->memory_bytes != 0) {
    enum excess excess = look_at_memory(count, pause);
    if (excess != EXCESS_NONE) return excess;
  }
  for (size_t i = 0; i < limits->disk_folder_count; i++) {
    enum excess excess = look_at_disk(i, count, is_urgent, context);
    if (excess != EXCESS_NONE) return excess;
  }
  return EXCESS_NONE;
}
