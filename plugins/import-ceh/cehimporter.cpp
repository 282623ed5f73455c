#include "cehimporter.h"

#include "cehscenario.h"
#include "cehworkspace.h"

#include "core/base/text.h"
#include "core/plugin/rowimport.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFileInfo>

#include <tuple>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

struct CaseFile {
    QString path;
    CehKind kind;
};

std::optional<CehKind> kindOf(const QString &folder)
{
    if (folder == "fix"_L1)
        return CehKind::Fix;
    if (folder == "test_gen"_L1)
        return CehKind::Test;
    if (folder == "doc"_L1)
        return CehKind::Doc;
    return std::nullopt;
}

/// The case files of one of the harness's folders, in the order people count in.
std::vector<CaseFile> casesIn(const QString &folder, CehKind kind)
{
    QStringList paths;
    const bool deep = kind == CehKind::Doc; // a folder for each case
    QDirIterator files(folder, {u"*.json"_s}, QDir::Files | QDir::NoSymLinks,
                       deep ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags);
    while (files.hasNext()) {
        const QString path = files.next();
        // the case's own file, not a source file that is JSON
        if (!deep || QFileInfo(path).completeBaseName() == QFileInfo(path).dir().dirName())
            paths.append(path);
    }
    // case-2 before case-10; without regard to the user's language
    const auto key = [](const QString &path) {
        const QString name = QFileInfo(path).completeBaseName();
        qsizetype digits = 0;
        while (digits < name.size() && name.at(name.size() - 1 - digits).isDigit())
            ++digits;
        return std::tuple(name.chopped(digits), name.last(digits).toULongLong(), path);
    };
    std::ranges::sort(paths, {}, key);
    std::vector<CaseFile> cases;
    for (const QString &path : paths)
        cases.push_back({path, kind});
    return cases;
}

Result<std::vector<CaseFile>> casesBelow(const QString &folder, QStringList &notes)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()));
    if (!info.isDir())
        return fail(ErrorCode::NotFound, u"there is no folder %1"_s.arg(folder));
    if (const auto kind = kindOf(info.fileName()))
        return casesIn(folder, *kind);
    std::vector<CaseFile> cases;
    const QStringList inner =
        QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QString &name : inner) {
        if (const auto kind = kindOf(name)) {
            const auto more = casesIn(folder + u'/' + name, *kind);
            cases.insert(cases.end(), more.begin(), more.end());
        } else {
            notes.append(
                u"the folder %1/%2 is left alone: cases are taken from fix, test_gen and doc"_s.arg(
                    folder, name));
        }
    }
    if (cases.empty())
        return fail(ErrorCode::BadInput,
                    u"%1 has no cases: expected JSON files in fix/, test_gen/ or doc/case-N/"_s.arg(
                        folder));
    return cases;
}

/// A folder's name in the pack: letters of a stranger's id that are none of a name's become '-'.
QString folderName(const QString &id)
{
    QString name = id.section(u'/', 1).left(100);
    for (QChar &c : name)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'-';
    while (name.startsWith(u'.'))
        name.replace(0, 1, u'-');
    return id.section(u'/', 0, 0) + u'/' + name;
}

class CehImport {
public:
    CehImport(PackStaging &staging, const QString &clones, const CehNames &names,
              const Toolchains &toolchains, ImportReport &report)
        : m_staging(staging)
        , m_workspaces(staging, clones)
        , m_names(names)
        , m_toolchains(toolchains)
        , m_report(report)
    {
    }
    /// BadInput: this case is left out; anything else ends the import.
    Result<void> add(const CaseFile &file);
    /// Counts of what was said once for many.
    void finish();
    Json folders = Json::array();

private:
    PackStaging &m_staging;
    CehWorkspaces m_workspaces;
    const CehNames &m_names;
    const Toolchains &m_toolchains;
    ImportReport &m_report;
    QMap<QString, QString> m_ids; ///< folder to the file that it came from
    QMap<QString, qint64> m_missing; ///< why to how many
    QMap<QString, qint64> m_languages; ///< that there is no toolchain for
    QStringList m_moved; ///< cases whose code stands elsewhere
};

