#pragma once

#include "app/ide/saving.h"

#include <QtCore/QThreadPool>

namespace touchstone::test {

/// Saves what a page shows now and waits until it is written; what writes needs no GUI thread.
inline Result<void> saveNow(const ide::SaveFormat &format, const QString &path)
{
    QThreadPool pool;
    return ide::save(format, path, std::make_shared<ide::SaveProgress>(), pool).result();
}

} // namespace touchstone::test
