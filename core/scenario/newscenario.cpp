#include "core/base/nearest.h"
#include "core/base/paths.h"
#include "core/base/violations.h"
#include "core/exec/toolchain.h"
#include "core/scenario/pack.h"
#include "core/scenario/placeholder.h"
#include "core/scenario/reader.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QSaveFile>
#include <QtCore/QTemporaryDir>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxTemplateBytes = 16 << 20;

struct NewScenario {
    QString packFolder;
    QString id;
    QString kind;
    QString language;
    QString templateFolder;
    bool isNewPack = false;
};

/// A name for a folder or a pack made of any text: letters, digits, '.', '_', '-'.
QString plainName(const QString &text, const QString &fallback)
{
    static const QRegularExpression others(u"[^A-Za-z0-9._-]+"_s);
    static const QRegularExpression atStart(u"^[._-]+"_s);
    static const QRegularExpression atEnd(u"[._-]+$"_s);
    QString name = text.toLower().left(80);
    name.replace(others, u"-"_s).remove(atStart).remove(atEnd);
    return name.isEmpty() ? fallback : name;
}

Result<void> checkLanguage(const QString &language)
{
    const auto toolchains = Toolchains::load();
    if (!toolchains)
        return std::unexpected(toolchains.error());
    if (language.isEmpty() || toolchains->find(language))
        return {};
    const QStringList known = toolchains->all().keys();
    return fail(ErrorCode::BadInput,
                u"there is no toolchain for '%1'%2; there are: %3"_s.arg(
                    language, didYouMean(language, known), known.join(u", "_s)));
}

/// The folder to copy: ours or a plugin's, the most particular one.
Result<QString> findTemplate(const QString &kind, const QString &language)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9][A-Za-z0-9._-]*\\z"_s);
    if (!plain.match(kind).hasMatch())
        return fail(ErrorCode::BadInput,
                    u"%1 is no kind: a short name such as generate is expected"_s.arg(
                        foundText(Json(kind))));
    QStringList roots;
    if (const auto ours = resource(u"templates"_s))
        roots.append(*ours);
    for (const QString &folder : pluginFolders())
        roots.append(folder + u"/templates"_s);
    for (const QString &name : {kind + u'/' + language, kind + u"/generic"_s, u"generic"_s})
        for (const QString &root : roots)
            if (!name.endsWith(u'/') && QFileInfo(root + u'/' + name).isDir())
                return root + u'/' + name;
    return fail(ErrorCode::NotFound,
                u"the templates for new scenarios are missing from this installation"_s);
}

/// Whether the pack is new; refuses a folder that is something else, and an id that is taken.
Result<bool> isNewPack(const QString &folder, const QString &id)
{
    const QDir dir(folder);
    if (!QFileInfo::exists(folder))
        return true;
    if (!QFileInfo(folder).isDir())
        return fail(ErrorCode::BadInput, u"%1 is not a folder"_s.arg(folder));
    if (!dir.exists(u"pack.json"_s)) {
        if (dir.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System))
            return true;
        return fail(ErrorCode::BadInput,
                    u"%1 is no pack and not empty; name a pack or a new folder"_s.arg(folder));
    }
    const auto pack = Pack::open(folder);
    if (!pack)
        return std::unexpected(pack.error());
    if ((*pack)->metadata().contains("table"))
        return fail(ErrorCode::BadInput,
                    u"%1 is a table: its scenarios are the rows of %2"_s.arg(
                        folder, stringOr((*pack)->metadata(), "table")));
    if ((*pack)->indexOf(id))
        return fail(ErrorCode::BadInput, u"%1 has a scenario \"%2\" already"_s.arg(folder, id));
    return false;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

Json placeholderValues(const NewScenario &scenario)
{
    const QString member = scenario.language.isEmpty()
        ? QString()
        : u"\"language\": %1,\n  "_s.arg(foundText(Json(scenario.language)));
    return {{"id", scenario.id},
            {"kind", scenario.kind},
            {"language", scenario.language},
            {"language_member", member}};
}

