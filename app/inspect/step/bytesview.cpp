#include "app/inspect/step/bytesview.h"

#include "app/ide/codeview.h"

#include "core/base/text.h"
#include "core/report/figures.h"
#include "core/workspace/filechanges.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

/// Where the sequence that begins with ESC at `at` ends; `at` where it is none that we know.
qsizetype endOfEscape(QByteArrayView bytes, qsizetype at)
{
    qsizetype end = at + 1;
    if (end >= bytes.size())
        return at;
    if (bytes[end] == '[') { // CSI: parameters, then a final byte
        for (++end; end < bytes.size(); ++end)
            if (const auto byte = uchar(bytes[end]); byte >= 0x40 && byte <= 0x7e)
                return end + 1;
            else if (byte < 0x20 || byte > 0x7e)
                return at;
        return at;
    }
    if (bytes[end] == ']') { // OSC: up to BEL or ESC backslash
        for (++end; end < std::min(bytes.size(), at + 4096); ++end) {
            if (bytes[end] == '\a')
                return end + 1;
            if (bytes[end] == '\x1b' && end + 1 < bytes.size() && bytes[end + 1] == '\\')
                return end + 2;
        }
        return at;
    }
    return bytes[end] == '(' || bytes[end] == ')' ? std::min(end + 2, bytes.size()) : at;
}

} // namespace

QByteArray withoutEscapes(const QByteArray &bytes, bool *found)
{
    *found = false;
    if (!bytes.contains('\x1b'))
        return bytes;
    QByteArray plain;
    plain.reserve(bytes.size());
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes[at] == '\x1b' ? endOfEscape(bytes, at) : at;
        if (end > at) {
            *found = true;
            at = end;
        } else {
            plain += bytes[at++];
        }
    }
    return plain;
}

BytesView::BytesView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_code(new ide::CodeView(this))
    , m_bar(new QWidget(this))
    , m_note(new QLabel(m_bar))
    , m_escapes(new QToolButton(m_bar))
    , m_all(new QToolButton(m_bar))
{
    m_code->follow(settings);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_escapes->setText(tr("Show Escapes"));
    m_escapes->setAccessibleName(tr("Show terminal escapes"));
    m_escapes->setCheckable(true);
    m_all->setText(tr("Show All"));
    m_all->setAccessibleName(tr("Show all of the output"));
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_note, 1);
    row->addWidget(m_escapes);
    row->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_code, 1);
    setFocusProxy(m_code);
    connect(m_escapes, &QToolButton::toggled, this, &BytesView::fill);
    connect(m_all, &QToolButton::clicked, this, &BytesView::allWanted);
}

void BytesView::show(const QByteArray &bytes, qint64 size, const QString &name)
{
    m_bytes = bytes;
    m_size = size;
    m_name = name;
    fill();
}

void BytesView::say(const QString &problem)
{
    m_bytes.clear();
    m_size = 0;
    fill();
    m_note->setText(visibleText(problem));
    m_bar->show();
}

void BytesView::fill()
{
    bool escapes = false;
    const QByteArray plain = withoutEscapes(m_bytes, &escapes);
    const bool isPart = m_bytes.size() < m_size;
    QStringList notes;
    if (looksBinary(m_bytes))
        notes.append(tr("These bytes are no text."));
    if (isPart)
        notes.append(
            tr("The first %1 of %2 bytes.").arg(countText(m_bytes.size()), countText(m_size)));
    if (escapes)
        notes.append(m_escapes->isChecked() ? tr("Terminal escapes are shown.")
                                            : tr("Terminal escapes are left out."));
    if (m_size == 0)
        notes.append(tr("Nothing was written."));
    m_note->setText(notes.join(u' '));
    m_bar->setVisible(!notes.isEmpty());
    m_escapes->setVisible(escapes);
    m_all->setVisible(isPart);
    m_code->show(visibleText(QByteArrayView(m_escapes->isChecked() ? m_bytes : plain)).toUtf8(),
                 m_name);
}

} // namespace touchstone::inspect
