#pragma once

#include "core/check/verdict.h"

namespace touchstone {

/// How much of a stranger's text one piece of evidence shows, in characters.
inline constexpr qsizetype shownText = 20'000;

/// Text from a stranger, made safe to show and shortened.
Evidence textEvidence(const QString &title, QByteArrayView text);
/// A place in the workspace with what is to be said about it; line and column from 1, 0: not known.
Evidence placeEvidence(const QString &file, int line, int column, const QString &message);
/// Two texts that should have been equal.
Evidence diffEvidence(const QString &title, const QByteArray &expected, const QByteArray &found);
/// Rows of as many cells as there are columns; of more than `maxRows`, the first are kept and the
/// title says so.
Evidence tableEvidence(const QString &title, const QStringList &columns,
                       const std::vector<QStringList> &rows, size_t maxRows = 1000);

/// A unified diff of lines, three lines of context, without file headers; empty for equal texts.
/// Texts that are too long to compare line by line are shown as replaced whole.
QString unifiedDiff(const QString &before, const QString &after);

/// One line of at most `limit` characters for a reason: safe to show, newlines become spaces.
QString oneLine(const QString &text, qsizetype limit = 200);
QString oneLine(const QByteArray &text, qsizetype limit = 200);

} // namespace touchstone
