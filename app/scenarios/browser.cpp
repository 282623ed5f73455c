#include "app/scenarios/browser.h"

#include "app/ide/clearable.h"
#include "app/ide/emptystate.h"
#include "app/ide/look.h"
#include "app/ide/settings.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/scenariodelegate.h"
#include "app/scenarios/scenariomodel.h"

#include "core/base/text.h"
#include "core/scenario/filter.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int typingPause = 150; // milliseconds
constexpr qsizetype opensAllUpTo = 400; // scenarios

} // namespace

Browser::Browser(PackLibrary &library, ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_settings(settings)
    , m_model(new ScenarioModel(ScenarioModel::Shape::Tree, this))
    , m_filter(new QLineEdit(this))
    , m_error(new QLabel(this))
    , m_group(new QComboBox(this))
    , m_tree(new QTreeView(this))
    , m_empty(new ide::EmptyState(this))
    , m_stack(new QStackedLayout)
    , m_count(new QLabel(this))
    , m_typing(new QTimer(this))
{
    m_pool.setMaxThreadCount(1);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setContentsMargins(8, 0, 8, 2);
    m_error->hide();
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ScenarioDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setIndentation(14);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setAccessibleName(tr("Scenarios"));
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    m_count->setContentsMargins(8, 3, 8, 3);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(topRow());
    layout->addWidget(m_error);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_count);
    setFocusProxy(m_filter);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    connect(m_typing, &QTimer::timeout, this, &Browser::arrangeAgain);
    connect(m_filter, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_tree, &QTreeView::activated, this, &Browser::activate);
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_open.insert(index.data().toString()); });
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        m_open.remove(index.data().toString());
        m_opensAll = false;
    });
    connect(m_empty, &ide::EmptyState::pressed, this, [this] {
        if (m_filter->text().isEmpty())
            Q_EMIT folderWanted();
        else
            m_filter->clear();
    });
    connect(&m_library, &PackLibrary::changed, this, &Browser::arrangeAgain);
    m_filter->installEventFilter(this);
    m_tree->installEventFilter(this);
    addMenu();
    arrangeAgain();
}

Browser::~Browser()
{
    ++m_ticket; // whatever is in work may end
    m_pool.clear();
    m_pool.waitForDone();
}

QWidget *Browser::topRow()
{
    auto *top = new QWidget(this);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(6, 6, 6, 2);
    row->setSpacing(4);
    m_filter->setPlaceholderText(tr("Filter: words, kind:fix, language:python…"));
    m_filter->setAccessibleName(tr("Filter scenarios"));
    m_filter->setToolTip(tr("Words, or kind: language: tag: difficulty: pack: check: id: with "
                            "values, several by comma; AND, OR, NOT and parentheses"));
    ide::makeClearable(*m_filter);
    const std::pair<GroupBy, QString> groups[] = {
        {GroupBy::Pack, tr("By pack")},         {GroupBy::Kind, tr("By kind")},
        {GroupBy::Language, tr("By language")}, {GroupBy::Difficulty, tr("By difficulty")},
        {GroupBy::Tag, tr("By tag")},           {GroupBy::Result, tr("By last result")},
    };
    for (const auto &[group, title] : groups)
        m_group->addItem(title, int(group));
    const GroupBy last = groupFromName(m_settings.remembered(u"scenarios/group"_s).toString());
    m_group->setCurrentIndex(std::max(0, m_group->findData(int(last))));
    m_group->setAccessibleName(tr("Group by"));
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_settings.remember(u"scenarios/group"_s,
                            groupName(GroupBy(m_group->currentData().toInt())));
        arrangeAgain();
    });
    row->addWidget(m_filter, 1);
    row->addWidget(m_group);
    return top;
}

void Browser::addMenu()
{
    const auto add = [this](const QString &text, auto run) {
        auto *action = new QAction(text, m_tree);
        connect(action, &QAction::triggered, this, run);
        m_tree->addAction(action);
    };
    add(tr("Open"), [this] { activate(m_tree->currentIndex()); });
    add(tr("Run with Agent…"), [this] { Q_EMIT runWanted(target()); });
    add(tr("Validate"), [this] { Q_EMIT validationWanted(target()); });
    add(tr("Read the Pack Again"), [this] {
        if (const PackPointer pack = m_model->packAt(m_tree->currentIndex()))
            m_library.reload(pack->path);
    });
    add(tr("Take the Pack off the List"), [this] {
        if (const PackPointer pack = m_model->packAt(m_tree->currentIndex());
            pack && !pack->isShipped)
            m_library.forget(pack->path);
    });
    add(tr("Open Another Pack…"), [this] { Q_EMIT folderWanted(); });
}

void Browser::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

