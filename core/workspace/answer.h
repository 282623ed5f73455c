#pragma once

#include "core/base/json.h"
#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <optional>

namespace touchstone {

/// How an agent's textual answer becomes a change of the workspace. Paths, sizes and bytes are
/// checked in every form; an answer is applied whole or not at all.
enum class AnswerForm {
    /// Look at the answer: search/replace blocks, a diff, else fenced blocks; without any of these
    /// as Body where a symbol is targeted, else as File. An empty answer is refused ("no-code").
    Auto,
    File, ///< the whole new content of the target file
    Completion, ///< appended to the target file, byte for byte
    /// A body, or whole definitions, put in the place of the target symbol's and re-indented to
    /// fit:
    /// see applyBody() in answer_body.h for the rules.
    Body,
    /// A unified diff, git's extended headers and binary patches allowed, perhaps within a chat
    /// answer. Tolerated: no "diff --git" line, no a/ and b/, wrong line counts and numbers (where
    /// the context stands exactly once), spaces lost at line ends, CRLF against LF.
    Diff,
    /// <<<<<<< SEARCH / ======= / >>>>>>> REPLACE blocks, each under its file's path (else the last
    /// one's, else the target file's). The search must stand in the file once; an empty one makes a
    /// new file.
    SearchReplace,
    Fenced, ///< the fenced code block of a chat answer (see codeOfChat() in fences.h for which),
    ///< then as Body if a symbol is targeted, else File
    None, ///< the answer is text to be judged; no file changes
};
QString answerFormName(AnswerForm form); ///< "auto", "file", "completion", "body", "diff",
                                         ///< "search-replace", "fenced", "none"
Result<AnswerForm> answerFormFromName(const QString &name);

/// Lines from 1, inclusive; column-less: bodies and definitions are whole lines.
struct LineRange {
    int first = 0;
    int last = 0;
    bool operator==(const LineRange &) const = default;
};

/// Where a symbol stands in a file, as the toolchain's `symbols` action tells it.
struct SymbolRange {
    QString name; ///< qualified: "Stack.push"
    QString signature; ///< canonical text of name, parameters and result type, without the body
    LineRange definition; ///< decorators or modifiers to the last line of the body
    LineRange body; ///< what a body answer replaces: without the docstring where there is one
    bool operator==(const SymbolRange &) const = default;
};

/// Why an answer was not applied. A refused answer is a failed attempt, not an error.
struct Refusal {
    /// "path-escapes", "path-in-git", "through-symlink", "bad-path", "not-a-folder", "is-a-folder",
    /// "link-escapes", "bad-mode", "binary", "too-large", "does-not-apply", "ambiguous", "no-code",
    /// "not-there", "exists"
    QString code;
    QString message; ///< names the place in the answer and what was expected
    bool operator==(const Refusal &) const = default;
};

struct AnswerContext {
    AnswerForm form = AnswerForm::Auto;
    QString targetFile; ///< relative; may be empty for Diff and SearchReplace
    std::optional<SymbolRange> symbol; ///< of the target, when it has one
    QString language; ///< prefers fenced blocks tagged with it
    QStringList fenceTags; ///< further tags that mean it: Toolchain::fenceTags
    qint64 maxBytes = 4 << 20; ///< of the answer and of each file it makes
};

/// What came of an answer: `after` is the changed manifest, or the unchanged one with a refusal.
struct Applied {
    Manifest after;
    std::optional<Refusal> refusal;
};

/// Applies an answer to `before`; new bytes go into `blobs`. An Error means that *we* failed.
Result<Applied> applyAnswer(const QByteArray &answer, const AnswerContext &context,
                            const Manifest &before, BlobStore &blobs);

/// The form that the answer is read in: the context's, or what Auto finds. For the record.
AnswerForm chosenForm(const QByteArray &answer, const AnswerContext &context);

/// Whether a relative path may be written in a workspace: normalised, inside, not in `.git/`, not
/// through a symlink of `manifest`. The refusal says why not.
std::optional<Refusal> refusedPath(const QString &path, const Manifest &manifest);

} // namespace touchstone
