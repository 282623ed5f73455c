#pragma once

#include "core/workspace/draft.h"

namespace touchstone {

/// Whether the text has a whole search/replace block: its three marks in order.
bool hasSearchReplace(QByteArrayView answer);

/// Applies search/replace blocks in their order, each to what the ones before left.
/// A block's file is named by the nearest of the three lines above it that names a file of the
/// workspace or looks like a path (marks of Markdown around it do not count), or by the info string
/// of its fence ("python:src/a.py"); else it is the last block's file, else the target file.
/// The search must stand in the file exactly once, as whole lines; failing that, exactly once when
/// spaces at line ends do not count. An empty search makes a new file, or fills an empty one.
ApplyResult applySearchReplace(const QByteArray &answer, const AnswerContext &context,
                               Draft &draft);

} // namespace touchstone
