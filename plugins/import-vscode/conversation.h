#pragma once

#include "core/base/json.h"

#include <optional>
#include <vector>

namespace touchstone {

/// A place in a text; both from 0, as the files have them.
struct TextPosition {
    int line = 0;
    int character = 0;
    bool operator==(const TextPosition &) const = default;
};

struct TextSpan {
    TextPosition start;
    TextPosition end;
};

/// What the editor shows when a question is put.
struct EditorState {
    QString folder; ///< of the state's file: what its paths are relative to
    QString document; ///< the active file, relative to `folder`; empty: none
    QString languageId;
    std::vector<TextSpan> selections;
    std::vector<TextSpan> visible;
    Json diagnostics = Json::array(); ///< as they stand
    Json symbols = Json::array();
    QStringList workspaceFolders; ///< as they stand
    Json repositories = Json::array(); ///< that the workspace folders are clones of
    QString notebook; ///< the active notebook
    QString debugConsole;
    QString terminal;
    QString terminalSelection;
    QString terminalShell;
    Json lastCommand; ///< of the terminal: {commandLine, cwd, output}
};

struct Question {
    QString question;
    QString description;
    std::optional<EditorState> state;
    Json terms; ///< keywords, as the check "terms" takes them; null: none
    QString contentInOutput;
    QStringList files; ///< of a workspace of which nothing but the names is given
    QStringList unknown; ///< members that nothing is made of
};

/// Reads a conversation and the states it names, which must lie within `root`. BadInput names file
/// and pointer. Comments and trailing commas are taken, as VS Code takes them.
Result<std::vector<Question>> readConversation(const QString &path, const QString &root);

/// Keywords as the check "terms" takes them: a text, a list (all), {"allOf", "anyOf", "not"}, where
/// several members of one object must all hold and none of a "not" may.
Result<Json> termsOf(const Json &keywords, const Place &place);

/// JSON with comments and trailing commas.
Result<Json> parseCommentedJson(const QByteArray &text, const Place &place);

} // namespace touchstone
