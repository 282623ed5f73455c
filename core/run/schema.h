#pragma once

#include "core/run/sqlite.h"

#include <QtCore/QStringList>

#include <span>

/// The tables and views of a run file. Any change of their text, however small, is a new number and
/// a step in migrations(): a file's schema is compared with ours word for word.
namespace touchstone::schema {

inline constexpr qint32 applicationId = 0x54437374; ///< "TCst", at byte 68 of the file
inline constexpr int version = 1; ///< SQLite's user_version, at byte 60

/// What SQLite's 100-byte header tells, before SQLite is let near a stranger's file.
struct Header {
    qint32 applicationId = 0;
    int version = 0;
    qint64 pageBytes = 0;
    qint64 pages = 0; ///< as the file itself says; 0: it does not
};
/// Errors: NotFound, Io, Corrupt (empty, too short, not SQLite, not ours), Newer.
Result<Header> readHeader(const QString &path);

/// Makes all tables and views in an empty database.
Result<void> make(sqlite::Database &database);

/// How a file of one version becomes one of the next.
struct Migration {
    int from = 0;
    const char *sql = nullptr;
};
std::span<const Migration> migrations();
/// Brings the file up to `to` in one transaction; a missing step is Unsupported.
Result<void> migrate(sqlite::Database &database, std::span<const Migration> steps, int to);

/// Compares the file's schema with ours. Corrupt where it has triggers, views, indices or virtual
/// tables that are not ours, or ours with another text: somebody tampered with it. What is missing
/// (damage) comes back as messages.
Result<QStringList> compare(const sqlite::Database &database);

} // namespace touchstone::schema