Result<QByteArray> filledFile(const QByteArray &bytes, const Json &values, const Place &place)
{
    const auto text = TemplateText::parse(QString::fromUtf8(bytes), place);
    if (!text)
        return std::unexpected(text.error());
    const auto filled = text->fillText({&values, 0, place}, place);
    return filled ? Result<QByteArray>(filled->toUtf8()) : std::unexpected(filled.error());
}

Result<void> copyTemplate(const NewScenario &scenario, const QString &target)
{
    const Json values = placeholderValues(scenario);
    const QDir source(scenario.templateFolder);
    QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        auto bytes = readRegularFile(path, maxTemplateBytes);
        QString name = source.relativeFilePath(path);
        if (bytes && name.endsWith(u".template"_s)) {
            name.chop(qstrlen(".template"));
            bytes = filledFile(*bytes, values, {path, {}, 0});
        }
        if (!bytes)
            return std::unexpected(bytes.error());
        if (auto done = writeFile(target + u'/' + name, *bytes); !done)
            return done;
    }
    return {};
}

/// A broken template must not become a broken scenario.
Result<void> tryOut(const QString &folder)
{
    const auto pack = Pack::open(folder);
    if (!pack)
        return std::unexpected(pack.error());
    BlobStore blobs;
    const auto scenario = (*pack)->scenario(0, blobs);
    return scenario ? Result<void>() : std::unexpected(scenario.error());
}

/// The scenario's final folder, which does not exist yet.
QString freeFolder(const NewScenario &scenario)
{
    const QString name = plainName(scenario.id, u"scenario"_s);
    QString folder = scenario.packFolder + u'/' + name;
    for (int n = 2; QFileInfo::exists(folder); ++n)
        folder = scenario.packFolder + u"/%1-%2"_s.arg(name).arg(n);
    return folder;
}

Result<QString> writeScenario(const NewScenario &scenario)
{
    if (!QDir().mkpath(scenario.packFolder))
        return fail(ErrorCode::Io, u"%1 can't be made"_s.arg(scenario.packFolder));
    // beside its final place, so that moving it there is one step; hidden, so that it is no
    // scenario
    QTemporaryDir staging(scenario.packFolder + u"/.new-XXXXXX"_s);
    if (!staging.isValid())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(scenario.packFolder, staging.errorString()));
    const QString staged = staging.filePath(u"scenario"_s);
    if (auto done = copyTemplate(scenario, staged); !done)
        return std::unexpected(done.error());
    if (auto done = tryOut(staged); !done)
        return std::unexpected(
            std::move(done.error())
                .within(u"trying out the template "_s + scenario.templateFolder));
    const QString folder = freeFolder(scenario);
    if (!QDir().rename(staged, folder))
        return fail(ErrorCode::Io, u"%1 can't be made"_s.arg(folder));
    if (scenario.isNewPack) {
        const QString name = QDir(scenario.packFolder).dirName();
        const Json header{{"format", 1}, {"name", plainName(name, u"pack"_s)}, {"title", name}};
        const QString path = scenario.packFolder + u"/pack.json"_s;
        if (auto done = writeFile(path, prettyJson(header)); !done)
            return std::unexpected(done.error());
    }
    return folder;
}

} // namespace

Result<QString> newScenario(const QString &packFolder, const QString &id, const QString &kind,
                            const QString &language)
{
    NewScenario scenario{QDir::cleanPath(packFolder), id, kind, language, {}, false};
    if (auto good = checkScenarioId(id, {u"the new scenario's id"_s, {}, 0}); !good)
        return std::unexpected(good.error());
    if (auto good = checkLanguage(language); !good)
        return std::unexpected(good.error());
    auto folder = findTemplate(kind, language);
    if (!folder)
        return std::unexpected(folder.error());
    scenario.templateFolder = std::move(*folder);
    const auto isNew = isNewPack(scenario.packFolder, id);
    if (!isNew)
        return std::unexpected(isNew.error());
    scenario.isNewPack = *isNew;
    auto made = writeScenario(scenario);
    if (!made && scenario.isNewPack)
        QDir().rmdir(scenario.packFolder); // only if it is empty
    return made;
}

} // namespace touchstone
