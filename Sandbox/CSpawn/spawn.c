#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <string.h>

#ifdef __linux__

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// The child shares the caller's memory until it becomes another program: copying the page tables of a
// large process costs milliseconds. So only plain system calls are safe: no allocation, no formatted
// printing, and the identity calls without the C library's wrappers, which would change every thread of
// the caller's. Files, folders, signal actions and ids are the child's own; the calling thread waits.

struct child {
  const struct wisp_spawn_request *request;
  // Where a failure is written; the exec closes it.
  int report;
};

static _Noreturn void fail(const struct child *child, int stage, int index) {
  struct wisp_spawn_failure failure = {.stage = stage, .error = errno, .index = index};
  (void)!write(child->report, &failure, sizeof failure);
  _exit(127);
}

// Appends the digits of `number` to `text`, which must have room for ten and the end.
static void append_number(char *text, size_t number) {
  size_t length = strlen(text);
  size_t digits = 1;
  for (size_t rest = number / 10; rest != 0; rest /= 10) digits++;
  text[length + digits] = '\0';
  for (size_t i = digits; i > 0; i--, number /= 10) text[length + i - 1] = (char)('0' + number % 10);
}

static void place_descriptors(struct child *child) {
  const struct wisp_spawn_request *request = child->request;
  const int count = (int)request->descriptor_count;
  int moved[count + 1];
  for (int i = 0; i <= count; i++) {
    int source = i < count ? request->descriptors[i] : child->report;
    moved[i] = fcntl(source, F_DUPFD_CLOEXEC, count + 1);
    if (moved[i] < 0) fail(child, WISP_STAGE_DESCRIPTORS, -1);
  }
  for (int i = 0; i <= count; i++)
    if (dup3(moved[i], i, i < count ? 0 : O_CLOEXEC) < 0) fail(child, WISP_STAGE_DESCRIPTORS, -1);
  child->report = count;
  if (syscall(SYS_close_range, (unsigned)count + 1, ~0U, 0) != 0)
    fail(child, WISP_STAGE_DESCRIPTORS, -1);
}

static void leave_session(const struct child *child) {
  // A session of its own: the terminal's interrupt goes to the caller, who ends this in order.
  if (setsid() < 0) fail(child, WISP_STAGE_SESSION, -1);
  umask(022);
  struct sigaction action = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // First in line when memory runs out. Inside, /proc cannot be written.
  int score = wisp_open_own("/proc/self/oom_score_adj", O_WRONLY);
  if (score >= 0) {
    (void)!write(score, "1000", 4);
    close(score);
  }
}

// Whether the id that root becomes could not even list it.
static int is_closed(const struct stat *status) {
  return S_ISDIR(status->st_mode) && status->st_uid != WISP_SANDBOX_ID &&
         (status->st_mode & 0005) != 0005;
}

// Shows a closed folder with an open one on top of it: what it holds is as open as it is itself, as when
// root shows a folder of mktemp. Nothing of the host's is changed.
static int mount_opened(const char *source, const char *target, size_t index) {
  char upper[64] = WISP_STAGE_FOLDER "/upper-", work[64] = WISP_STAGE_FOLDER "/work-";
  append_number(upper, index);
  append_number(work, index);
  if (mkdir(upper, 0755) != 0 || mkdir(work, 0755) != 0) return -1;
  char options[256] = "";
  const char *const parts[] = {"lowerdir=", source, ",upperdir=", upper, ",workdir=", work};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) strcat(options, parts[i]);
  return mount("overlay", target, "overlay", MS_NOSUID | MS_NODEV, options);
}

