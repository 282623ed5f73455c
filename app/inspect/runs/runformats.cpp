#include "app/inspect/runs/runformats.h"

#include "app/inspect/runs/attemptsmodel.h"
#include "app/inspect/runs/matrixmodel.h"

#include "core/report/csv.h"

#include <QtCore/QSaveFile>
#include <QtWidgets/QHeaderView>

#include <numeric>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr size_t lookEvery = 256; // rows between two looks at whether this is wanted still

/// A line for each of `rows`, and one of titles before.
template <typename Cells>
Result<void> writeLines(const QString &path, const QStringList &titles, size_t rows,
                        const Cells &cells, ide::SaveProgress &progress)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    progress.total = qint64(rows);
    const auto write = [&file](QStringList line) {
        for (QString &cell : line)
            cell = csvText(cell);
        file.write((line.join(u',') + u"\r\n"_s).toUtf8());
    };
    write(titles);
    for (size_t row = 0; row < rows; ++row) {
        if (row % lookEvery == 0) {
            progress.done = qint64(row);
            if (progress.cancelled)
                return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
        }
        write(cells(row));
    }
    if (!file.commit()) // also when one of the writes failed
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace

ide::Writer attemptsCsv(const AttemptsModel &model, const QHeaderView &header)
{
    std::vector<AttemptField> fields;
    QStringList titles;
    for (int visual = 0; visual < header.count(); ++visual)
        if (const int column = header.logicalIndex(visual); !header.isSectionHidden(column)) {
            fields.push_back(AttemptField(column));
            titles.append(fieldTitle(fields.back()));
        }
    std::vector<quint32> rows = model.rows();
    if (model.isAll()) {
        rows.resize(size_t(model.rowCount()));
        std::iota(rows.begin(), rows.end(), quint32(0));
    }
    return [fields = std::move(fields), titles, table = model.table(),
            rows = std::move(rows)](const QString &path, ide::SaveProgress &progress) {
        const auto cells = [&](size_t n) {
            QStringList line;
            for (const AttemptField field : fields)
                line.append(cellText(table, table.row(rows[n]), field));
            return line;
        };
        return writeLines(path, titles, rows.size(), cells, progress);
    };
}

ide::Writer matrixCsv(const MatrixModel &model)
{
    return [rows = model.rows(), agents = model.agents()](const QString &path,
                                                          ide::SaveProgress &progress) {
        const auto cells = [&rows](size_t n) {
            QStringList line{rows[n].scenario};
            for (const MatrixCell &cell : rows[n].cells)
                line.append(cellText(cell));
            return line;
        };
        return writeLines(path, QStringList{MatrixModel::tr("Scenario")} + agents, rows.size(),
                          cells, progress);
    };
}

} // namespace touchstone::inspect
