#include "conversation.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxFileBytes = 16 << 20;

std::unexpected<Error> wrong(const Place &place, const QString &expected, const Json &found)
{
    return fail(ErrorCode::BadInput,
                u"%1: expected %2, found %3"_s.arg(
                    place.text(), expected,
                    found.is_null() ? u"none"_s : QString::fromLatin1(found.type_name())));
}

Result<QString> textAt(const Json &object, const char *key, const Place &place, bool needed = false)
{
    const Json &value = memberOr(object, key);
    if (value.is_string())
        return value.get<QString>();
    if (value.is_null() && !needed)
        return QString();
    return wrong(place.at(QString::fromLatin1(key)), u"a text"_s, value);
}

Result<QStringList> textsAt(const Json &object, const char *key, const Place &place)
{
    const Json &value = memberOr(object, key);
    const Place at = place.at(QString::fromLatin1(key));
    if (value.is_null())
        return QStringList();
    if (!value.is_array())
        return wrong(at, u"a list of texts"_s, value);
    QStringList texts;
    for (size_t i = 0; i < value.size(); ++i) {
        if (!value[i].is_string())
            return wrong(at.at(qsizetype(i)), u"a text"_s, value[i]);
        texts.append(value[i].get<QString>());
    }
    return texts;
}

Result<Json> listAt(const Json &object, const char *key, const Place &place)
{
    const Json &value = memberOr(object, key);
    if (value.is_null())
        return Json(Json::array());
    if (!value.is_array())
        return wrong(place.at(QString::fromLatin1(key)), u"a list"_s, value);
    return value;
}

