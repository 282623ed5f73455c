#include "app/inspect/compare/comparepage.h"

#include "app/ide/emptystate.h"
#include "app/inspect/charts/charttablemodel.h"
#include "app/inspect/compare/comparemodels.h"
#include "app/inspect/compare/comparetables.h"
#include "app/inspect/compare/pairview.h"

#include "core/base/text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

const QString pagePath = u"touchstone:compare"_s;

enum Figures { RatesTab, EnvironmentsTab, RunsTab };

QString nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

} // namespace

ComparePage::ComparePage(ide::Settings &settings, const ide::Location &location, QWidget *parent)
    : Document(parent)
    , m_settings(settings)
    , m_rates(new RatesModel(this))
    , m_differences(new DifferencesModel(this))
    , m_changes(new ChangesModel(this))
    , m_all(new ChartTableModel(this))
    , m_pair(new PairView(settings, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    m_stack = new QStackedWidget(this);
    m_empty = new ide::EmptyState(this);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->addWidget(makeSide());
    m_split->addWidget(m_pair);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);
    m_split->setChildrenCollapsible(false);
    m_split->setSizes({620, 720});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_split);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_changesView);
    connectParts();
    const auto &place = location.place;
    m_pathA = place.value(u"a"_s);
    m_pathB = place.value(u"b"_s);
    m_more = ide::splitPaths(place.value(u"more"_s));
    m_options.agentA = place.value(u"agentA"_s);
    m_options.agentB = place.value(u"agentB"_s);
    m_options.allowDiffering = place.value(u"differing"_s) == u"1"_s;
    m_wantedAttempt = place.value(u"attempt"_s);
    m_filter->setText(place.value(u"filter"_s));
    compare();
}

ComparePage::~ComparePage() = default;

QWidget *ComparePage::makeHead()
{
    auto *head = new QWidget(this);
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(8, 6, 8, 6);
    auto *row = new QHBoxLayout;
    rows->addLayout(row);
    m_names = new QLabel(head);
    m_names->setTextFormat(Qt::PlainText);
    row->addWidget(m_names, 1);
    const auto box = [&](const QString &name) {
        auto *combo = new QComboBox(head);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        combo->setMaximumWidth(260);
        row->addWidget(combo);
        return combo;
    };
    m_agentA = box(tr("Agent of A"));
    m_agentB = box(tr("Agent of B"));
    m_filter = new QLineEdit(head);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: language:python check:tests …"));
    m_filter->setClearButtonEnabled(true);
    row->addWidget(m_filter, 1);
    m_problem = new QLabel(head);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    rows->addWidget(m_problem);
    return head;
}

QWidget *ComparePage::makeSide()
{
    auto *side = new QSplitter(Qt::Vertical, this);
    m_figures = new QTabWidget(side);
    m_figures->setDocumentMode(true);
    m_figures->setAccessibleName(tr("Figures"));
    m_ratesView = makeCompareTable(m_rates, tr("Pass rates"), m_figures);
    m_allView = makeCompareTable(m_all, tr("Pass rates of all runs"), m_figures);
    m_figures->addTab(m_ratesView, tr("Pass rates"));
    m_figures->addTab(makeCompareTable(m_differences, tr("Environments"), m_figures),
                      tr("Environments"));
    m_figures->addTab(m_allView, tr("Runs"));
    side->addWidget(m_figures);
    side->addWidget(makeChanges());
    side->setStretchFactor(0, 1);
    side->setStretchFactor(1, 2);
    side->setChildrenCollapsible(false);
    return side;
}

