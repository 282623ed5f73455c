#include "app/ide/markdownview.h"

#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtGui/QDesktopServices>
#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>
#include <QtGui/QTextFrame>
#include <QtGui/QTextTable>
#include <QtWidgets/QMessageBox>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

/// Writes behind each link where it leads, unless its text says that.
void tellLinks(QTextDocument &document, const QColor &dim)
{
    struct Link {
        int end;
        QString target;
    };
    std::vector<Link> links;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment part = it.fragment();
            const QString target = part.charFormat().anchorHref();
            if (target.isEmpty() || part.text() == target)
                continue;
            const int end = part.position() + part.length();
            if (!links.empty() && links.back().target == target
                && links.back().end == part.position())
                links.back().end = end;
            else
                links.push_back({end, target});
        }
    }
    QTextCharFormat plain;
    plain.setForeground(dim);
    for (auto link = links.rbegin(); link != links.rend(); ++link) {
        QTextCursor cursor(&document);
        cursor.setPosition(link->end);
        cursor.insertText(u" ‹%1›"_s.arg(shortName(visibleText(link->target), 300)), plain);
    }
}

/// A picture would be loaded from somewhere: what it is called stands in its place.
void tellPictures(QTextDocument &document, const QColor &dim)
{
    QTextCharFormat plain;
    plain.setForeground(dim);
    for (;;) {
        QTextCursor found = document.find(QString(QChar::ObjectReplacementCharacter));
        if (found.isNull())
            return;
        const QTextImageFormat picture = found.charFormat().toImageFormat();
        found.insertText(u"‹%1 %2›"_s.arg(MarkdownView::tr("picture, not loaded:"),
                                          shortName(visibleText(picture.name()), 300)),
                         plain);
    }
}

/// Qt 6.8 begins a table that follows code with an empty block in its first cell.
void mendTables(QTextFrame *frame)
{
    for (QTextFrame *child : frame->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(child)) {
            QTextCursor cursor = table->cellAt(0, 0).firstCursorPosition();
            if (cursor.block().length() <= 1
                && cursor.position() < table->cellAt(0, 0).lastPosition()) {
                cursor.deleteChar();
                cursor.select(QTextCursor::BlockUnderCursor);
                QTextCharFormat bold;
                bold.setFontWeight(QFont::Bold);
                cursor.mergeCharFormat(bold);
            }
        }
        mendTables(child);
    }
}

/// Code in our font (Qt's own is whatever "monospace" is), blocks of it on a ground of their own.
void dressCode(QTextDocument &document, const QColor &ground)
{
    QTextCharFormat code;
    code.setFontFamilies(codeFont().families());
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment part = it.fragment();
            if (!part.charFormat().fontFixedPitch())
                continue;
            QTextCursor cursor(&document);
            cursor.setPosition(part.position());
            cursor.setPosition(part.position() + part.length(), QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(code);
        }
        if (!block.blockFormat().hasProperty(QTextFormat::BlockCodeFence)
            && !block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage))
            continue;
        QTextBlockFormat format;
        format.setBackground(ground);
        QTextCursor(block).mergeBlockFormat(format);
    }
}

} // namespace

MarkdownView::MarkdownView(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Rendered text"));
    document()->setDocumentMargin(14);
    connect(this, &QTextBrowser::anchorClicked, this, &MarkdownView::askAbout);
}

QVariant MarkdownView::loadResource(int, const QUrl &)
{
    return {};
}

void MarkdownView::show(const QString &markdown)
{
    m_text = markdown;
    render();
}

void MarkdownView::showRaw(const QString &text)
{
    m_text.clear();
    document()->setDefaultFont(codeFont());
    setPlainText(visibleText(text));
}

void MarkdownView::render()
{
    const Colours &colours = coloursOf(palette());
    QString text = visibleText(m_text.left(mostCharacters));
    if (m_text.size() > mostCharacters)
        text += u"\n\n"_s
            + tr("*… %1 more characters are not rendered; Raw has them.*")
                  .arg(m_text.size() - mostCharacters);
    QTextDocument *document = this->document();
    document->setDefaultFont(font());
    document->setMarkdown(text,
                          QTextDocument::MarkdownFeatures(QTextDocument::MarkdownNoHTML)
                              | QTextDocument::MarkdownDialectGitHub);
    mendTables(document->rootFrame());
    tellLinks(*document, colours.dim);
    tellPictures(*document, colours.dim);
    dressCode(*document, palette().color(QPalette::Window));
    QTextCursor cursor(document);
    cursor.movePosition(QTextCursor::Start);
    setTextCursor(cursor);
}

void MarkdownView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        && !m_text.isEmpty())
        render();
}

void MarkdownView::askAbout(const QUrl &url)
{
    Q_EMIT linkChosen(url);
    const bool mayOpen = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Open a link?"),
                                mayOpen ? tr("This link comes from what is shown here. It leads to")
                                        : tr("Links of this kind are not opened:"),
                                QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(visibleText(url.toString(QUrl::FullyEncoded)));
    box->setAttribute(Qt::WA_DeleteOnClose);
    if (mayOpen) {
        auto *open = box->addButton(tr("Open in Browser"), QMessageBox::AcceptRole);
        connect(open, &QAbstractButton::clicked, this, [url] { QDesktopServices::openUrl(url); });
    }
    box->open();
}

} // namespace touchstone::ide
