#pragma once

#include "app/ide/document.h"

namespace touchstone::inspect {

/// One attempt as a self-contained page, as the JSON of its trace, and as a picture of what is
/// shown.
std::vector<ide::SaveFormat> attemptFormats(QWidget &page, const QString &runFile,
                                            const QString &attempt, int pass);

} // namespace touchstone::inspect
