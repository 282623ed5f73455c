#include "core/base/violations.h"
#include "core/scenario/packloading.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QHash>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxScenarioBytes = 64 << 20;
constexpr int maxLevels = 3; // of folders between a pack and its scenarios

struct Entry {
    QString folder; ///< relative to the pack's
    QString id;
};

/// Folders with a scenario.json below `folder`, by name, not looking into them any further.
void findScenarios(const QString &folder, const QString &relative, int level, QStringList &found)
{
    const QDir dir(folder);
    const QDir::Filters filters = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    for (const QString &name : dir.entryList(filters, QDir::Name)) {
        const QString inner = relative.isEmpty() ? name : relative + u'/' + name;
        if (QFileInfo::exists(dir.filePath(name + u"/scenario.json"_s)))
            found.append(inner);
        else if (level + 1 < maxLevels)
            findScenarios(dir.filePath(name), inner, level + 1, found);
    }
}

/// The folders that pack.json lists, in that order, then the others.
Result<QStringList> orderedFolders(const PackHeader &header)
{
    QStringList found;
    findScenarios(header.folder, {}, 0, found);
    const Json &order = memberOr(header.metadata, "scenarios");
    QStringList folders;
    for (size_t i = 0; i < order.size(); ++i) {
        const QString name = QDir::cleanPath(order[i].get<QString>());
        const Place place = header.place().at(u"scenarios"_s).at(qsizetype(i));
        if (folders.contains(name))
            return fail(
                ErrorCode::BadInput,
                u"%1: %2 stands in the list twice"_s.arg(place.text(), foundText(Json(name))));
        if (found.removeAll(name) == 0)
            return fail(ErrorCode::BadInput,
                        u"%1: there is no scenario.json in %2"_s.arg(
                            place.text(), foundText(Json(header.path + u'/' + name))));
        folders.append(name);
    }
    return folders + found;
}

class FolderPack : public Pack {
public:
    explicit FolderPack(PackHeader header)
        : m_header(std::move(header))
    {
    }

    /// A scenario that can't be read is kept under its folder's name; asking for it says why.
    Result<void> add(const QString &folder)
    {
        QString id = folder;
        if (const auto json = read(folder))
            if (const QString own = stringOr(*json, "id"); checkScenarioId(own, {}))
                id = own;
        if (const auto taken = m_indexes.find(id); taken != m_indexes.end())
            return fail(ErrorCode::BadInput,
                        u"%1: the id \"%2\" is taken by %3"_s.arg(
                            place(folder).at(u"id"_s).text(), id,
                            place(m_entries[size_t(*taken)].folder).text()));
        m_indexes.insert(id, qsizetype(m_entries.size()));
        m_entries.push_back({folder, id});
        return {};
    }

    [[nodiscard]] QString name() const override { return m_header.context.name; }
    [[nodiscard]] QString title() const override { return m_header.title(); }
    [[nodiscard]] QString path() const override { return m_header.path; }
    [[nodiscard]] Json metadata() const override { return m_header.metadata; }
    [[nodiscard]] qsizetype size() const override { return qsizetype(m_entries.size()); }
    [[nodiscard]] QString idAt(qsizetype index) const override
    {
        return m_entries.at(size_t(index)).id;
    }
    [[nodiscard]] std::optional<qsizetype> indexOf(const QString &id) const override
    {
        const auto found = m_indexes.find(id);
        return found == m_indexes.end() ? std::nullopt : std::optional(*found);
    }

    [[nodiscard]] Place placeAt(qsizetype index) const override
    {
        return place(m_entries.at(size_t(index)).folder);
    }

    [[nodiscard]] Result<ScenarioOutline> outline(qsizetype index) const override
    {
        const Entry &entry = m_entries.at(size_t(index));
        const auto json = read(entry.folder);
        if (!json)
            return std::unexpected(json.error());
        ScenarioOutline outline = outlineOf(*json);
        outline.id = entry.id;
        const Json &instruction = memberOr(*json, "instruction");
        if (const QString file = stringOr(instruction, "file"); !file.isEmpty()) {
            const FileScope scope =
                FileScope{m_header.folder, m_header.folder}.within(entry.folder);
            if (const auto bytes = scope.read(file, place(entry.folder)))
                outline.instructions.append(QString::fromUtf8(*bytes));
        }
        return outline;
    }

    [[nodiscard]] Result<Scenario> scenario(qsizetype index, BlobStore &blobs) const override
    {
        const Entry &entry = m_entries.at(size_t(index));
        const auto json = read(entry.folder);
        if (!json)
            return std::unexpected(json.error());
        const FileScope pack{m_header.folder, m_header.folder};
        auto scenario = readScenario(
            *json, {place(entry.folder), pack.within(entry.folder), &m_header.context, {}}, blobs);
        if (scenario && scenario->id != entry.id)
            return fail(ErrorCode::Changed,
                        u"%1: the id was \"%2\" when the pack was opened and is \"%3\" now"_s.arg(
                            place(entry.folder).at(u"id"_s).text(), entry.id, scenario->id));
        return scenario;
    }

private:
    [[nodiscard]] Place place(const QString &folder) const
    {
        return {m_header.path + (folder == "."_L1 ? QString() : u'/' + folder)
                    + u"/scenario.json"_s,
                {},
                0};
    }

    [[nodiscard]] Result<Json> read(const QString &folder) const
    {
        const Place at = place(folder);
        const FileScope pack{m_header.folder, m_header.folder};
        const auto bytes = pack.read(folder + u"/scenario.json"_s, at, maxScenarioBytes);
        if (!bytes)
            return std::unexpected(bytes.error());
        return parseJson(*bytes, at);
    }

    PackHeader m_header;
    std::vector<Entry> m_entries;
    QHash<QString, qsizetype> m_indexes;
};

} // namespace

Result<std::unique_ptr<Pack>> openFolderPack(PackHeader header)
{
    const auto folders = orderedFolders(header);
    if (!folders)
        return std::unexpected(folders.error());
    auto pack = std::make_unique<FolderPack>(std::move(header));
    for (const QString &folder : *folders)
        if (auto done = pack->add(folder); !done)
            return std::unexpected(done.error());
    return pack;
}

Result<std::unique_ptr<Pack>> openSinglePack(PackHeader header, const QString &folder)
{
    const QString absolute = QFileInfo(folder).absoluteFilePath();
    const QString relative = QDir(header.folder).relativeFilePath(absolute);
    auto pack = std::make_unique<FolderPack>(std::move(header));
    if (auto done = pack->add(relative); !done)
        return std::unexpected(done.error());
    return pack;
}

} // namespace touchstone
