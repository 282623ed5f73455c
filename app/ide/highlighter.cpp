#include "app/ide/highlighter.h"

#include <KSyntaxHighlighting/Format>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

// Styles 32 to 39 are Scintilla's own.
constexpr int firstOwn = 32;
constexpr int ownStyles = 8;
constexpr int mostLooks = 256 - ownStyles;

int styleFromLook(size_t look)
{
    return int(look) < firstOwn ? int(look) : int(look) + ownStyles;
}

/// How many bytes the character at the front takes; 0: it is no UTF-8.
qsizetype sequenceAt(QByteArrayView bytes)
{
    const auto lead = uchar(bytes[0]);
    const qsizetype size = lead < 0x80 ? 1
        : lead >= 0xc2 && lead < 0xe0  ? 2
        : lead >= 0xe0 && lead < 0xf0  ? 3
        : lead >= 0xf0 && lead < 0xf5  ? 4
                                       : 0;
    return size > 0 && size <= bytes.size() && bytes.first(size).isValidUtf8() ? size : 0;
}

} // namespace

DecodedLine DecodedLine::of(QByteArrayView bytes)
{
    if (std::ranges::all_of(bytes, [](char c) { return uchar(c) < 0x80; }))
        return {QString::fromLatin1(bytes), {}};
    DecodedLine line;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype size = sequenceAt(bytes.sliced(at));
        const QString character = size > 0 ? QString::fromUtf8(bytes.sliced(at, size))
                                           : QString(QChar(QChar::ReplacementCharacter));
        line.text += character;
        line.offsets.insert(line.offsets.end(), size_t(character.size()), int(at));
        at += std::max<qsizetype>(size, 1);
    }
    line.offsets.push_back(int(bytes.size()));
    return line;
}

Highlighter::Highlighter(const KSyntaxHighlighting::Definition &definition,
                         const KSyntaxHighlighting::Theme &theme, const QFont &font,
                         QObject *parent)
    : QsciLexerCustom(parent)
    , m_theme(theme)
    , m_font(font)
{
    AbstractHighlighter::setDefinition(definition);
    AbstractHighlighter::setTheme(theme);
    m_looks.push_back({theme.textColor(KSyntaxHighlighting::Theme::Normal),
                       theme.editorColor(KSyntaxHighlighting::Theme::BackgroundColor)});
    // QScintilla asks for each style's look when the lexer is set: all must be known by then.
    const auto meet = [this](const KSyntaxHighlighting::Definition &known) {
        for (const auto &format : known.formats())
            styleOf(format);
    };
    meet(definition);
    for (const auto &included : definition.includedDefinitions())
        meet(included);
    setDefaultColor(QColor::fromRgb(m_looks[0].text));
    setDefaultPaper(QColor::fromRgb(m_looks[0].paper));
    setDefaultFont(font);
}

int Highlighter::styleOf(const KSyntaxHighlighting::Format &format)
{
    const auto id = size_t(format.id());
    if (id >= m_styles.size())
        m_styles.resize(id + 1, -1);
    if (m_styles[id] >= 0)
        return m_styles[id];
    const Look look{format.hasTextColor(m_theme) ? format.textColor(m_theme).rgb()
                                                 : m_looks[0].text,
                    format.hasBackgroundColor(m_theme) ? format.backgroundColor(m_theme).rgb()
                                                       : m_looks[0].paper,
                    format.isBold(m_theme), format.isItalic(m_theme), format.isUnderline(m_theme)};
    auto known = std::ranges::find(m_looks, look);
    if (known == m_looks.end() && m_looks.size() < mostLooks)
        known = m_looks.insert(known, look);
    return m_styles[id] =
               known == m_looks.end() ? 0 : styleFromLook(size_t(known - m_looks.begin()));
}

const Highlighter::Look &Highlighter::lookOf(int style) const
{
    const size_t look = style < firstOwn ? size_t(std::max(style, 0))
        : style < firstOwn + ownStyles   ? 0
                                         : size_t(style - ownStyles);
    return m_looks[look < m_looks.size() ? look : 0];
}

QString Highlighter::description(int style) const
{
    const bool isOurs =
        style < firstOwn ? style < int(m_looks.size()) : style - ownStyles < int(m_looks.size());
    return isOurs && (style < firstOwn || style >= firstOwn + ownStyles) ? u"style %1"_s.arg(style)
                                                                         : QString();
}

QColor Highlighter::defaultColor(int style) const
{
    return QColor::fromRgb(lookOf(style).text);
}

QColor Highlighter::defaultPaper(int style) const
{
    return QColor::fromRgb(lookOf(style).paper);
}

QFont Highlighter::defaultFont(int style) const
{
    QFont font = m_font;
    const Look &look = lookOf(style);
    font.setBold(look.bold);
    font.setItalic(look.italic);
    font.setUnderline(look.underline);
    return font;
}

void Highlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    const auto from = size_t(m_line.byteAt(offset));
    const auto to = std::min(size_t(m_line.byteAt(offset + length)), m_target.size());
    if (from < to)
        std::ranges::fill(m_target.subspan(from, to - from), char(styleOf(format)));
}

void Highlighter::styleText(int start, int end)
{
    QsciScintilla *view = editor();
    if (!view)
        return;
    const auto ask = [view](unsigned message, long value = 0) {
        return int(view->SendScintilla(message, value));
    };
    const int lines = ask(QsciScintilla::SCI_GETLINECOUNT);
    const int first = ask(QsciScintilla::SCI_LINEFROMPOSITION, start);
    const int last = ask(QsciScintilla::SCI_LINEFROMPOSITION, std::max(start, end - 1));
    start = ask(QsciScintilla::SCI_POSITIONFROMLINE, first);
    end = last + 1 < lines ? ask(QsciScintilla::SCI_POSITIONFROMLINE, last + 1)
                           : ask(QsciScintilla::SCI_GETLENGTH);
    const auto *all = static_cast<const char *>(
        view->SendScintillaPtrResult(QsciScintilla::SCI_GETCHARACTERPOINTER));
    QByteArrayView text(all + start, end - start);
    std::vector<char> styles(size_t(text.size()), 0);
    m_states.resize(size_t(lines));
    auto state = first > 0 ? m_states[size_t(first) - 1] : KSyntaxHighlighting::State();
    std::span<char> target(styles);
    for (int number = first; number <= last; ++number) {
        const qsizetype newline = text.indexOf('\n');
        const qsizetype whole = newline < 0 ? text.size() : newline + 1;
        QByteArrayView line = text.first(whole);
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        m_line = DecodedLine::of(line);
        m_target = target.first(size_t(line.size()));
        state = highlightLine(m_line.text, state);
        m_states[size_t(number)] = state;
        text = text.sliced(whole);
        target = target.subspan(size_t(whole));
    }
    view->SendScintilla(QsciScintilla::SCI_STARTSTYLING, size_t(start), 0L);
    view->SendScintilla(QsciScintilla::SCI_SETSTYLINGEX, styles.size(), styles.data());
}

} // namespace touchstone::ide
