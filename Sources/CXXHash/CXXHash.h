#include <stddef.h>
#include <xxhash.h>

// On x86 the library chooses the widest vectors at run time, behind names of its own. Its header
// for them cannot be a module's, since it renames the plain functions.
#if defined(__x86_64__)
XXH128_hash_t XXH3_128bits_dispatch(const void *input, size_t length);
XXH_errorcode XXH3_128bits_update_dispatch(XXH3_state_t *state, const void *input, size_t length);
#endif

static inline XXH128_hash_t cxxhash_of(const void *input, size_t length) {
#if defined(__x86_64__)
  return XXH3_128bits_dispatch(input, length);
#else
  return XXH3_128bits(input, length);
#endif
}

static inline void cxxhash_update(XXH3_state_t *state, const void *input, size_t length) {
#if defined(__x86_64__)
  XXH3_128bits_update_dispatch(state, input, length);
#else
  XXH3_128bits_update(state, input, length);
#endif
}

// Begins to bring what stands at an address nearer, where the processor can; no address is wrong.
static inline void cxxhash_prefetch(const void *address) { __builtin_prefetch(address); }
