#include "csimdjson.h"

#include <cstring>
#include <new>
#include <simdjson.h>

struct csimdjson_parser {
  simdjson::dom::parser parser;
  size_t max_depth;
};

static_assert(simdjson::SIMDJSON_PADDING <= csimdjson_padding, "the header promises too little");
static_assert(simdjson::MEMALLOC == csimdjson_out_of_memory, "the header names another error");

csimdjson_parser *csimdjson_create(size_t max_depth) {
  auto *created = new (std::nothrow) csimdjson_parser;
  if (created != nullptr) created->max_depth = max_depth;
  return created;
}

void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

int csimdjson_parse(csimdjson_parser *state, const uint8_t *text, size_t length,
                    csimdjson_document *document) {
  // No JSON begins with a byte order mark (RFC 8259, section 8.1). Later simdjson skips one, and
  // counts its offsets from behind it.
  if (length >= 3 && std::memcmp(text, "\xEF\xBB\xBF", 3) == 0) return simdjson::TAPE_ERROR;
  simdjson::dom::parser &parser = state->parser;
  if (length > parser.capacity()) {
    // Grown by half at a time: the tape costs ten bytes for one of text.
    size_t wanted = length + length / 2 < 4096 ? 4096 : length + length / 2;
    auto error = parser.allocate(wanted, state->max_depth);
    if (error) return error;
  }
  auto error = parser.parse(text, length, false).error();
  if (error) return error;
  document->tape = parser.doc.tape.get();
  document->strings = parser.doc.string_buf.get();
  document->structurals = parser.implementation->structural_indexes.get();
  document->structural_count = parser.implementation->n_structural_indexes;
  return 0;
}

const char *csimdjson_message(int code) {
  return simdjson::error_message(static_cast<simdjson::error_code>(code));
}
