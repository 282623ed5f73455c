#include "vscodeimporter.h"

#include "conversation.h"
#include "stateview.h"
#include "workspacesource.h"

#include "core/base/text.h"
#include "core/exec/toolchain.h"
#include "core/plugin/rowimport.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

const QString suffix = u".conversation.json"_s;

/// What is asked for in the editor, as an edit of the active file; all else is asked in the panel.
const QStringList inlineCommands{u"/fix"_s,  u"/doc"_s,      u"/tests"_s,
                                 u"/edit"_s, u"/generate"_s, u"/refactor"_s};

QString commandOf(const Question &question)
{
    const QString first = question.question.trimmed().section(QRegularExpression(u"\\s"_s), 0, 0);
    return first.startsWith(u'/') ? first : QString();
}

bool isInline(const Question &question)
{
    return inlineCommands.contains(commandOf(question)) && question.state
        && !question.state->document.isEmpty();
}

/// Searches, each for itself: several, and nobody has a file open that they could be about.
bool areSearches(const std::vector<Question> &questions)
{
    return questions.size() > 1 && std::ranges::all_of(questions, [](const Question &question) {
               return !question.terms.is_null() && question.state
                   && question.state->document.isEmpty() && commandOf(question).isEmpty();
           });
}

/// One conversation's scenarios.
class ConversationImport {
public:
    ConversationImport(QString path, QString root, const Toolchains &toolchains)
        : m_path(std::move(path))
        , m_root(std::move(root))
        , m_toolchains(toolchains)
    {
    }
    struct Made {
        QString id;
        Json scenario;
    };
    Result<std::vector<Made>> make(const QString &id, const QString &split);
    /// The workspace's files, to the scenario's folder in the pack.
    Result<void> writeFiles(PackStaging &staging, const QString &folder) const;
    QStringList notes;

private:
    Json scenario(const QString &id, const std::vector<Question> &questions);
    Json turn(const Question &question);
    Json checks(const Question &question);
    [[nodiscard]] QString documentPath(const EditorState &state) const;
    [[nodiscard]] QByteArray document(const QString &path) const;
    [[nodiscard]] const Toolchain *toolchainOf(const QString &file) const;

    QString m_path;
    QString m_root;
    const Toolchains &m_toolchains;
    BlobStore m_blobs;
    ScenarioWorkspace m_workspace;
};

/// In the workspace; empty: it is not in it.
QString ConversationImport::documentPath(const EditorState &state) const
{
    if (state.document.isEmpty() || m_workspace.root.isEmpty())
        return state.document;
    const QString path =
        QDir(m_workspace.root)
            .relativeFilePath(QFileInfo(state.folder).canonicalFilePath() + u'/' + state.document);
    const QString clean = QDir::cleanPath(path);
    return m_workspace.files.files.contains(clean) ? clean : state.document;
}

QByteArray ConversationImport::document(const QString &path) const
{
    const auto found = m_workspace.files.files.constFind(path);
    if (found == m_workspace.files.files.cend())
        return {};
    return m_blobs.blob(found->blob).value_or(QByteArray());
}

const Toolchain *ConversationImport::toolchainOf(const QString &file) const
{
    for (const Toolchain &toolchain : m_toolchains.all())
        for (const QString &extension : toolchain.extensions)
            if (file.endsWith(extension))
                return &toolchain;
    return nullptr;
}

Json ConversationImport::checks(const Question &question)
{
    Json checks = Json::array();
    const bool edits = isInline(question);
    const QString path = question.state ? documentPath(*question.state) : QString();
    if (edits && toolchainOf(path) != nullptr)
        checks.push_back({{"id", "syntax"}, {"type", "syntax"}, {"paths", {path}}});
    if (!question.terms.is_null())
        checks.push_back({{"id", "keywords"},
                          {"type", "terms"},
                          {"terms", question.terms},
                          {"ignore_case", true}});
    if (!question.contentInOutput.isEmpty()) {
        checks.push_back(
            {{"id", "content"}, {"type", "terms"}, {"terms", question.contentInOutput}});
        if (edits)
            checks.push_back(
                {{"id", "content-in-file"},
                 {"type", "files"},
                 {"files_expected",
                  {{path.toStdString(),
                    {{"matches", QRegularExpression::escape(question.contentInOutput)}}}}}});
    }
    if (!question.terms.is_null() || !question.contentInOutput.isEmpty())
        return checks;
    // Nothing says what is right: that there is an answer is asked, the rest is told only.
    checks.push_back({{"id", "answered"}, {"type", "terms"}, {"terms", {{"regex", "\\S"}}}});
    checks.push_back({{"id", "judged"},
                      {"type", "judge"},
                      {"role", "informative"},
                      {"rubric",
                       question.description.isEmpty() ? u"The answer does what was asked for."_s
                                                      : question.description}});
    return checks;
}

