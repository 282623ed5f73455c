#pragma once

#include "app/ide/scintilla.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QtGui/QFont>

#include <span>
#include <vector>

namespace touchstone::ide {

/// A line of UTF-8 as UTF-16, and where each of its units began. Bytes that are no UTF-8 become
/// U+FFFD, one each, so that offsets stay true.
struct DecodedLine {
    QString text;
    std::vector<int> offsets; ///< of each unit, and the end; empty: ASCII, unit = byte

    static DecodedLine of(QByteArrayView bytes);
    [[nodiscard]] int byteAt(int unit) const
    {
        return offsets.empty() ? unit : offsets[size_t(unit)];
    }
};

/// Colours any of KSyntaxHighlighting's languages in QScintilla. Formats that look the same share
/// one of Scintilla's styles: there are too few of them for all formats. GUI thread.
class Highlighter : public QsciLexerCustom, private KSyntaxHighlighting::AbstractHighlighter {
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    Highlighter(const KSyntaxHighlighting::Definition &definition,
                const KSyntaxHighlighting::Theme &theme, const QFont &font, QObject *parent);

    [[nodiscard]] const char *language() const override { return "touchstone"; }
    [[nodiscard]] QString description(int style) const override;
    [[nodiscard]] QColor defaultColor(int style) const override;
    [[nodiscard]] QColor defaultPaper(int style) const override;
    [[nodiscard]] QFont defaultFont(int style) const override;
    void styleText(int start, int end) override;

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    struct Look {
        QRgb text = 0;
        QRgb paper = 0;
        bool bold = false;
        bool italic = false;
        bool underline = false;
        bool operator==(const Look &) const = default;
    };
    int styleOf(const KSyntaxHighlighting::Format &format);
    [[nodiscard]] const Look &lookOf(int style) const;

    KSyntaxHighlighting::Theme m_theme;
    QFont m_font;
    std::vector<Look> m_looks; ///< the first is that of plain text
    std::vector<int> m_styles; ///< by Format::id(); -1: not met yet
    std::vector<KSyntaxHighlighting::State> m_states; ///< after each line
    // of the line in work
    DecodedLine m_line;
    std::span<char> m_target;
};

} // namespace touchstone::ide
