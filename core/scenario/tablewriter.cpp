#include "core/scenario/tablewriter.h"

#include "core/scenario/jsonlines.h"
#include "core/scenario/reader.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr auto tableName = "items.jsonl";

std::unexpected<Error> ioError(const QFileDevice &file)
{
    return fail(ErrorCode::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
}

} // namespace

TableWriter::TableWriter(PackStaging staging, Json pack)
    : m_staging(std::move(staging))
    , m_pack(std::move(pack))
{
}

Result<std::unique_ptr<TableWriter>> TableWriter::create(const QString &folder, Json pack)
{
    auto staging = PackStaging::create(folder);
    if (!staging)
        return std::unexpected(std::move(staging.error()));
    std::unique_ptr<TableWriter> writer(new TableWriter(std::move(*staging), std::move(pack)));
    writer->m_table.setFileName(writer->m_staging.filePath(QLatin1StringView(tableName)));
    if (!writer->m_table.open(QIODevice::WriteOnly))
        return ioError(writer->m_table);
    writer->m_pack["table"] = tableName;
    return writer;
}

Result<void> TableWriter::add(const QString &id, const Json &row, const Place &place)
{
    if (auto good = checkScenarioId(id, place); !good)
        return std::unexpected(std::move(good.error()).within(u"reading the row's id"_s));
    if (const auto known = m_lines.constFind(id); known != m_lines.cend())
        return fail(ErrorCode::BadInput,
                    u"%1: the id '%2' stood in line %3 already; expected each id once"_s
                        .arg(place.text(), id)
                        .arg(*known));
    m_lines.insert(id, place.line);
    const QByteArray line = dumpJson(row) + '\n';
    if (line.size() > JsonLines::maxLineBytes)
        return fail(
            ErrorCode::BadInput,
            u"%1: the scenario '%2' would have %3 bytes; a line of a table may have %4 MiB"_s
                .arg(place.text(), id)
                .arg(line.size())
                .arg(JsonLines::maxLineBytes >> 20));
    if (m_table.write(line) != line.size())
        return ioError(m_table);
    return {};
}

Result<qint64> TableWriter::finish()
{
    if (m_lines.isEmpty())
        return fail(ErrorCode::BadInput, u"there is nothing to import: the input has no rows"_s);
    if (!m_table.flush())
        return ioError(m_table);
    m_table.close();
    if (auto put = m_staging.put(std::move(m_pack)); !put)
        return std::unexpected(std::move(put.error()));
    return qint64(m_lines.size());
}

} // namespace touchstone