Result<TextPosition> positionAt(const Json &object, const char *key, const Place &place)
{
    const Json &value = memberOr(object, key);
    const Place at = place.at(QString::fromLatin1(key));
    if (!value.is_object())
        return wrong(at, u"a position {line, character}"_s, value);
    TextPosition position;
    for (const auto &[member, into] :
         {std::pair("line", &position.line), std::pair("character", &position.character)}) {
        const Json &number = memberOr(value, member);
        if (!number.is_number_integer() || number.get<qint64>() < 0
            || number.get<qint64>() > 1'000'000'000)
            return wrong(at.at(QString::fromLatin1(member)), u"a number from 0"_s, number);
        *into = number.get<int>();
    }
    return position;
}

Result<std::vector<TextSpan>> spansAt(const Json &object, const char *key, const char *from,
                                      const char *to, const Place &place)
{
    const auto list = listAt(object, key, place);
    if (!list)
        return std::unexpected(list.error());
    std::vector<TextSpan> spans;
    for (size_t i = 0; i < list->size(); ++i) {
        const Place at = place.at(QString::fromLatin1(key)).at(qsizetype(i));
        const auto start = positionAt((*list)[i], from, at);
        const auto end = positionAt((*list)[i], to, at);
        if (!start || !end)
            return std::unexpected(start ? end.error() : start.error());
        TextSpan span{*start, *end};
        // a selection may be made upwards
        if (std::pair(span.end.line, span.end.character)
            < std::pair(span.start.line, span.start.character))
            std::swap(span.start, span.end);
        spans.push_back(span);
    }
    return spans;
}

Result<Json> readCommented(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::BadInput, u"%1: there is no such file"_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.read(maxFileBytes + 1);
    if (text.size() > maxFileBytes)
        return fail(ErrorCode::BadInput, u"%1: larger than 16 MiB"_s.arg(path));
    return parseCommentedJson(text, {path, {}, 0});
}

/// What was read, or the first error of several.
template <typename T, typename... Results> Result<T> together(T value, const Results &...results)
{
    std::optional<Error> first;
    ((!first && !results ? void(first = results.error()) : void()), ...);
    if (first)
        return std::unexpected(std::move(*first));
    return value;
}

Result<EditorState> readEditor(const Json &json, EditorState state, const Place &place)
{
    const Json &editor = memberOr(json, "activeTextEditor");
    const Place at = place.at(u"activeTextEditor"_s);
    if (editor.is_null())
        return state;
    if (!editor.is_object())
        return wrong(at, u"an object"_s, editor);
    const auto document = textAt(editor, "documentFilePath", at);
    const auto language = textAt(editor, "languageId", at);
    const auto selections = spansAt(editor, "selections", "anchor", "active", at);
    const auto visible = spansAt(editor, "visibleRanges", "start", "end", at);
    if (const auto good = together(0, document, language, selections, visible); !good)
        return std::unexpected(good.error());
    state.document = document->isEmpty() ? QString() : QDir::cleanPath(*document);
    state.languageId = *language;
    state.selections = *selections;
    state.visible = *visible;
    return state;
}

Result<EditorState> readState(const QString &path)
{
    const auto json = readCommented(path);
    if (!json)
        return std::unexpected(json.error());
    const Place place{path, {}, 0};
    if (!json->is_object())
        return wrong(place, u"an object"_s, *json);
    EditorState state;
    state.folder = QFileInfo(path).absolutePath();
    const auto diagnostics = listAt(*json, "activeFileDiagnostics", place);
    const auto symbols = listAt(*json, "symbols", place);
    const auto repositories = listAt(*json, "repoContexts", place);
    const auto folders = textsAt(*json, "workspaceFoldersFilePaths", place);
    const auto console = textAt(*json, "debugConsoleOutput", place);
    const auto terminal = textAt(*json, "terminalBuffer", place);
    const auto selection = textAt(*json, "terminalSelection", place);
    const auto shell = textAt(*json, "terminalShellType", place);
    const auto notebook =
        textAt(memberOr(*json, "activeNotebookEditor"), "documentFilePath", place);
    if (const auto good = together(0, diagnostics, symbols, repositories, folders, console,
                                   terminal, selection, shell, notebook);
        !good)
        return std::unexpected(good.error());
    state.diagnostics = *diagnostics;
    state.symbols = *symbols;
    state.repositories = *repositories;
    state.workspaceFolders = *folders;
    state.debugConsole = *console;
    state.terminal = *terminal;
    state.terminalSelection = *selection;
    state.terminalShell = *shell;
    state.notebook = *notebook;
    state.lastCommand = memberOr(*json, "terminalLastCommand");
    return readEditor(*json, std::move(state), place);
}

Result<Question> readQuestion(const Json &json, const QString &path, const QString &root,
                              const Place &place)
{
    if (!json.is_object())
        return wrong(place, u"an object"_s, json);
    const auto question = textAt(json, "question", place, true);
    const auto description =
        textAt(json, json.contains("description") ? "description" : "name", place);
    const auto stateFile = textAt(json, "stateFile", place);
    const auto content = textAt(json, "contentInOutput", place);
    const auto files = textsAt(json, "files", place);
    if (const auto good = together(0, question, description, stateFile, content, files); !good)
        return std::unexpected(good.error());
    Question made{*question, *description, {}, {}, *content, *files, {}};
    if (const Json &keywords = memberOr(json, "keywords"); !keywords.is_null()) {
        auto terms = termsOf(keywords, place.at(u"keywords"_s));
        if (!terms)
            return std::unexpected(std::move(terms.error()));
        made.terms = std::move(*terms);
    }
    for (const auto &[key, value] : json.items())
        if (!QStringList{u"question"_s, u"description"_s, u"name"_s, u"stateFile"_s, u"keywords"_s,
                         u"contentInOutput"_s, u"files"_s}
                 .contains(QString::fromStdString(key)))
            made.unknown.append(QString::fromStdString(key));
    if (stateFile->isEmpty())
        return made;
    const Place at = place.at(u"stateFile"_s);
    const QFileInfo info(QFileInfo(path).absolutePath() + u'/' + *stateFile);
    const QString canonical = info.canonicalFilePath();
    if (canonical.isEmpty())
        return fail(ErrorCode::BadInput, u"%1: there is no file '%2'"_s.arg(at.text(), *stateFile));
    if (!canonical.startsWith(QFileInfo(root).canonicalFilePath() + u'/'))
        return fail(ErrorCode::BadInput,
                    u"%1: '%2' leads out of %3"_s.arg(at.text(), *stateFile, root));
    auto state = readState(canonical);
    if (!state)
        return std::unexpected(std::move(state.error()).within(u"reading "_s + at.text()));
    made.state = std::move(*state);
    return made;
}

} // namespace