Json ConversationImport::turn(const Question &question)
{
    QStringList parts{question.question};
    if (question.state) {
        const QString path = documentPath(*question.state);
        if (const QString text = stateText(*question.state, path, document(path)); !text.isEmpty())
            parts.append(text);
    }
    if (!question.files.isEmpty())
        parts.append(u"The workspace has these files, of which only the names are given:\n\n- "_s
                     + question.files.join(u"\n- "_s) + u'\n');
    Json checks = this->checks(question);
    Json turn{{"instruction", parts.join(u"\n\n"_s)}};
    turn["checks"] = std::move(checks);
    return turn;
}

Json ConversationImport::scenario(const QString &id, const std::vector<Question> &questions)
{
    const Question &first = questions.front();
    const bool edits = isInline(first);
    Json scenario{{"format", 1}, {"id", id}, {"turns", Json::array()}};
    scenario["tags"] = {edits ? "inline" : "panel"};
    if (const QString command = commandOf(first); !command.isEmpty())
        scenario["tags"].push_back(command);
    if (first.state && !first.state->languageId.isEmpty())
        scenario["tags"].push_back(u"languageId "_s + first.state->languageId);
    scenario["title"] = shortened(
        visibleText(first.description.isEmpty() ? first.question : first.description).simplified(),
        250);
    for (size_t i = 0; i < questions.size(); ++i) {
        Json turn = this->turn(questions[i]);
        if (i > 0) // a check's id is of the whole scenario
            for (Json &check : turn["checks"])
                check["id"] = stringOr(check, "id") + u"-%1"_s.arg(i + 1);
        scenario["turns"].push_back(std::move(turn));
    }
    if (!m_workspace.json.is_null())
        scenario["workspace"] = m_workspace.json;
    if (!edits) {
        // a question that no workspace goes with is still a question
        scenario["kind"] = m_workspace.json.is_null() ? "generate" : "workspace";
        scenario["answer"] = {{"form", "none"}};
        return scenario;
    }
    const QString path = documentPath(*first.state);
    const Toolchain *toolchain = toolchainOf(path);
    scenario["kind"] = commandOf(first) == "/fix"_L1 && toolchain != nullptr ? "fix" : "generate";
    if (toolchain != nullptr)
        scenario["language"] = toolchain->language;
    scenario["target"] = {{"file", path}};
    return scenario;
}

Result<std::vector<ConversationImport::Made>> ConversationImport::make(const QString &id,
                                                                       const QString &split)
{
    const auto questions = readConversation(m_path, m_root);
    if (!questions)
        return std::unexpected(questions.error());
    auto workspace = workspaceOf(*questions, m_path, m_root, m_blobs);
    if (!workspace)
        return std::unexpected(
            std::move(workspace.error()).within(u"reading the workspace of %1"_s.arg(m_path)));
    m_workspace = std::move(*workspace);
    QStringList unknown;
    for (const Question &question : *questions) {
        for (const QString &member : question.unknown)
            if (!unknown.contains(member))
                unknown.append(member);
        if (question.terms.is_null() && question.contentInOutput.isEmpty())
            notes.append(u"%1: '%2' has no keywords; only that it is answered is required"_s.arg(
                id, shortName(question.question, 60)));
    }
    if (!unknown.isEmpty())
        notes.append(u"%1: nothing is made of %2"_s.arg(id, unknown.join(u", "_s)));
    if (m_workspace.root.isEmpty())
        notes.append(u"%1: %2"_s.arg(id, stringOr(m_workspace.json, "missing")));
    const bool apart = split == "questions"_L1 || (split != "turns"_L1 && areSearches(*questions));
    std::vector<Made> made;
    if (!apart || questions->size() == 1) {
        made.push_back({id, scenario(id, *questions)});
        return made;
    }
    for (size_t i = 0; i < questions->size(); ++i) {
        const QString own = u"%1#%2"_s.arg(id).arg(i + 1);
        made.push_back({own, scenario(own, {(*questions)[i]})});
    }
    return made;
}

