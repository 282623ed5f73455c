#pragma once

#include "core/base/json.h"

#include <atomic>
#include <vector>

namespace touchstone {

/// An option of an importer, as the command line shows it.
struct ImportOption {
    QString name; ///< "mode": given as --mode VALUE
    QString help;
    QStringList choices; ///< empty: free text
    bool required = false;
    bool repeatable = false;
};

/// What an importer makes.
enum class ImportProduct {
    Pack, ///< scenarios: a folder
    Run, ///< attempts that were made elsewhere: a run file
};

/// How far an import is, and that it is no longer wanted. For several threads.
struct ImportProgress {
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: not known yet
    std::atomic<bool> cancelled = false;
};

struct ImportRequest {
    QString input; ///< file or folder
    QString output; ///< the pack's folder, new or empty; or the run file, new
    QMap<QString, QStringList> options; ///< name to values; validated against options()
    ImportProgress *progress = nullptr; ///< outlives the import; null: nobody looks
};

struct ImportReport {
    qint64 scenarios = 0; ///< of a pack
    qint64 attempts = 0; ///< of a run
    QStringList notes; ///< what was left out or is worth knowing, a line each
};

/// Turns a foreign format into a pack or a run. The input is a stranger's: BadInput names file,
/// place, found, expected.
class Importer {
public:
    virtual ~Importer() = default;
    [[nodiscard]] virtual QString id() const = 0; ///< "humaneval"
    [[nodiscard]] virtual QString summary() const = 0; ///< one line for people
    [[nodiscard]] virtual ImportProduct product() const { return ImportProduct::Pack; }
    [[nodiscard]] virtual std::vector<ImportOption> options() const = 0;
    /// Writes nothing where it fails. Cancelled: `progress` said so, where it looks.
    [[nodiscard]] virtual Result<ImportReport> run(const ImportRequest &request) const = 0;
};

} // namespace touchstone