Result<Json> parseCommentedJson(const QByteArray &text, const Place &place)
{
    QByteArray plain = text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text;
    bool inString = false;
    qsizetype comma = -1; // the last one, while nothing but space has come after it
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '/' && i + 1 < plain.size()
                   && (plain[i + 1] == '/' || plain[i + 1] == '*')) {
            const bool line = plain[i + 1] == '/';
            const qsizetype end = line ? plain.indexOf('\n', i) : plain.indexOf("*/", i + 2);
            const qsizetype stop = end < 0 ? plain.size() : line ? end : end + 2;
            for (; i < stop; ++i) // lines keep their numbers
                plain[i] = plain[i] == '\n' ? '\n' : ' ';
            --i;
        } else if (c == ',') {
            comma = i;
        } else if (c == ']' || c == '}') {
            if (comma >= 0)
                plain[comma] = ' ';
            comma = -1;
        } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            comma = -1;
            inString = c == '"';
        }
    }
    return parseJson(plain, place);
}

Result<Json> termsOf(const Json &keywords, const Place &place)
{
    if (keywords.is_string()) {
        if (keywords.get_ref<const std::string &>().empty())
            return fail(ErrorCode::BadInput,
                        u"%1: an empty text stands in every answer"_s.arg(place.text()));
        return keywords;
    }
    if (keywords.is_array()) {
        Json list = Json::array();
        for (size_t i = 0; i < keywords.size(); ++i) {
            auto inner = termsOf(keywords[i], place.at(qsizetype(i)));
            if (!inner)
                return inner;
            list.push_back(std::move(*inner));
        }
        return list;
    }
    if (!keywords.is_object())
        return wrong(place, u"a text, a list, or an object of allOf, anyOf and not"_s, keywords);
    Json all = Json::array();
    for (const auto &[key, value] : keywords.items()) {
        const Place at = place.at(QString::fromStdString(key));
        if (key == "regex" && value.is_string()) {
            all.push_back({{"regex", value}});
            continue;
        }
        if (key != "allOf" && key != "anyOf" && key != "not")
            return fail(ErrorCode::BadInput,
                        u"%1: expected allOf, anyOf, not or regex"_s.arg(at.text()));
        auto inner = termsOf(value, at);
        if (!inner)
            return inner;
        if (key == "not")
            all.push_back({{"not", inner->is_array() ? Json{{"anyOf", *inner}} : *inner}});
        else
            all.push_back({{key, inner->is_array() ? *inner : Json::array({*inner})}});
    }
    return all.size() == 1 ? all[0] : all;
}

Result<std::vector<Question>> readConversation(const QString &path, const QString &root)
{
    const auto json = readCommented(path);
    if (!json)
        return std::unexpected(json.error());
    const Place place{path, {}, 0};
    if (!json->is_array() || json->empty())
        return wrong(place, u"a list of questions"_s, *json);
    std::vector<Question> questions;
    for (size_t i = 0; i < json->size(); ++i) {
        auto question = readQuestion((*json)[i], path, root, place.at(qsizetype(i)));
        if (!question)
            return std::unexpected(std::move(question.error()));
        questions.push_back(std::move(*question));
    }
    return questions;
}

} // namespace touchstone
