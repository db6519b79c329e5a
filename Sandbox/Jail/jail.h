// wisp-jail: process 1 of a sandbox. See main.c for what it does and the words it reports.
#pragma once

#include <stdint.h>

struct options {
  // Read end of a pipe whose only write end is in the process outside: its end ends the sandbox.
  int lifeline;
  // Write end of the pipe for the report.
  int status;
  // Wall-clock limit; 0 for none.
  uint64_t milliseconds;
  // Limits of the command; 0 for none.
  uint64_t processes;
  uint64_t file_bytes;
  uint64_t address_bytes;
  uint64_t data_bytes;
  uint64_t nice;
  // The command, ended by a null pointer.
  char **command;
};

// What the child writes when a step before the command's own first instruction failed.
struct child_failure {
  int32_t step;
  int32_t error;
};

// Reads the arguments; returns the name of the first one that is wrong, or null.
const char *parse_options(int count, char **arguments, struct options *options);

// In the child: takes every step up to the command. Returns only on failure, after reporting it.
void become_command(const struct options *options, int failures);

// The word for a step, for the report.
const char *step_name(int32_t step);
