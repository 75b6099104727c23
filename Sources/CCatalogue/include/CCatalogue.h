// Texts that the programs carry with them, embedded as they stand. Swift would take minutes to
// compile them as literals.
#ifndef CCATALOGUE_H
#define CCATALOGUE_H

#include <stddef.h>

// A text and its name.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t count;
} ccatalogue_text;

// The mapping files of Sources/Domain/Mapping/builtin, by the format they are for.
const ccatalogue_text *ccatalogue_mappings(size_t *count);

// The schemas of docs/schema, in alphabetical order of the kinds of records.
const ccatalogue_text *ccatalogue_schemas(size_t *count);

#endif
