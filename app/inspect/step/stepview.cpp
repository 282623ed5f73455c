#include "app/inspect/step/stepview.h"

#include "app/ide/elidedlabel.h"
#include "app/ide/emptystate.h"
#include "app/ide/look.h"
#include "app/ide/markdownview.h"
#include "app/inspect/attempt/timelinemodel.h"
#include "app/inspect/eventlook.h"
#include "app/inspect/step/bytesview.h"
#include "app/inspect/step/diffview.h"
#include "app/inspect/step/elementtree.h"
#include "app/inspect/step/pictureview.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int titleCharacters = 50; ///< of room, else the buttons are in its way

} // namespace

StepView::StepView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_empty(new ide::EmptyState(this))
    , m_content(new QWidget(this))
    , m_title(new ide::ElidedLabel(m_content))
    , m_facts(new ide::ElidedLabel(m_content))
    , m_open(new QPushButton(tr("Workspace as of This Step"), m_content))
    , m_takeUp(new QPushButton(tr("Take This Step Up…"), m_content))
    , m_sides(new QTabWidget(m_content))
    , m_diff(new DiffView(settings, this))
    , m_unknown(new QLabel(this))
    , m_picture(new PictureView(this))
    , m_elements(new ElementTreeModel(this))
    , m_tree(new QTreeView(this))
    , m_values(new QTableWidget(this))
{
    m_pictureSide = makePicture();
    m_unknown->setTextFormat(Qt::PlainText);
    m_unknown->setWordWrap(true);
    m_unknown->setAlignment(Qt::AlignCenter);
    m_unknown->setForegroundRole(QPalette::PlaceholderText);
    m_unknown->setMargin(24);
    m_values->setAccessibleName(tr("Values"));
    m_values->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_values->setFrameShape(QFrame::NoFrame);
    m_values->verticalHeader()->hide();
    m_values->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_sides->setDocumentMode(true);
    m_sides->setAccessibleName(tr("Sides of the step"));
    m_sides->tabBar()->setAccessibleName(tr("Sides of the step"));
    m_sides->tabBar()->setExpanding(false);
    m_sides->tabBar()->setElideMode(Qt::ElideNone); // where there is no room they scroll
    m_sides->tabBar()->setUsesScrollButtons(true);
    auto *inside = new QVBoxLayout(m_content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(makeHead());
    inside->addWidget(m_sides, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty);
    layout->addWidget(m_content);
    for (QWidget *side :
         std::initializer_list<QWidget *>{m_diff, m_unknown, m_pictureSide, m_values})
        side->hide();
    connect(m_sides, &QTabWidget::currentChanged, this, [this](int index) {
        if (!m_filling && index >= 0)
            m_wantedSide = m_sides->widget(index)->property("side").toString();
    });
    showNothing(tr("No step is chosen"), tr("Choose an event at the left."));
}

QWidget *StepView::makeHead()
{
    auto *head = new QWidget(m_content);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel *label : {m_title, m_facts})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_open->setToolTip(tr("Opens the files as they were after this step, read-only"));
    m_takeUp->setToolTip(tr("Writes the files as they were after this step into a new folder, to "
                            "go on from there"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(m_title);
    texts->addWidget(m_facts);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_takeUp);
    buttons->addStretch();
    m_headRow = new QBoxLayout(QBoxLayout::LeftToRight, head);
    m_headRow->setContentsMargins(12, 8, 8, 6);
    m_headRow->setSpacing(6);
    m_headRow->addLayout(texts, 1);
    m_headRow->addLayout(buttons);
    connect(m_open, &QPushButton::clicked, this,
            [this] { Q_EMIT workspaceWanted(m_step.event.id); });
    connect(m_takeUp, &QPushButton::clicked, this,
            [this] { Q_EMIT takeUpWanted(m_step.event.id); });
    return head;
}

/// Where there is no room beside the title, what can be done stands below it, and the element tree
/// below the picture.
void StepView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int buttons = m_open->sizeHint().width() + m_takeUp->sizeHint().width();
    const bool isNarrow = width() < buttons + fontMetrics().averageCharWidth() * titleCharacters;
    m_headRow->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_pictureSide->setOrientation(isNarrow ? Qt::Vertical : Qt::Horizontal);
}

QSplitter *StepView::makePicture()
{
    auto *side = new QSplitter(Qt::Horizontal, this);
    side->setChildrenCollapsible(false);
    m_tree->setModel(m_elements);
    m_tree->setAccessibleName(tr("Element tree"));
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    side->addWidget(m_picture);
    side->addWidget(m_tree);
    side->setStretchFactor(0, 2);
    side->setStretchFactor(1, 1);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { m_picture->outline(m_elements->boundsOf(index)); });
    connect(m_picture, &PictureView::pointed, this, &StepView::chooseElement);
    return side;
}

void StepView::showNothing(const QString &headline, const QString &detail)
{
    m_empty->say(headline, detail);
    m_empty->show();
    m_content->hide();
}

