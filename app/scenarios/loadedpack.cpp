#include "app/scenarios/loadedpack.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int maxLevels = 3; // of folders between a pack and its scenarios

bool isFile(const QString &path)
{
    return QFileInfo(path).isFile();
}

} // namespace

QString LoadedPack::name() const
{
    return pack ? pack->name() : QFileInfo(path).fileName();
}

QString LoadedPack::title() const
{
    return pack ? pack->title() : name();
}

PackPointer loadPack(const QString &path, bool isShipped)
{
    auto loaded = std::make_shared<LoadedPack>();
    loaded->path = path;
    loaded->isShipped = isShipped;
    auto pack = Pack::open(path);
    if (!pack) {
        loaded->error = std::move(pack.error());
        return loaded;
    }
    loaded->pack = std::move(*pack);
    const auto size = size_t(loaded->pack->size());
    loaded->outlines.reserve(size);
    loaded->problems.resize(size);
    for (size_t i = 0; i < size; ++i) {
        auto outline = loaded->pack->outline(qsizetype(i));
        if (!outline) {
            loaded->problems[i] = outline.error().text();
            outline = ScenarioOutline{.id = loaded->pack->idAt(qsizetype(i))};
        }
        outline->instructions.clear(); // read again where a filter asks for words
        loaded->outlines.push_back(std::move(*outline));
    }
    return loaded;
}

QString packFolderOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {};
    const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    if (isFile(folder + u"/pack.json"_s))
        return folder;
    if (!isFile(folder + u"/scenario.json"_s))
        return {};
    QDir around(folder);
    for (int level = 0; level < maxLevels && around.cdUp(); ++level)
        if (isFile(around.filePath(u"pack.json"_s)))
            return around.path();
    return folder;
}

} // namespace touchstone::scenarios
