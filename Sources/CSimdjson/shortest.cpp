#include "csimdjson.h"

#include <charconv>

void csimdjson_shortest(double value, csimdjson_digits *result) {
  // d.ddddde-XX: at most 17 digits, a point and five characters of exponent.
  char text[32];
  const char *end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  int32_t count = 0;
  const char *at = text;
  for (; *at != 'e'; ++at) {
    if (*at != '.') result->digits[count++] = static_cast<uint8_t>(*at);
  }
  bool negative = at[1] == '-';
  int32_t exponent = 0;
  for (at += 2; at < end; ++at) exponent = exponent * 10 + (*at - '0');
  result->count = count;
  result->point = (negative ? -exponent : exponent) + 1;
}