void StepView::show(const Step &step, const TimelineEntry *entry)
{
    m_step = step;
    const Event &event = m_step.event;
    QString title =
        tr("%1 %2 %3").arg(eventGlyph(event.type), eventTitle(event.type)).arg(event.id);
    if (event.type != EventType::Message && event.type != EventType::Note)
        title += u"   "_s + eventLine(event, 300);
    m_title->setText(title);
    QStringList facts{visibleText(event.actor), tr("turn %1").arg(event.turn + 1),
                      tr("at %1").arg(sinceStart(event.monotonicNs))};
    if (!event.conversation.isEmpty())
        facts.insert(1, tr("in %1").arg(shortName(visibleText(event.conversation), 60)));
    if (entry && entry->thinkUs > 0)
        facts.append(tr("thought %1").arg(durationText(double(entry->thinkUs))));
    if (entry && entry->actUs > 0)
        facts.append(tr("took %1").arg(durationText(double(entry->actUs))));
    if (event.parent > 0)
        facts.append(tr("after #%1").arg(event.parent));
    m_facts->setText(facts.join(u" · "_s));
    m_filling = true;
    m_sides->clear();
    m_taken.clear();
    m_bytesUsed = m_textsUsed = 0;
    if (!pictureRoles(event).isEmpty() || m_step.shownIn)
        addPicture();
    switch (event.type) {
    case EventType::Message:
        addMessage();
        break;
    case EventType::ModelCall:
        addModelCall();
        break;
    case EventType::Edit:
        addEdit();
        break;
    case EventType::Command:
        addCommand();
        break;
    default:
        addPlain();
    }
    addRestOfBlobs();
    addData();
    chooseSide();
    m_filling = false;
    m_empty->hide();
    m_content->show();
}

void StepView::addSide(const QString &id, const QString &title, QWidget *widget)
{
    widget->setProperty("side", id);
    m_sides->addTab(widget, title);
}

BytesView *StepView::nextBytes()
{
    if (m_bytesUsed == m_bytes.size()) {
        m_bytes.push_back(new BytesView(m_settings, this));
        connect(m_bytes.back(), &BytesView::allWanted, this, &StepView::allWanted);
    }
    return m_bytes[m_bytesUsed++];
}

ide::MarkdownView *StepView::nextText()
{
    if (m_textsUsed == m_texts.size())
        m_texts.push_back(new ide::MarkdownView(this));
    return m_texts[m_textsUsed++];
}

void StepView::addText(const QString &id, const QString &title, const QString &text)
{
    ide::MarkdownView *view = nextText();
    view->show(text);
    addSide(id, title, view);
}

void StepView::addBytes(const QString &id, const QString &title, const QByteArray &bytes,
                        qint64 size, const QString &name)
{
    BytesView *view = nextBytes();
    const qsizetype shown = m_step.isWhole ? bytes.size() : std::min(bytes.size(), shownBytes);
    view->show(bytes.first(shown), size, name);
    addSide(id, title, view);
}

const StepBlob *StepView::blob(const QString &role) const
{
    const auto found = std::ranges::find(m_step.blobs, role, &StepBlob::role);
    return found == m_step.blobs.end() ? nullptr : &*found;
}

void StepView::addBlob(const QString &role, const QString &title, const QString &fileName)
{
    const StepBlob *found = blob(role);
    if (!found)
        return;
    m_taken.append(role);
    addBytes(role, title, found->bytes, found->size, codeName(found->bytes, fileName));
    if (!found->problem.isEmpty())
        m_bytes[m_bytesUsed - 1]->say(found->problem);
}

void StepView::addValues(const QString &id, const QString &title, const Json &json)
{
    const std::vector<NamedValue> values = flattened(json);
    if (values.empty())
        return;
    m_values->clear();
    m_values->setColumnCount(2);
    m_values->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    m_values->setRowCount(int(values.size()));
    for (size_t i = 0; i < values.size(); ++i) {
        m_values->setItem(int(i), 0, new QTableWidgetItem(visibleText(values[i].name)));
        m_values->setItem(int(i), 1,
                          new QTableWidgetItem(shortened(visibleText(values[i].value), 2000)));
    }
    m_values->horizontalHeader()->setStretchLastSection(true);
    m_values->resizeColumnToContents(0);
    addSide(id, title, m_values);
}

void StepView::wantSide(const QString &id)
{
    m_wantedSide = id;
    chooseSide();
}

void StepView::chooseSide()
{
    for (int i = 0; i < m_sides->count(); ++i)
        if (m_sides->widget(i)->property("side").toString() == m_wantedSide) {
            m_sides->setCurrentIndex(i);
            return;
        }
    m_sides->setCurrentIndex(0);
}

QString codeName(const QByteArray &bytes, const QString &fallback)
{
    if (!fallback.isEmpty())
        return fallback;
    const QByteArray begin = bytes.first(std::min<qsizetype>(bytes.size(), 200)).trimmed();
    if (begin.startsWith('{') || begin.startsWith('['))
        return u"text.json"_s;
    if (begin.startsWith("diff --git") || begin.startsWith("--- "))
        return u"text.diff"_s;
    return begin.contains("```") ? u"text.md"_s : u"text.txt"_s;
}

} // namespace touchstone::inspect
