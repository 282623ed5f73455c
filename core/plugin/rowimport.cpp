#include "core/plugin/rowimport.h"

#include "core/scenario/tablewriter.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxLineBytes = 256 << 20;

/// Why a file is no JSON lines file at all, seen from its first line; empty: it may be one.
QString foreignFormat(const QByteArray &firstLine)
{
    if (firstLine.startsWith("\x1f\x8b"))
        return u"it is compressed by gzip; unpack it first (gunzip)"_s;
    if (firstLine.startsWith("\x28\xb5\x2f\xfd"))
        return u"it is compressed by zstd; unpack it first (unzstd)"_s;
    if (firstLine.trimmed().startsWith('['))
        return u"it is a JSON array; expected JSON lines, an object a line (jq -c '.[]' makes them)"_s;
    return {};
}

} // namespace

Result<void> openInput(QFile &file)
{
    if (QFileInfo(file.fileName()).isDir())
        return fail(ErrorCode::BadInput, u"%1 is a folder; expected a file"_s.arg(file.fileName()));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    return {};
}

Result<void> forEachJsonLine(const QString &path,
                             const std::function<Result<void>(Json line, const Place &)> &visit)
{
    QFile file(path);
    if (auto opened = openInput(file); !opened)
        return opened;
    for (int number = 1; !file.atEnd(); ++number) {
        QByteArray line = file.readLine(maxLineBytes);
        if (file.error() != QFileDevice::NoError)
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
        const Place place{path, {}, number};
        if (line.size() >= maxLineBytes - 1)
            return fail(ErrorCode::BadInput,
                        u"%1: the line is longer than 256 MiB"_s.arg(place.text()));
        if (number == 1) {
            if (line.startsWith("\xef\xbb\xbf"))
                line.remove(0, 3);
            if (const QString why = foreignFormat(line); !why.isEmpty())
                return fail(ErrorCode::BadInput, u"%1: %2"_s.arg(path, why));
        }
        if (line.trimmed().isEmpty())
            continue;
        auto json = parseJson(line, place);
        if (!json)
            return std::unexpected(std::move(json.error()));
        if (!json->is_object())
            return fail(ErrorCode::BadInput,
                        u"%1: expected an object, found %2"_s.arg(
                            place.text(), QLatin1StringView(json->type_name())));
        if (auto visited = visit(std::move(*json), place); !visited)
            return visited;
    }
    return {};
}

Result<QString> textMember(const Json &object, const QString &key, const Place &place)
{
    const std::string name = key.toStdString();
    const Json &member = memberOr(object, name.c_str());
    if (member.is_string())
        return member.get<QString>();
    return fail(ErrorCode::BadInput,
                u"%1: expected a text as '%2', found %3"_s.arg(
                    place.text(), key,
                    object.contains(name) ? QString::fromLatin1(member.type_name()) : u"none"_s));
}

QString optionOr(const ImportRequest &request, const QString &name, const QString &fallback)
{
    const QStringList values = request.options.value(name);
    return values.isEmpty() ? fallback : values.last();
}

Result<ImportReport> importRows(const ImportRequest &request, Json pack, const QStringList &texts)
{
    auto writer = TableWriter::create(request.output, std::move(pack));
    if (!writer)
        return std::unexpected(std::move(writer.error()));
    const auto add = [&](const Json &row, const Place &place) -> Result<void> {
        for (const QString &key : texts)
            if (auto text = textMember(row, key, place); !text)
                return std::unexpected(std::move(text.error()));
        return (*writer)->add(*textMember(row, texts.first(), place), row, place);
    };
    if (auto read = forEachJsonLine(request.input, add); !read)
        return std::unexpected(std::move(read.error()));
    const auto count = (*writer)->finish();
    if (!count)
        return std::unexpected(Error(count.error()).within(u"importing %1"_s.arg(request.input)));
    return ImportReport{*count, {}};
}

} // namespace touchstone
