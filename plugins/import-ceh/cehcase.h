#pragma once

#include "core/base/json.h"

namespace touchstone {

enum class CehKind { Fix, Test, Doc };

/// A case as its file has it.
struct CehCase {
    CehKind kind = CehKind::Fix;
    QString id; ///< "fix/case-7"
    QString file; ///< of the case, as the user knows it
    QString folder; ///< that it lies in
    QString repository; ///< "owner/name"; not for doc
    QString commit;
    QString path; ///< of the source file: in the repository, or beside the case
    QString snippet;
    int firstLine = 0; ///< as the case counts
    int lastLine = 0;
    QString language; ///< as the case names it
    QString analyser;
    QString rule;
    QString message;
    QString method;
    QString prompt;
};

/// BadInput names file and pointer, what was found and what was expected.
Result<CehCase> readCehCase(const QString &file, CehKind kind);

/// Where the case's lines stand in the file: from 1. The harness counts its files from 0 in some
/// places and from 1 in others, so the code that a case quotes decides; where it quotes none, or
/// not what stands there, from 0. Nothing: the file is shorter.
struct CehLines {
    int first = 0;
    int last = 0;
    bool certain = false; ///< the quoted code stands there
};
std::optional<CehLines> linesOf(const CehCase &theCase, const QByteArray &source);

} // namespace touchstone
