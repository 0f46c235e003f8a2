/* An empty package of Unicode data, in the place of the 34 MB that a static Foundation brings for locales,
 * calendars and collations. The libraries that we link import Foundation; nothing of duban asks it for a
 * locale: its dates, zones and texts are its own. Found by name, it keeps the archive's out of the programs;
 * hidden, it takes nothing from a Foundation that is shared. Should a later Swift bring another version of
 * ICU, the name no longer fits and the programs grow again: a test holds their size.
 * The layout: icu4c, common/ucmndata.h and common/unicode/udata.h. */

#include <stdint.h>

struct package {
    uint16_t header_size;
    uint8_t magic[2];
    uint16_t info_size;
    uint16_t reserved;
    uint8_t is_big_endian;
    uint8_t charset_family;
    uint8_t size_of_uchar;
    uint8_t reserved_byte;
    uint8_t data_format[4];
    uint8_t format_version[4];
    uint8_t data_version[4];
    uint8_t padding[8];
    /* The table of contents: nothing. */
    uint32_t count;
    uint32_t end;
};

__attribute__((visibility("hidden"), aligned(16), used)) const struct package icudt76_dat = {
    .header_size = 32,
    .magic = {0xda, 0x27},
    .info_size = 20,
    .is_big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .size_of_uchar = 2,
    .data_format = {'T', 'o', 'C', 'P'},
    .format_version = {1},
};