static void stage_mounts(const struct child *child) {
  const struct wisp_spawn_request *request = child->request;
  if (unshare(CLONE_NEWNS) != 0) fail(child, WISP_STAGE_NAMESPACE, -1);
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    fail(child, WISP_STAGE_NAMESPACE, -1);

  // Opened before the stage folder is covered: a source may lie in it.
  const int first = child->report + 1;
  for (size_t i = 0; i < request->staged_count; i++) {
    int opened = open(request->staged[i], O_PATH | O_CLOEXEC);
    if (opened < 0) fail(child, WISP_STAGE_OPEN, (int)i);
    if (opened != first + (int)i) {
      errno = EBADF;
      fail(child, WISP_STAGE_OPEN, (int)i);
    }
  }
  if (mount("tmpfs", WISP_STAGE_FOLDER, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m") != 0)
    fail(child, WISP_STAGE_FOLDER_MOUNT, -1);
  for (size_t i = 0; i < request->staged_count; i++) {
    const int opened = first + (int)i;
    char source[64] = "/proc/self/fd/";
    append_number(source, (size_t)opened);
    char target[64] = WISP_STAGE_FOLDER "/";
    append_number(target, i);
    struct stat status;
    if (fstat(opened, &status) != 0) fail(child, WISP_STAGE_OPEN, (int)i);
    if (S_ISDIR(status.st_mode)) {
      if (mkdir(target, 0755) != 0) fail(child, WISP_STAGE_MOUNT, (int)i);
    } else if (S_ISREG(status.st_mode)) {
      int file = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
      if (file < 0) fail(child, WISP_STAGE_MOUNT, (int)i);
      close(file);
    } else {
      errno = EINVAL;
      fail(child, WISP_STAGE_MOUNT, (int)i);
    }
    if (is_closed(&status) ? mount_opened(source, target, i) != 0
                           : mount(source, target, NULL, MS_BIND | MS_REC, NULL) != 0)
      fail(child, WISP_STAGE_MOUNT, (int)i);
  }
  for (size_t i = 0; i < request->staged_count; i++) close(first + (int)i);
}

static void drop_root(const struct child *child) {
  const long id = WISP_SANDBOX_ID;
  if (syscall(SYS_setgroups, 0, NULL) != 0) fail(child, WISP_STAGE_IDENTITY, -1);
  if (syscall(SYS_setresgid, id, id, id) != 0) fail(child, WISP_STAGE_IDENTITY, -1);
  if (syscall(SYS_setresuid, id, id, id) != 0) fail(child, WISP_STAGE_IDENTITY, -1);
}

static void join_groups(const struct child *child) {
  for (size_t i = 0; i < child->request->group_count; i++)
    if (write(child->request->groups[i], "0", 1) != 1) fail(child, WISP_STAGE_GROUP, (int)i);
}

static _Noreturn void run_child(struct child child) {
  join_groups(&child);
  place_descriptors(&child);
  leave_session(&child);
  if (child.request->as_root) {
    if (child.request->staged_count > 0) stage_mounts(&child);
    drop_root(&child);
  }
  if (chdir("/") != 0) fail(&child, WISP_STAGE_EXEC, -1);
  char *const no_environment[] = {NULL};
  execve(child.request->executable, child.request->arguments, no_environment);
  fail(&child, WISP_STAGE_EXEC, -1);
}

static pid_t spawn_failed(struct wisp_spawn_failure *failure, int error) {
  *failure = (struct wisp_spawn_failure){.stage = WISP_STAGE_FORK, .error = error, .index = -1};
  return -1;
}

pid_t wisp_spawn(const struct wisp_spawn_request *request, struct wisp_spawn_failure *failure) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return spawn_failed(failure, errno);

  // No handler of the caller's may run in the child before the signals are reset there.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  // Whoever gives up root makes the memory that it still shares one that nobody may look into.
  int dumpable = wisp_memory_is_closed() ? 0 : prctl(PR_GET_DUMPABLE);
  pid_t pid = vfork();
  int error = errno;
  if (pid == 0) run_child((struct child){.request = request, .report = report[1]});
  if (prctl(PR_GET_DUMPABLE) != dumpable) prctl(PR_SET_DUMPABLE, dumpable);
  pthread_sigmask(SIG_SETMASK, &before, NULL);

  close(report[1]);
  if (pid < 0) {
    close(report[0]);
    return spawn_failed(failure, error);
  }
  ssize_t length;
  do length = read(report[0], failure, sizeof *failure);
  while (length < 0 && errno == EINTR);
  close(report[0]);
  if (length == 0) return pid;
  if (length != sizeof *failure) spawn_failed(failure, EIO);
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
  return -1;
}

#else

pid_t wisp_spawn(const struct wisp_spawn_request *request, struct wisp_spawn_failure *failure) {
  (void)request;
  *failure = (struct wisp_spawn_failure){.stage = WISP_STAGE_FORK, .error = ENOSYS, .index = -1};
  return -1;
}

#endif