QWidget *ComparePage::makeChanges()
{
    auto *changes = new QWidget(this);
    auto *layout = new QVBoxLayout(changes);
    layout->setContentsMargins(0, 4, 0, 0);
    m_kinds = new QComboBox(changes);
    m_kinds->setAccessibleName(tr("Which changes"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(m_kinds);
    row->addStretch();
    layout->addLayout(row);
    m_changesView = makeCompareTable(m_changes, tr("Attempts that changed"), changes);
    layout->addWidget(m_changesView, 1);
    return changes;
}

void ComparePage::connectParts()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(300);
    connect(m_filter, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &ComparePage::compare);
    connect(m_empty, &ide::EmptyState::pressed, this, [this] {
        m_options.allowDiffering = true;
        compare();
        Q_EMIT changed();
    });
    for (QComboBox *box : {m_agentA, m_agentB})
        connect(box, &QComboBox::activated, this, [this] {
            m_options.agentA = m_agentA->currentData().toString();
            m_options.agentB = m_agentB->currentData().toString();
            compare();
            Q_EMIT changed();
        });
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant wanted = m_kinds->currentData();
        m_changes->setWanted(wanted.isValid() ? std::optional(Change(wanted.toInt()))
                                              : std::nullopt);
        if (m_changes->rowCount() > 0)
            m_changesView->setCurrentIndex(m_changes->index(0, 0));
    });
    connect(m_changesView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    chose(now.row());
            });
    connect(m_changesView, &QTableView::activated, this,
            [this] { openSide(m_chosen.attemptB.isEmpty()); });
    connect(m_pair, &PairView::openWanted, this, &ComparePage::openSide);
}

bool ComparePage::isFor(const ide::Location &location)
{
    return location.path == pagePath;
}

ide::Location ComparePage::locationOf(const QString &a, const QString &b)
{
    return {pagePath, {{u"a"_s, a}, {u"b"_s, b}}};
}

QString ComparePage::title() const
{
    if (m_pathA == m_pathB && !m_options.agentB.isEmpty())
        return tr("%1 against %2")
            .arg(visibleText(m_options.agentB), visibleText(m_options.agentA));
    return tr("%1 against %2").arg(nameOf(m_pathB), nameOf(m_pathA));
}

ide::Location ComparePage::location() const
{
    ide::Location location = locationOf(m_pathA, m_pathB);
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            location.place.insert(key, value);
    };
    add(u"agentA"_s, m_options.agentA);
    add(u"agentB"_s, m_options.agentB);
    add(u"filter"_s, m_filter->text());
    add(u"differing"_s, m_options.allowDiffering ? u"1"_s : QString());
    add(u"more"_s, ide::joinedPaths(m_more));
    add(u"attempt"_s, m_chosen.attemptB.isEmpty() ? m_chosen.attemptA : m_chosen.attemptB);
    return location;
}

bool ComparePage::shows(const ide::Location &location) const
{
    return isFor(location) && location.place.value(u"a"_s) == m_pathA
        && location.place.value(u"b"_s) == m_pathB;
}

void ComparePage::go(const ide::Location &location)
{
    m_wantedAttempt = location.place.value(u"attempt"_s);
    const int row = m_changes->rowOf(m_wantedAttempt);
    if (row >= 0)
        m_changesView->setCurrentIndex(m_changes->index(row, 0));
}

QString ComparePage::status() const
{
    if (!m_isShown)
        return {};
    return tr("better %1, worse %2, new errors %3")
        .arg(m_comparison.count(Change::Better))
        .arg(m_comparison.count(Change::Worse))
        .arg(m_comparison.count(Change::NewError));
}

void ComparePage::addRun(const QString &path)
{
    if (!m_more.contains(path))
        m_more.append(path);
    readRates();
    m_figures->setCurrentIndex(RunsTab);
    Q_EMIT changed();
}

void ComparePage::swap()
{
    std::swap(m_pathA, m_pathB);
    std::swap(m_options.agentA, m_options.agentB);
    m_runs.reset();
    m_answers.reset();
    m_wantedAttempt.clear();
    m_chosen = {};
    compare();
    Q_EMIT changed();
}

void ComparePage::focusFilter()
{
    m_filter->setFocus();
}

std::vector<ide::SaveFormat> ComparePage::saveFormats()
{
    std::vector<ide::SaveFormat> formats;
    const auto text = [this](QByteArray (*make)(const Comparison &)) {
        return [this, make]() -> ide::Writer {
            return [make, comparison = m_comparison](const QString &path, ide::SaveProgress &) {
                return ide::writeBytes(path, make(comparison));
            };
        };
    };
    if (m_isShown) {
        formats.push_back({tr("CSV table of changed attempts"), u"csv"_s,
                           text([](const Comparison &all) { return compareCsv(all).toUtf8(); })});
        formats.push_back(
            {tr("JSON, as touchstone compare --format json"), u"json"_s,
             text([](const Comparison &all) { return prettyJson(compareJson(all)); })});
    }
    formats.push_back(ide::pictureFormat(tr("PNG picture of this page"), *this));
    return formats;
}

} // namespace touchstone::inspect
