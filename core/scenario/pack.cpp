#include "core/scenario/pack.h"

#include "core/base/schema.h"
#include "core/exec/toolchain.h"
#include "core/scenario/packloading.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxHeaderBytes = 16 << 20;
constexpr int maxLevels = 3; // of folders between a pack and its scenarios

bool isFile(const QString &path)
{
    return QFileInfo(path).isFile();
}

Result<PackHeader> emptyHeader(const QString &folder)
{
    PackHeader header;
    header.path = QDir::cleanPath(folder);
    header.folder = QFileInfo(folder).absoluteFilePath();
    const auto toolchains = Toolchains::load();
    if (!toolchains)
        return std::unexpected(toolchains.error());
    for (const Toolchain &toolchain : toolchains->all())
        header.context.limits.insert(toolchain.language, toolchain.limits);
    return header;
}

/// The folder of the pack that a scenario's folder lies in, or nothing.
QString packAround(const QString &folder)
{
    QDir dir(QFileInfo(folder).absoluteFilePath());
    for (int level = 0; level < maxLevels && dir.cdUp(); ++level)
        if (isFile(dir.filePath(u"pack.json"_s)))
            return dir.path();
    return {};
}

Result<std::unique_ptr<Pack>> openScenarioFolder(const QString &folder)
{
    auto header = headerAround(folder);
    if (!header)
        return std::unexpected(header.error());
    return openSinglePack(std::move(*header), folder);
}

} // namespace

Place PackHeader::place() const
{
    return {path + u"/pack.json"_s, {}, 0};
}

QString PackHeader::title() const
{
    return stringOr(metadata, "title", context.name);
}

Result<PackHeader> headerWithoutPack(const QString &folder)
{
    auto header = emptyHeader(folder);
    if (header)
        header->context.name = QDir(header->folder).dirName();
    return header;
}

Result<PackHeader> readPackHeader(const QString &folder)
{
    auto header = emptyHeader(folder);
    if (!header)
        return header;
    const Place place = header->place();
    const auto bytes = readRegularFile(place.file, maxHeaderBytes);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto json = parseJson(*bytes, place);
    if (!json)
        return std::unexpected(json.error());
    if (auto known = checkFormat(*json, 1, place); !known)
        return std::unexpected(known.error());
    if (auto fits = validateJson(*json, u"pack"_s, place); !fits)
        return std::unexpected(fits.error());
    header->context.name = stringOr(*json, "name");
    header->context.licence = stringOr(*json, "licence");
    header->context.author = stringOr(*json, "author");
    header->context.source = stringOr(*json, "source");
    header->metadata = std::move(*json);
    return header;
}

Result<PackHeader> headerAround(const QString &scenarioFolder)
{
    const QString around = packAround(scenarioFolder);
    return around.isEmpty() ? headerWithoutPack(scenarioFolder) : readPackHeader(around);
}

Result<std::unique_ptr<Pack>> Pack::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, u"there is no pack %1"_s.arg(path));
    const QString folder = info.isDir() ? path : info.path();
    const QString name = info.isDir() ? QString() : info.fileName();
    if (name != "scenario.json"_L1 && isFile(folder + u"/pack.json"_s)) {
        auto header = readPackHeader(folder);
        if (!header)
            return std::unexpected(header.error());
        return header->metadata.contains("table") ? openTablePack(std::move(*header))
                                                  : openFolderPack(std::move(*header));
    }
    if (isFile(folder + u"/scenario.json"_s))
        return openScenarioFolder(folder);
    return fail(
        ErrorCode::BadInput,
        u"%1 is no pack: expected a folder with pack.json, or a scenario's folder with scenario.json"_s
            .arg(path));
}

} // namespace touchstone
