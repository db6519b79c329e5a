// The steps between the fork and the command.
#define _GNU_SOURCE
#include "jail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum step {
  STEP_SESSION,
  STEP_TERMINAL,
  STEP_DIRECTORY,
  STEP_SIGNALS,
  STEP_LIMITS,
  STEP_PRIORITY,
  STEP_DESCRIPTORS,
  STEP_CAPABILITIES,
  STEP_PATHS,
  STEP_FILTER,
  STEP_EXEC,
};

static const char *const step_names[] = {
    [STEP_SESSION] = "session",   [STEP_TERMINAL] = "terminal",
    [STEP_DIRECTORY] = "directory", [STEP_SIGNALS] = "signals",
    [STEP_LIMITS] = "limits",     [STEP_PRIORITY] = "priority",
    [STEP_DESCRIPTORS] = "descriptors", [STEP_CAPABILITIES] = "capabilities",
    [STEP_PATHS] = "landlock",    [STEP_FILTER] = "seccomp",
    [STEP_EXEC] = "exec",
};

const char *step_name(int32_t step) {
  const int32_t count = sizeof step_names / sizeof step_names[0];
  return step >= 0 && step < count ? step_names[step] : "unknown";
}

static int default_signals(void) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) {
    if (number == SIGKILL || number == SIGSTOP) continue;
    // The two that the C library keeps for itself are refused, and are at their default.
    if (sigaction(number, &action, NULL) != 0 && errno != EINVAL) return -1;
  }
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

// Sets both ends of a limit, never above what is already allowed.
static int limit(int resource, uint64_t value) {
  struct rlimit current;
  if (getrlimit(resource, &current) != 0) return -1;
  rlim_t wanted = (rlim_t)value;
  if (current.rlim_max != RLIM_INFINITY && wanted > current.rlim_max) wanted = current.rlim_max;
  struct rlimit new = {.rlim_cur = wanted, .rlim_max = wanted};
  // A second more before the kernel kills without a word: the first signal names the limit.
  if (resource == RLIMIT_CPU && new.rlim_max < current.rlim_max) new.rlim_max++;
  return setrlimit(resource, &new);
}

static int limits(const struct options *options) {
  // One byte, not none: with none a core pattern that is a pipe still starts the host's handler.
  if (limit(RLIMIT_CORE, 1) != 0) return -1;
  if (limit(RLIMIT_MEMLOCK, 64 << 10) != 0) return -1;
  if (limit(RLIMIT_MSGQUEUE, 0) != 0) return -1;
  if (limit(RLIMIT_SIGPENDING, 1024) != 0) return -1;
  if (limit(RLIMIT_RTPRIO, 0) != 0) return -1;
  if (options->open_files != 0 && limit(RLIMIT_NOFILE, options->open_files) != 0) return -1;
  if (options->file_bytes != 0 && limit(RLIMIT_FSIZE, options->file_bytes) != 0) return -1;
  if (options->address_bytes != 0 && limit(RLIMIT_AS, options->address_bytes) != 0) return -1;
  if (options->data_bytes != 0 && limit(RLIMIT_DATA, options->data_bytes) != 0) return -1;
  if (options->cpu_seconds != 0 && limit(RLIMIT_CPU, options->cpu_seconds) != 0) return -1;
  // Counted per user namespace, so only what runs in here counts. One more for process 1.
  const uint64_t others = 1 + options->threads_elsewhere;
  if (options->processes != 0 && limit(RLIMIT_NPROC, options->processes + others) != 0) return -1;
  return 0;
}

static int lower_priority(const struct options *options) {
  errno = 0;
  int current = getpriority(PRIO_PROCESS, 0);
  if (current == -1 && errno != 0) return -1;
  int wanted = current + (int)(options->nice > 19 ? 19 : options->nice);
  return setpriority(PRIO_PROCESS, 0, wanted > 19 ? 19 : wanted);
}

static enum wisp_strictness strictness(const struct options *options) {
  if (options->alone) return WISP_FILTER_ALONE;
  return options->unix_sockets ? WISP_FILTER_UNIX_SOCKETS : WISP_FILTER_CONFINED;
}

static int restrict_paths(const struct options *options) {
  int version = landlock_version();
  // A second layer behind the mounts; without them there must be all of it.
  if (version == 0 && !options->alone) return 0;
  if (options->alone && version < 6) {
    errno = ENOTSUP;
    return -1;
  }
  return landlock_restrict(options->grants, options->grant_count, version, strictness(options));
}

void become_command(const struct options *options, int failures) {
  struct child_failure failure = {.step = STEP_SESSION};
  if (setsid() < 0) goto failed;
  failure.step = STEP_TERMINAL;
  if (options->terminal != 0 && ioctl(STDIN_FILENO, TIOCSCTTY, 0) != 0) goto failed;
  failure.step = STEP_DIRECTORY;
  if (options->directory != NULL && chdir(options->directory) != 0) goto failed;
  failure.step = STEP_SIGNALS;
  if (default_signals() != 0) goto failed;
  failure.step = STEP_LIMITS;
  if (limits(options) != 0) goto failed;
  failure.step = STEP_PRIORITY;
  if (lower_priority(options) != 0) goto failed;
  failure.step = STEP_DESCRIPTORS;
  // All but the standard three and the failure pipe, which the exec closes.
  if (dup3(failures, 3, O_CLOEXEC) < 0 && errno != EINVAL) goto failed;
  failures = 3;
  if (syscall(SYS_close_range, 4, ~0U, 0) != 0) goto failed;
  failure.step = STEP_CAPABILITIES;
  if (drop_capabilities() != 0) goto failed;
  failure.step = STEP_PATHS;
  if (restrict_paths(options) != 0) goto failed;
  failure.step = STEP_FILTER;
  if (wisp_filter_apply(strictness(options)) != 0) goto failed;
  failure.step = STEP_EXEC;
  execvp(options->command[0], options->command);
failed:
  failure.error = errno;
  (void)!write(failures, &failure, sizeof failure);
  _exit(127);
}
