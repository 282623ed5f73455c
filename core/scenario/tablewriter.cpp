#include "core/scenario/tablewriter.h"

#include "core/scenario/jsonlines.h"
#include "core/scenario/reader.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr auto tableName = "items.jsonl";

/// A folder's name as a pack may be called.
QString packName(const QString &folder)
{
    QString name = QFileInfo(QDir::cleanPath(QFileInfo(folder).absoluteFilePath())).fileName();
    for (QChar &c : name)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'-';
    while (!name.isEmpty() && !name.front().isLetterOrNumber())
        name.remove(0, 1);
    return name.isEmpty() ? u"pack"_s : name.left(100);
}

std::unexpected<Error> ioError(const QFileDevice &file)
{
    return fail(ErrorCode::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
}

} // namespace

TableWriter::TableWriter(QString folder, Json pack)
    : m_folder(std::move(folder))
    , m_pack(std::move(pack))
{
}

Result<std::unique_ptr<TableWriter>> TableWriter::create(const QString &folder, Json pack)
{
    const QFileInfo info(folder);
    if (info.exists() && !info.isDir())
        return fail(ErrorCode::BadInput,
                    u"%1 is a file; expected a new or empty folder for the pack"_s.arg(folder));
    if (info.exists() && !QDir(folder).isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1 is not empty; a pack is written to a new or empty folder"_s.arg(folder));
    std::unique_ptr<TableWriter> writer(
        new TableWriter(QDir::cleanPath(info.absoluteFilePath()), std::move(pack)));
    if (auto opened = writer->open(); !opened)
        return std::unexpected(std::move(opened.error()));
    return writer;
}

Result<void> TableWriter::open()
{
    const QFileInfo info(m_folder);
    if (!QDir().mkpath(info.absolutePath()))
        return fail(ErrorCode::Io, u"the folder %1 can't be made"_s.arg(info.absolutePath()));
    // Beside its place, so that it can be moved there in one step.
    m_staging = std::make_unique<QTemporaryDir>(info.absolutePath() + u"/."_s + info.fileName()
                                                + u"-XXXXXX"_s);
    if (!m_staging->isValid())
        return fail(ErrorCode::Io,
                    u"no folder can be made in %1: %2"_s.arg(info.absolutePath(),
                                                             m_staging->errorString()));
    m_table.setFileName(m_staging->filePath(QLatin1StringView(tableName)));
    if (!m_table.open(QIODevice::WriteOnly))
        return ioError(m_table);
    m_pack["format"] = 1;
    m_pack["name"] = packName(m_folder);
    m_pack["table"] = tableName;
    return {};
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
    QFile pack(m_staging->filePath(u"pack.json"_s));
    const QByteArray text = prettyJson(m_pack);
    if (!pack.open(QIODevice::WriteOnly) || pack.write(text) != text.size() || !pack.flush())
        return ioError(pack);
    pack.close();
    QDir().rmdir(m_folder); // an empty one makes room
    const QString staged = m_staging->path();
    if (!QDir().rename(staged, m_folder))
        return fail(ErrorCode::Io, u"%1 can't be moved to %2"_s.arg(staged, m_folder));
    m_staging->setAutoRemove(false);
    // Temporary folders are for their owner alone; a pack is not.
    QFile::setPermissions(m_folder,
                          QFile::permissions(m_folder) | QFile::ReadGroup | QFile::ExeGroup
                              | QFile::ReadOther | QFile::ExeOther);
    return qint64(m_lines.size());
}

} // namespace touchstone
