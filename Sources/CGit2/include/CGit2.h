#pragma once
#include <git2.h>
#include <git2/sys/mempack.h>

// Loads the library, before anything of it is used. Returns null, or what is wrong.
const char *wisp_git_load(void);

// From now on refuses objects of a repository whose files were cut, which libgit2 would read for ever.
// Returns 0, or libgit2's code.
int wisp_git_guard(git_repository *repository);

// `git_libgit2_opts` is variadic, which Swift cannot call: one typed setter for each option in use.

static inline int wisp_git_set_search_path(git_config_level_t level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, (int)level, path);
}

static inline int wisp_git_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

static inline int wisp_git_set_fsync(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}
