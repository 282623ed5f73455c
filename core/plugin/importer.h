#pragma once

#include "core/base/json.h"

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

struct ImportRequest {
    QString input; ///< file or folder
    QString output; ///< the pack's folder: new or empty
    QMap<QString, QStringList> options; ///< name to values; validated against options()
};

struct ImportReport {
    qint64 scenarios = 0;
    QStringList notes; ///< what was left out or is worth knowing, a line each
};

/// Turns a foreign format into a pack. The input is a stranger's: BadInput names file, place,
/// found, expected.
class Importer {
public:
    virtual ~Importer() = default;
    [[nodiscard]] virtual QString id() const = 0; ///< "humaneval"
    [[nodiscard]] virtual QString summary() const = 0; ///< one line for people
    [[nodiscard]] virtual std::vector<ImportOption> options() const = 0;
    /// Writes nothing where it fails.
    [[nodiscard]] virtual Result<ImportReport> run(const ImportRequest &request) const = 0;
};

} // namespace touchstone
