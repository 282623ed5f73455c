#include "app/inspect/runs/runsdock.h"

#include "app/ide/mainwindow.h"
#include "app/inspect/tonedelegate.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int pathRole = Qt::UserRole;
constexpr qint64 mostCounted = 50'000; // of a larger run the rate is not worth the reading

struct Glance {
    QByteArray state;
    qint64 attempts = 0;
    double rate = 0.0;
};

QByteArray stateOf(const QString &path)
{
    const QFileInfo info(path);
    return QByteArray::number(info.size()) + ' '
        + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
}

/// Share of first tries that passed, of those that count.
double passRate(const OutcomeCounts &counts)
{
    const int counted = counts.passed + counts.failed;
    return counted > 0 ? double(counts.passed) / counted : std::numeric_limits<double>::quiet_NaN();
}

Result<Glance> glanceAt(const QString &path)
{
    Glance glance{stateOf(path), 0, std::numeric_limits<double>::quiet_NaN()};
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file)
        return std::unexpected(file.error());
    const auto count = (*file)->attemptCount();
    if (!count)
        return std::unexpected(count.error());
    glance.attempts = *count;
    if (*count > mostCounted)
        return glance;
    OutcomeCounts counts;
    const auto read = (*file)->attempts({}, [&](const AttemptRecord &record) {
        if (record.retry == 0)
            counts.add(record);
        return true;
    });
    if (read)
        glance.rate = passRate(counts);
    return glance;
}

} // namespace

RunsDock::RunsDock(ide::MainWindow &window)
    : m_window(window)
    , m_list(new QTreeWidget(this))
    , m_nothing(new QLabel(tr("Runs that you open are listed here."), this))
    , m_open(new QPushButton(tr("Open"), this))
    , m_compare(new QPushButton(tr("Compare"), this))
{
    m_pool.setMaxThreadCount(1);
    m_list->setAccessibleName(tr("Runs"));
    m_list->setHeaderLabels({tr("Run"), tr("Attempts"), tr("Passed")});
    m_list->setItemDelegate(new ToneDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(12);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_compare->setToolTip(tr("Hold two runs against each other; the older one is the baseline"));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 4, 8, 8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_compare);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    setFocusProxy(m_list);
    connect(m_list, &QTreeWidget::itemActivated, this, &RunsDock::openChosen);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &RunsDock::updateButtons);
    connect(m_open, &QPushButton::clicked, this, &RunsDock::openChosen);
    connect(m_compare, &QPushButton::clicked, this, &RunsDock::compareChosen);
    updateButtons();
}

RunsDock::~RunsDock()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void RunsDock::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void RunsDock::refresh()
{
    QStringList paths;
    for (const ide::Document *page : m_window.documents())
        paths.append(page->location().path);
    paths += m_window.recent();
    paths.removeDuplicates();
    paths.removeIf([](const QString &path) { return !path.endsWith(u".touchstone"_s); });
    QStringList present;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        present.append(m_list->topLevelItem(i)->data(0, pathRole).toString());
    if (present != paths) {
        m_list->clear();
        for (const QString &path : paths) {
            auto *item = new QTreeWidgetItem(m_list, {visibleText(QFileInfo(path).fileName())});
            item->setData(0, pathRole, path);
            item->setToolTip(0, u"<p>%1</p>"_s.arg(visibleText(path).toHtmlEscaped()));
            item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
            item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    m_nothing->setVisible(paths.isEmpty());
    for (const QString &path : paths) {
        show(path);
        if (isVisible())
            read(path);
    }
    updateButtons();
}

void RunsDock::read(const QString &path)
{
    QtConcurrent::run(&m_pool, [path, before = m_known.value(path).state]() -> Result<Glance> {
        if (!before.isEmpty() && before == stateOf(path))
            return Glance{{}, -1, 0};
        return glanceAt(path);
    }).then(this, [this, path](const Result<Glance> &glance) {
        if (glance && glance->attempts >= 0)
            m_known[path] = {glance->state, glance->attempts, glance->rate, {}};
        else if (!glance)
            m_known[path] = {{}, -1, 0, visibleText(glance.error().message)};
        show(path);
    });
}

void RunsDock::show(const QString &path)
{
    const Known known = m_known.value(path);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        if (item->data(0, pathRole).toString() != path)
            continue;
        const bool isKnown = known.attempts >= 0;
        item->setText(1, isKnown ? countText(known.attempts) : QString());
        item->setText(2,
                      isKnown                       ? percentText(known.rate)
                          : known.problem.isEmpty() ? QString()
                                                    : tr("can't be read"));
        item->setToolTip(2,
                         known.problem.isEmpty()
                             ? QString()
                             : u"<p>%1</p>"_s.arg(known.problem.toHtmlEscaped()));
    }
}

void RunsDock::openChosen()
{
    QStringList paths;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        paths.append(item->data(0, pathRole).toString());
    for (const QString &path : paths)
        m_window.open({path, {}});
}

void RunsDock::compareChosen()
{
    QStringList paths;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        paths.append(item->data(0, pathRole).toString());
    if (paths.size() != 2)
        return;
    std::ranges::sort(paths, {}, [](const QString &path) {
        return QFileInfo(path).lastModified().toMSecsSinceEpoch();
    });
    m_window.open({u"touchstone:compare"_s, {{u"a"_s, paths[0]}, {u"b"_s, paths[1]}}});
}

void RunsDock::updateButtons()
{
    const qsizetype chosen = m_list->selectedItems().size();
    m_open->setEnabled(chosen > 0);
    m_compare->setEnabled(chosen == 2);
}

} // namespace touchstone::inspect