bool Browser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (watched == m_filter && key == Qt::Key_Down) {
            m_tree->setFocus();
            if (!m_tree->currentIndex().isValid())
                m_tree->setCurrentIndex(m_model->index(0, 0));
            return true;
        }
        if (watched == m_tree && key == Qt::Key_Escape) {
            focusFilter();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Browser::arrangeAgain()
{
    const int ticket = ++m_ticket;
    const ArrangeOptions options{
        m_filter->text(), GroupBy(m_group->currentData().toInt()), {}, false};
    QtConcurrent::run(
        &m_pool,
        [packs = m_library.packs(), results = m_library.results(), options, ticket,
         latest = &m_ticket] { return arrange(packs, results, options, *latest, ticket); })
        .then(this, [this, ticket, group = options.group](Arrangement arrangement) {
            if (ticket == m_ticket)
                take(std::move(arrangement), group);
        });
}

void Browser::take(Arrangement arrangement, GroupBy group)
{
    const PackPointer pack = m_model->packAt(m_tree->currentIndex());
    const auto ref = m_model->scenarioAt(m_tree->currentIndex());
    const QString id = ref ? m_model->arrangement().outline(*ref).id : QString();
    m_model->show(std::move(arrangement), group);
    const bool opens = (m_opensAll && m_model->arrangement().shown <= opensAllUpTo)
        || (!m_filter->text().isEmpty() && m_model->arrangement().shown <= opensAllUpTo);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (opens || m_open.contains(index.data().toString()))
            m_tree->expand(index);
    }
    if (pack && !id.isEmpty())
        if (const QModelIndex index = m_model->find(pack->path, id); index.isValid())
            m_tree->setCurrentIndex(index);
    say();
    Q_EMIT arranged();
}

void Browser::say()
{
    const Arrangement &all = m_model->arrangement();
    m_error->setText(visibleText(all.error));
    m_error->setFont(ide::codeFont()); // a line below points at the place
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, ide::coloursOf(palette()).bad);
    m_error->setPalette(colours);
    m_error->setVisible(!all.error.isEmpty());
    m_filter->setAccessibleDescription(m_error->text());
    QString count = all.shown == all.total
        ? scenarioCount(all.total)
        : tr("%1 of %2").arg(all.shown).arg(scenarioCount(all.total));
    if (m_library.isLoading())
        count += tr(" · reading packs…");
    m_count->setText(count);
    const bool isEmpty = m_model->rowCount() == 0;
    if (isEmpty && m_library.isLoading())
        m_empty->say(tr("Reading packs…"), {});
    else if (isEmpty && m_library.packs().empty())
        m_empty->say(tr("No packs yet"),
                     tr("A pack is a folder with pack.json, or one scenario's folder."),
                     tr("Open Pack…"));
    else if (isEmpty)
        m_empty->say(tr("Nothing answers"), tr("No scenario is let through by the filter."),
                     tr("Clear Filter"));
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_tree);
}

void Browser::activate(const QModelIndex &index)
{
    const PackPointer pack = m_model->packAt(index);
    if (!pack)
        return;
    const auto ref = m_model->scenarioAt(index);
    Q_EMIT wanted(ref ? scenarioLocation(pack->path, m_model->arrangement().outline(*ref).id)
                      : packLocation(pack->path));
}

RunTarget Browser::targetOfGroup(const ScenarioGroup &group) const
{
    RunTarget target;
    const QString filter = m_filter->text().trimmed();
    QStringList terms;
    if (!filter.isEmpty())
        terms.append(u'(' + filter + u')');
    if (group.pack) {
        target.packs.append(group.pack->path);
    } else {
        QStringList ids;
        for (const ScenarioRef ref : group.scenarios) {
            const QString path = m_model->arrangement().packs[ref.pack]->path;
            if (!target.packs.contains(path))
                target.packs.append(path);
            ids.append(m_model->arrangement().outline(ref).id);
        }
        const GroupBy by = GroupBy(m_group->currentData().toInt());
        if (by == GroupBy::Result || group.name.isEmpty())
            terms = {filterOfIds(ids)};
        else
            terms.append(u"%1:\"%2\""_s.arg(groupName(by), group.name));
    }
    target.filter = terms.size() == 1 && terms.front().startsWith(u'(') ? filter : terms.join(u' ');
    return target;
}

RunTarget Browser::target() const
{
    RunTarget target;
    QStringList ids;
    for (const QModelIndex &index : m_tree->selectionModel()->selectedIndexes()) {
        if (const ScenarioGroup *group = m_model->groupAt(index))
            return targetOfGroup(*group);
        const PackPointer pack = m_model->packAt(index);
        if (!target.packs.contains(pack->path))
            target.packs.append(pack->path);
        ids.append(m_model->arrangement().outline(*m_model->scenarioAt(index)).id);
    }
    target.filter = filterOfIds(ids);
    return target;
}

} // namespace touchstone::scenarios
