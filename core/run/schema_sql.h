#pragma once

namespace touchstone::schema {

/// Tables: an attempt is an integer `n` inside the file (the order in which attempts finished) and
/// an `id` in the world. Strings that come again and again are kept once in `text`, bytes once in
/// `blob`. NULL in a real column stands for NaN.
extern const char *const tablesSql;
/// The documented interface: NAME_v1, and NAME for the newest. Plural; tables are singular and ours
/// alone.
extern const char *const viewsSql;

} // namespace touchstone::schema
