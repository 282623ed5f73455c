#pragma once

#include "core/base/error.h"

#include <QtCore/QFuture>
#include <QtCore/QString>

#include <atomic>
#include <functional>
#include <memory>

class QThreadPool;
class QWidget;

namespace touchstone::ide {

/// How far saving is, and that it is no longer wanted. For several threads.
struct SaveProgress {
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: not known
    std::atomic<bool> cancelled = false;
};

/// Writes what it was made of into a new file. Any thread: it holds values, and nothing of the
/// page. Cancelled where it looked at `progress`; else what it wrote is thrown away all the same.
/// Corrupt: what could be read was written.
using Writer = std::function<Result<void>(const QString &path, SaveProgress &progress)>;

/// A way in which a page can be saved.
struct SaveFormat {
    QString title; ///< "CSV table"
    QString ending; ///< "csv"
    std::function<Writer()> take; ///< GUI thread: what is shown now
};

/// Takes in the GUI thread, writes in `pool`. The file at `path` is replaced only when all of it
/// was written; until then it stands in a hidden folder beside it. Errors: Cancelled, the writer's,
/// Io.
QFuture<Result<void>> save(const SaveFormat &format, const QString &path,
                           std::shared_ptr<SaveProgress> progress, QThreadPool &pool);

/// Writes bytes as they are.
Result<void> writeBytes(const QString &path, const QByteArray &bytes);
/// A picture of a widget as it is now, encoded as PNG where it is written. GUI thread.
SaveFormat pictureFormat(const QString &title, QWidget &widget);

} // namespace touchstone::ide
