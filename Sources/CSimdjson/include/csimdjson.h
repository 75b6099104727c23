// simdjson's DOM parser (Debian: libsimdjson-dev) behind C, so that no importer needs C++.
#ifndef SLUICE_CSIMDJSON_H
#define SLUICE_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Bytes that must be readable (never used) behind the text of a parse.
enum { csimdjson_padding = 64 };

// The error code that says that memory is short.
enum { csimdjson_out_of_memory = 2 };

typedef struct csimdjson_parser csimdjson_parser;

// What one successful parse left in the parser; valid until its next parse.
typedef struct {
  uint64_t *tape;              // simdjson's tape: doc/tape.md of simdjson 3.0
  const uint8_t *strings;      // unescaped strings: 4 bytes of length, the bytes, a NUL
  const uint32_t *structurals; // offsets of structural characters and of scalars' first bytes
  uint32_t structural_count;
} csimdjson_document;

// NULL when memory is short. `max_depth` counts nested arrays and objects.
csimdjson_parser *csimdjson_create(size_t max_depth);
void csimdjson_destroy(csimdjson_parser *parser);

// Parses one JSON text. Returns 0, or simdjson's error code (see csimdjson_message).
int csimdjson_parse(csimdjson_parser *parser, const uint8_t *text, size_t length,
                    csimdjson_document *document);

// simdjson's own words for an error code: static memory.
const char *csimdjson_message(int code);

// The significant digits of a double: value = 0.DIGITS * 10^point.
typedef struct {
  uint8_t digits[24];
  int32_t count;
  int32_t point;
} csimdjson_digits;

// The shortest digits that read back as `value`, which must be finite and above zero; of several
// as short the nearest to it. This is std::to_chars of C++17.
void csimdjson_shortest(double value, csimdjson_digits *result);

#ifdef __cplusplus
}
#endif
#endif