Result<void> ConversationImport::writeFiles(PackStaging &staging, const QString &folder) const
{
    if (!m_workspace.json.contains("folder"))
        return {};
    const QString target = staging.filePath(folder + u"/workspace"_s);
    if (!QDir().mkpath(target))
        return fail(ErrorCode::Io, u"the folder %1 can't be made"_s.arg(target));
    return materialise(m_workspace.files, m_blobs, target, false);
}

QStringList conversationsBelow(const QString &folder)
{
    QStringList found;
    QDirIterator files(folder, {u"*"_s + suffix}, QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        found.append(files.next());
    found.sort();
    return found;
}

/// An id as the name of one folder.
QString folderName(QString id, QSet<QString> &taken)
{
    for (QChar &c : id)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'-';
    while (id.startsWith(u'.') || id.startsWith(u'-'))
        id.remove(0, 1);
    QString name = id.left(120);
    for (int n = 2; taken.contains(name); ++n)
        name = u"%1-%2"_s.arg(id.left(110)).arg(n);
    taken.insert(name);
    return name;
}

} // namespace

QString VSCodeImporter::id() const
{
    return u"vscode"_s;
}

QString VSCodeImporter::summary() const
{
    return u"A folder of VS Code's conversation scenarios (*.conversation.json, *.state.json)"_s;
}

std::vector<ImportOption> VSCodeImporter::options() const
{
    return {{u"split"_s,
             u"A scenario per conversation (turns), per question, or by what they are (auto, the "
             "default): searches apart, conversations whole"_s,
             {u"auto"_s, u"turns"_s, u"questions"_s},
             false,
             false},
            {u"source"_s, u"Where the folder comes from (default: its name)"_s, {}, false, false},
            {u"licence"_s, u"Its licence, as an SPDX identifier"_s, {}, false, false}};
}

Result<ImportReport> VSCodeImporter::run(const ImportRequest &request) const
{
    if (!QFileInfo(request.input).isDir())
        return fail(ErrorCode::NotFound, u"there is no folder %1"_s.arg(request.input));
    const QStringList paths = conversationsBelow(request.input);
    if (paths.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1 has no *.conversation.json in it"_s.arg(request.input));
    auto staging = PackStaging::create(request.output);
    const auto toolchains = Toolchains::load();
    if (!staging || !toolchains)
        return std::unexpected(staging ? toolchains.error() : staging.error());
    ImportReport report;
    QSet<QString> folders;
    Json order = Json::array();
    for (const QString &path : paths) {
        const QString id = QDir(QFileInfo(request.input).absoluteFilePath())
                               .relativeFilePath(QFileInfo(path).absoluteFilePath())
                               .chopped(suffix.size());
        ConversationImport conversation(path, request.input, *toolchains);
        const auto made = conversation.make(id, optionOr(request, u"split"_s, u"auto"_s));
        if (!made) {
            report.notes.append(u"left out: "_s + made.error().text());
            continue;
        }
        report.notes += conversation.notes;
        for (const auto &[own, scenario] : *made) {
            const QString folder = folderName(own, folders);
            auto written = staging->write(folder + u"/scenario.json"_s, prettyJson(scenario));
            if (written)
                written = conversation.writeFiles(*staging, folder);
            if (!written)
                return std::unexpected(std::move(written.error()));
            order.push_back(folder);
            ++report.scenarios;
        }
    }
    if (report.scenarios == 0)
        return fail(ErrorCode::BadInput,
                    u"no conversation of %1 can be imported: %2"_s.arg(request.input,
                                                                       report.notes.value(0)));
    Json pack{
        {"title", "VS Code scenarios"},
        {"description",
         "Questions put to an assistant in an editor, with what the editor shows. An answer "
         "is judged by the words that it must have."},
        {"source",
         optionOr(
             request, u"source"_s,
             QFileInfo(QDir::cleanPath(QFileInfo(request.input).absoluteFilePath())).fileName())},
        {"scenarios", std::move(order)}};
    if (const QString licence = optionOr(request, u"licence"_s, {}); !licence.isEmpty())
        pack["licence"] = licence;
    if (auto put = staging->put(std::move(pack)); !put)
        return std::unexpected(std::move(put.error()));
    return report;
}

} // namespace touchstone
