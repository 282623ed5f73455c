#include "stateview.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int shownLines = 400; // of a selection

/// In a fence that nothing in it can end.
QString fenced(const QString &text, const QString &tag)
{
    qsizetype longest = 2;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return fence + tag + u'\n' + text + (text.endsWith(u'\n') ? u""_s : u"\n"_s) + fence + u'\n';
}

QString positionText(const TextPosition &position)
{
    return u"line %1, column %2"_s.arg(position.line + 1).arg(position.character + 1);
}

QString spanText(const TextSpan &span)
{
    if (span.start == span.end)
        return u"nothing; the cursor is at "_s + positionText(span.start);
    return positionText(span.start) + u" to "_s + positionText(span.end);
}

/// The text between two positions; columns count UTF-16 units, as VS Code's do.
QString spanned(const QString &text, const TextSpan &span)
{
    const QStringList lines = text.split(u'\n');
    QStringList taken;
    for (int line = span.start.line; line <= span.end.line && line < lines.size(); ++line) {
        if (taken.size() == shownLines) {
            taken.append(u"…"_s);
            break;
        }
        QString content = lines[line];
        if (line == span.end.line)
            content = content.left(span.end.character);
        if (line == span.start.line)
            content = content.mid(span.start.character);
        if (content.endsWith(u'\r'))
            content.chop(1);
        taken.append(content);
    }
    return taken.join(u'\n');
}

/// vscode.DiagnosticSeverity
QString severityText(const Json &diagnostic)
{
    switch (integerOr(diagnostic, "severity", -1)) {
    case 0:
        return u"error"_s;
    case 1:
        return u"warning"_s;
    case 2:
        return u"information"_s;
    case 3:
        return u"hint"_s;
    default:
        return u"finding"_s;
    }
}

QString placeText(const Json &item)
{
    const Json &start = memberOr(item, "start");
    return u"line %1, column %2"_s.arg(integerOr(start, "line", 0) + 1)
        .arg(integerOr(start, "character", 0) + 1);
}

QString diagnosticsText(const Json &diagnostics)
{
    QStringList lines;
    for (const Json &diagnostic : diagnostics) {
        lines.append(
            u"- %1 at %2: %3"_s.arg(severityText(diagnostic), placeText(diagnostic),
                                    stringOr(diagnostic, "message").replace(u'\n', u"\n  "_s)));
        const Json &related = memberOr(diagnostic, "relatedInformation");
        if (!related.is_array())
            continue;
        for (const Json &other : related)
            lines.append(u"  - %1, %2: %3"_s.arg(stringOr(other, "filePath"), placeText(other),
                                                 stringOr(other, "message")));
    }
    return lines.join(u'\n');
}

void addBlock(QStringList &parts, const QString &title, const QString &text,
              const QString &tag = {})
{
    if (!text.trimmed().isEmpty())
        parts.append(u"%1:\n\n%2"_s.arg(title, fenced(text, tag)));
}

} // namespace

QString stateText(const EditorState &state, const QString &path, const QByteArray &document)
{
    QStringList facts;
    if (!path.isEmpty())
        facts.append(u"- Active file: %1%2"_s.arg(
            path, state.languageId.isEmpty() ? QString() : u" (%1)"_s.arg(state.languageId)));
    for (const TextSpan &span : state.selections)
        facts.append(u"- Selected: %1"_s.arg(spanText(span)));
    for (const TextSpan &span : state.visible)
        facts.append(
            u"- Visible: lines %1 to %2"_s.arg(span.start.line + 1).arg(span.end.line + 1));
    if (!state.notebook.isEmpty())
        facts.append(u"- Active notebook: %1"_s.arg(state.notebook));
    for (const Json &symbol : state.symbols)
        facts.append(u"- Symbol: %1 (%2, %3)"_s.arg(
            stringOr(symbol, "name"), stringOr(symbol, "filePath", path), placeText(symbol)));
    if (!state.terminalShell.isEmpty())
        facts.append(u"- Shell of the terminal: %1"_s.arg(state.terminalShell));
    QStringList parts;
    if (!facts.isEmpty())
        parts.append(u"The editor shows:\n\n"_s + facts.join(u'\n') + u'\n');
    const QString text = QString::fromUtf8(document);
    for (const TextSpan &span : state.selections)
        addBlock(parts, u"The selected text"_s, spanned(text, span), state.languageId);
    if (!state.diagnostics.empty())
        parts.append(u"Diagnostics of the active file:\n\n"_s + diagnosticsText(state.diagnostics)
                     + u'\n');
    addBlock(parts, u"The terminal"_s, state.terminal);
    addBlock(parts, u"Selected in the terminal (#terminalSelection)"_s, state.terminalSelection);
    if (const QString command = stringOr(state.lastCommand, "commandLine"); !command.isEmpty())
        addBlock(parts, u"The terminal's last command (#terminalLastCommand)"_s,
                 u"$ %1\n%2"_s.arg(command, stringOr(state.lastCommand, "output")));
    addBlock(parts, u"The debug console"_s, state.debugConsole);
    return parts.join(u'\n');
}

} // namespace touchstone
