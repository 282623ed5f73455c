#include "app/ide/codeview.h"

#include "app/ide/highlighter.h"
#include "app/ide/languages.h"
#include "app/ide/look.h"
#include "app/ide/settings.h"

#include <KSyntaxHighlighting/Repository>

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

constexpr int numbersMargin = 0;
constexpr int marksMargin = 1;
constexpr int marksWidth = 8;
constexpr int foldMargin = 2;

} // namespace

CodeView::CodeView(QWidget *parent)
    : QsciScintilla(parent)
{
    setUtf8(true);
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Code"));
    setMarginType(numbersMargin, NumberMargin);
    setMarginType(marksMargin, SymbolMargin);
    setMarginWidth(marksMargin, marksWidth);
    setFolding(NoFoldStyle, foldMargin);
    setCaretLineVisible(true);
    setTabWidth(4);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    for (int number = 0; number <= int(Mark::Found); ++number)
        markerDefine(Background, number);
    connect(this, &QsciScintilla::cursorPositionChanged, this,
            [this](int line, int) { Q_EMIT lineChosen(line + 1); });
    applyLook();
    applySettings();
}

void CodeView::follow(Settings &settings)
{
    m_settings = &settings;
    connect(&settings, &Settings::changed, this, &CodeView::applySettings);
    applySettings();
}

void CodeView::show(const QByteArray &bytes, const QString &fileName)
{
    const bool isNew = fileName != m_fileName;
    m_fileName = fileName;
    const bool wasReadOnly = isReadOnly();
    setReadOnly(false);
    QByteArray shown = bytes.first(std::min(bytes.size(), mostBytes));
    if (shown.size() < bytes.size())
        shown += tr("\n… %1 more bytes are not shown …").arg(bytes.size() - shown.size()).toUtf8();
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_ADDTEXT, size_t(shown.size()), shown.constData());
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setReadOnly(wasReadOnly);
    if (isNew)
        applyLook();
    applySettings();
    clearMarks();
    setCursorPosition(0, 0);
}

void CodeView::mark(int line, Mark mark)
{
    markerAdd(line - 1, int(mark));
}

void CodeView::clearMarks()
{
    markerDeleteAll(-1);
}

void CodeView::goToLine(int line)
{
    setCursorPosition(line - 1, 0);
    SendScintilla(SCI_SETFIRSTVISIBLELINE,
                  size_t(std::max<long>(0, line - 1 - SendScintilla(SCI_LINESONSCREEN) / 2)));
}

void CodeView::applyLook()
{
    if (m_waitsForLanguages)
        return;
    const Colours &colours = coloursOf(palette());
    m_waitsForLanguages = areLanguagesBeingRead(this, [this] {
        m_waitsForLanguages = false;
        applyLook();
    });
    if (m_waitsForLanguages) { // until then without colours
        setFont(codeFont());
        setPaper(palette().color(QPalette::Base));
        setColor(palette().color(QPalette::Text));
        setMarginsBackgroundColor(palette().color(QPalette::Base));
        return applyMarks();
    }
    const auto theme =
        languages().defaultTheme(isDark(palette()) ? KSyntaxHighlighting::Repository::DarkTheme
                                                   : KSyntaxHighlighting::Repository::LightTheme);
    const auto definition = languages().definitionForFileName(m_fileName);
    QsciLexer *before = lexer();
    setLexer(new Highlighter(definition, theme, codeFont(), this));
    delete before;
    const QColor paper =
        QColor::fromRgb(theme.editorColor(KSyntaxHighlighting::Theme::BackgroundColor));
    setMarginsFont(codeFont());
    setMarginsForegroundColor(colours.dim);
    setMarginsBackgroundColor(paper);
    setCaretForegroundColor(palette().color(QPalette::Text));
    setCaretLineBackgroundColor(
        QColor::fromRgb(theme.editorColor(KSyntaxHighlighting::Theme::CurrentLine)));
    const std::pair<Mark, QColor> marks[] = {{Mark::Added, colours.added},
                                             {Mark::Removed, colours.removed},
                                             {Mark::Found, colours.marked}};
    for (const auto &[mark, colour] : marks)
        setMarkerBackgroundColor(colour, int(mark));
    applyMarks();
}

QImage CodeView::markImage(Mark mark, const QPalette &palette, const QSize &size)
{
    const Colours &colours = coloursOf(palette);
    QImage image(size, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    const int width = size.width();
    if (mark == Mark::Covered) {
        painter.fillRect(0, 0, std::max(2, width / 4), size.height(), colours.good);
    } else if (mark == Mark::Uncovered) {
        painter.fillRect(0, 0, width - 1, size.height(), colours.bad);
    } else {
        for (int y = 0; y < size.height(); y += 4) // striped
            painter.fillRect(0, y, width - 1, 2, colours.warn);
    }
    return image;
}

void CodeView::applyMarks()
{
    const QSize size(marksWidth, QFontMetrics(codeFont()).height());
    for (const Mark mark : {Mark::Covered, Mark::Partly, Mark::Uncovered})
        markerDefine(markImage(mark, palette(), size), int(mark));
}

bool CodeView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_tips)
        return QsciScintilla::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int margins = marginWidth(numbersMargin) + marginWidth(marksMargin);
    const auto place = SendScintilla(SCI_POSITIONFROMPOINT, long(help->x()), long(help->y()));
    const QString tip = help->x() <= margins
        ? m_tips(int(SendScintilla(SCI_LINEFROMPOSITION, place)) + 1)
        : QString();
    QToolTip::showText(help->globalPos(), tip.toHtmlEscaped(), this);
    return true;
}

void CodeView::applySettings()
{
    const bool numbers = !m_settings || m_settings->value(u"editor.lineNumbers"_s).toBool();
    const bool wraps = m_settings && m_settings->value(u"editor.wrap"_s).toBool();
    setMarginWidth(numbersMargin,
                   numbers ? QString(QString::number(lines()).size() + 1, u'9') : QString());
    setWrapMode(wraps ? WrapWord : WrapNone);
}

void CodeView::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

} // namespace touchstone::ide