Result<void> CehImport::add(const CaseFile &file)
{
    const auto theCase = readCehCase(file.path, file.kind);
    if (!theCase)
        return std::unexpected(theCase.error());
    const QString folder = folderName(theCase->id);
    if (m_ids.contains(folder))
        return fail(
            ErrorCode::BadInput,
            u"%1: the id '%2' is that of %3 already"_s.arg(
                Place{file.path, {}, 0}.at(u"case_id"_s).text(), theCase->id, m_ids.value(folder)));
    auto workspace = m_workspaces.of(*theCase, folder);
    if (!workspace)
        return std::unexpected(std::move(workspace.error()));
    CehLines lines{theCase->firstLine + 1, theCase->lastLine + 1, true};
    if (workspace->source) {
        const auto found = linesOf(*theCase, *workspace->source);
        if (!found)
            return fail(ErrorCode::BadInput,
                        u"%1: line %2 is beyond the end of '%3'"_s
                            .arg(Place{file.path, {}, 0}.at(u"line_range"_s).text())
                            .arg(theCase->firstLine)
                            .arg(theCase->path));
        lines = *found;
        if (!lines.certain && !theCase->snippet.trimmed().isEmpty())
            m_moved.append(theCase->id);
    }
    Json scenario = scenarioOf(*theCase, lines, m_names, m_toolchains);
    scenario["workspace"] = std::move(workspace->json);
    if (auto written = m_staging.write(folder + u"/scenario.json"_s, prettyJson(scenario));
        !written)
        return written;
    if (!workspace->missing.isEmpty())
        ++m_missing[workspace->missing];
    const QString language = m_names.language(theCase->language);
    if (m_toolchains.find(language) == nullptr)
        ++m_languages[language];
    m_ids.insert(folder, file.path);
    folders.push_back(folder);
    ++m_report.scenarios;
    return {};
}

void CehImport::finish()
{
    for (auto it = m_missing.cbegin(); it != m_missing.cend(); ++it)
        m_report.notes.append(
            u"the workspace of %1 scenarios is missing: %2"_s.arg(it.value()).arg(it.key()));
    for (auto it = m_languages.cbegin(); it != m_languages.cend(); ++it)
        m_report.notes.append(
            u"there is no toolchain for %1, the language of %2 scenarios: they are unsupported"_s
                .arg(it.key())
                .arg(it.value()));
    if (!m_moved.isEmpty())
        m_report.notes.append(
            u"the code that these cases quote does not stand where they say; the line is taken as "
            "it is: %1"_s.arg(m_moved.join(u", "_s)));
}

} // namespace

QString CehImporter::id() const
{
    return u"ceh"_s;
}

QString CehImporter::summary() const
{
    return u"Cases of the Copilot Evaluation Harness: a folder with fix/, test_gen/, doc/"_s;
}

std::vector<ImportOption> CehImporter::options() const
{
    return {{u"repos"_s,
             u"A folder of git clones that the cases are about, named owner/name, owner__name or "
             "name; without one the workspaces are marked as missing"_s,
             {},
             false,
             false},
            {u"licence"_s, u"Of the cases, as an SPDX identifier"_s, {}, false, false}};
}

Result<ImportReport> CehImporter::run(const ImportRequest &request) const
{
    const QString clones = optionOr(request, u"repos"_s, {});
    if (!clones.isEmpty() && !QFileInfo(clones).isDir())
        return fail(ErrorCode::NotFound, u"--repos: there is no folder %1"_s.arg(clones));
    const auto names = CehNames::load();
    const auto toolchains = Toolchains::load();
    if (!names || !toolchains)
        return std::unexpected(names ? toolchains.error() : names.error());
    ImportReport report;
    const auto cases = casesBelow(request.input, report.notes);
    if (!cases)
        return std::unexpected(cases.error());
    auto staging = PackStaging::create(request.output);
    if (!staging)
        return std::unexpected(std::move(staging.error()));
    CehImport import(*staging, clones, *names, *toolchains, report);
    qint64 leftOut = 0;
    for (const CaseFile &file : *cases) {
        const auto added = import.add(file);
        if (added)
            continue;
        if (added.error().code == ErrorCode::Io)
            return std::unexpected(added.error());
        report.notes.append(u"left out: "_s + added.error().text());
        ++leftOut;
    }
    if (report.scenarios == 0)
        return fail(ErrorCode::BadInput,
                    u"no case of %1 can be imported; the first: %2"_s.arg(
                        request.input, report.notes.isEmpty() ? QString() : report.notes.last()));
    import.finish();
    if (leftOut > 0)
        report.notes.append(u"%1 of %2 cases were left out"_s.arg(leftOut).arg(cases->size()));
    Json pack{{"title", "Copilot Evaluation Harness"},
              {"description",
               "Cases of the Copilot Evaluation Harness, judged by this program's own checks: "
               "stricter than the harness's own code, which counts findings and looks for a "
               "docstring."},
              {"source", "https://github.com/24anisha/copilot-evaluation-harness"},
              {"scenarios", std::move(import.folders)}};
    if (const QString licence = optionOr(request, u"licence"_s, {}); !licence.isEmpty())
        pack["licence"] = licence;
    if (auto put = staging->put(std::move(pack)); !put)
        return std::unexpected(std::move(put.error()));
    return report;
}

} // namespace touchstone
