#include "CGit2.h"

#ifdef __linux__

#include "CLate.h"

// What wisp uses of it.
#define FUNCTIONS(X) \
  X(git_blob_create_from_buffer) X(git_blob_free) X(git_blob_lookup) X(git_blob_rawcontent)                \
  X(git_blob_rawsize) X(git_checkout_head) X(git_checkout_options_init) X(git_commit_create)               \
  X(git_commit_free) X(git_commit_lookup) X(git_commit_message) X(git_commit_parent_id)                    \
  X(git_commit_time) X(git_commit_tree) X(git_diff_find_options_init) X(git_diff_find_similar)             \
  X(git_diff_free) X(git_diff_num_deltas) X(git_diff_options_init) X(git_diff_print)                       \
  X(git_diff_tree_to_tree) X(git_error_last) X(git_error_set_str) X(git_graph_descendant_of)               \
  X(git_index_add) X(git_index_free) X(git_index_new) X(git_index_write_tree_to) X(git_libgit2_init)       \
  X(git_libgit2_opts) X(git_mempack_new) X(git_note_commit_create) X(git_note_free) X(git_note_message)    \
  X(git_note_read) X(git_object_free) X(git_object_id) X(git_object_lookup_prefix) X(git_odb_add_backend)  \
  X(git_odb_backend_one_pack) X(git_odb_exists) X(git_odb_foreach) X(git_odb_free)                         \
  X(git_odb_init_backend) X(git_odb_new) X(git_odb_open) X(git_odb_refresh) X(git_oid_fromstr)             \
  X(git_oid_fromstrn) X(git_oid_tostr) X(git_packbuilder_free) X(git_packbuilder_insert)                   \
  X(git_packbuilder_insert_walk) X(git_packbuilder_name) X(git_packbuilder_new) X(git_packbuilder_write)   \
  X(git_patch_free) X(git_patch_from_diff) X(git_patch_get_delta) X(git_patch_line_stats)                  \
  X(git_refdb_compress) X(git_refdb_free) X(git_reference_create) X(git_reference_create_matching)         \
  X(git_reference_free) X(git_reference_iterator_free) X(git_reference_iterator_glob_new)                  \
  X(git_reference_name_to_id) X(git_reference_next_name) X(git_repository_free)                            \
  X(git_repository_init_ext) X(git_repository_init_options_init) X(git_repository_odb)                     \
  X(git_repository_open_bare) X(git_repository_path) X(git_repository_refdb) X(git_repository_wrap_odb)    \
  X(git_revwalk_free) X(git_revwalk_new) X(git_revwalk_push) X(git_signature_free) X(git_signature_new)    \
  X(git_tree_entry_byindex) X(git_tree_entry_filemode) X(git_tree_entry_id) X(git_tree_entry_name)         \
  X(git_tree_entrycount) X(git_tree_free) X(git_tree_id) X(git_tree_lookup)

// Git's compression, which libgit2 brings along: to look at objects before it does.
#define ZLIB_FUNCTIONS(X) X(inflateInit_) X(inflate) X(inflateEnd)

FUNCTIONS(WISP_LATE)
ZLIB_FUNCTIONS(WISP_LATE)

const char *wisp_git_load(void) {
  static const char *const files[] = {"libgit2.so." LIBGIT2_SOVERSION, NULL};
  static const struct wisp_late_function functions[] = {FUNCTIONS(WISP_LATE_ENTRY)};
  static const char *const zlib_files[] = {"libz.so.1", NULL};
  static const struct wisp_late_function zlib_functions[] = {ZLIB_FUNCTIONS(WISP_LATE_ENTRY)};
  const char *wrong = wisp_late_load(zlib_files, zlib_functions,
                                     sizeof zlib_functions / sizeof zlib_functions[0]);
  if (wrong != NULL) return wrong;
  return wisp_late_load(files, functions, sizeof functions / sizeof functions[0]);
}

#else

const char *wisp_git_load(void) { return NULL; }

#endif
