#include "app/scenarios/packpage.h"

#include "app/ide/clearable.h"
#include "app/ide/emptystate.h"
#include "app/ide/look.h"
#include "app/ide/painted.h"
#include "app/ide/roomyrows.h"
#include "app/scenarios/jsoneditor.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/pagehead.h"
#include "app/scenarios/scenariomodel.h"

#include "core/base/text.h"
#include "core/report/csv.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFile>
#include <QtCore/QTimer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int typingPause = 150; // milliseconds
constexpr qint64 mostJson = 16 << 20;

/// What a table of scenarios shows, as CSV.
ide::Writer csvWriter(const ScenarioModel &model)
{
    QStringList titles;
    for (int column = 0; column < scenarioColumns; ++column)
        titles.append(
            csvText(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()));
    return [titles, all = model.arrangement()](const QString &path, ide::SaveProgress &progress) {
        progress.total = all.shown;
        QByteArray text = titles.join(u',').toUtf8() + '\n';
        for (const ScenarioGroup &group : all.groups)
            for (const ScenarioRef ref : group.scenarios) {
                QStringList cells;
                for (int column = 0; column < scenarioColumns; ++column)
                    cells.append(csvText(all.text(ref, ScenarioColumn(column))));
                text += cells.join(u',').toUtf8() + '\n';
                ++progress.done;
            }
        return ide::writeBytes(path, text);
    };
}

} // namespace

CountTable countsOf(const std::vector<ScenarioOutline> &outlines)
{
    CountTable table;
    QMap<QString, QMap<QString, int>> counts;
    for (const ScenarioOutline &outline : outlines) {
        ++counts[outline.kind][outline.language];
        if (!table.languages.contains(outline.language))
            table.languages.append(outline.language);
    }
    table.languages.sort();
    table.kinds = counts.keys();
    for (const QString &kind : table.kinds) {
        std::vector<int> row;
        for (const QString &language : table.languages)
            row.push_back(counts[kind].value(language));
        table.counts.push_back(std::move(row));
    }
    return table;
}

PackPage::PackPage(PackLibrary &library, ide::Settings &settings, const QString &folder,
                   QWidget *parent)
    : Document(parent)
    , m_library(library)
    , m_folder(folder)
    , m_head(new PageHead)
    , m_counts(new QTableWidget)
    , m_filter(new QLineEdit)
    , m_error(new QLabel)
    , m_model(new ScenarioModel(ScenarioModel::Shape::Table, this))
    , m_table(new QTreeView)
    , m_tabs(new QTabWidget)
    , m_editor(new JsonEditor(settings))
    , m_empty(new ide::EmptyState)
    , m_all(new QWidget)
    , m_stack(new QStackedLayout(this))
    , m_typing(new QTimer(this))
{
    m_pool.setMaxThreadCount(1);
    m_options.group = GroupBy::Nothing;
    m_tabs->addTab(list(), tr("Scenarios"));
    m_tabs->addTab(m_editor, tr("pack.json"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Parts of the pack"));
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the pack"));
    auto *layout = new QVBoxLayout(m_all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    connect(m_head, &PageHead::runWanted, this, [this] { Q_EMIT wanted(runForm(target())); });
    connect(m_head, &PageHead::validationWanted, this,
            [this] { Q_EMIT wanted(validationPage(target())); });
    layout->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_all);
    m_empty->say(tr("Reading the pack…"), visibleText(folder));
    setFocusProxy(m_filter);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    connect(m_typing, &QTimer::timeout, this, &PackPage::arrangeAgain);
    connect(m_filter, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(&m_library, &PackLibrary::changed, this, &PackPage::look);
    connect(m_editor, &JsonEditor::modifiedChanged, this, &Document::changed);
    readJson();
    look();
}

PackPage::~PackPage()
{
    ++m_ticket;
    m_pool.clear();
    m_pool.waitForDone();
}

QWidget *PackPage::list()
{
    auto *content = new QWidget;
    m_counts->setAccessibleName(tr("Scenarios by kind and language"));
    m_counts->setFrameShape(QFrame::NoFrame);
    m_counts->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_counts->setSelectionMode(QAbstractItemView::NoSelection);
    m_counts->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_counts->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_counts, &QTableWidget::cellActivated, this, [this](int row, int column) {
        const QString kind = m_counts->verticalHeaderItem(row)->data(Qt::UserRole).toString();
        const QString language =
            m_counts->horizontalHeaderItem(column)->data(Qt::UserRole).toString();
        QStringList terms;
        if (!kind.isEmpty())
            terms.append(u"kind:"_s + kind);
        if (!language.isEmpty())
            terms.append(u"language:"_s + language);
        m_filter->setText(terms.join(u' '));
    });
    m_filter->setPlaceholderText(tr("Filter: words, kind:fix, language:python, tag:…"));
    m_filter->setAccessibleName(tr("Filter scenarios"));
    ide::makeClearable(*m_filter);
    m_error->setTextFormat(Qt::PlainText);
    m_error->hide();
    m_table->setModel(m_model);
    m_table->setObjectName(u"scenarios"_s);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAccessibleName(tr("Scenarios of the pack"));
    const int widths[] = {260, 120, 330, 90, 90, 90};
    for (int column = 0; column < int(std::size(widths)); ++column)
        m_table->header()->resizeSection(column, widths[column]);
    ide::RoomyRows::in(*m_table);
    m_table->header()->setSectionsClickable(true);
    m_table->header()->setSortIndicatorShown(true);
    m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(m_table->header(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                m_options.sort = column < 0 ? std::nullopt : std::optional(ScenarioColumn(column));
                m_options.descending = order == Qt::DescendingOrder;
                arrangeAgain();
            });
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const auto ref = m_model->scenarioAt(index))
            Q_EMIT wanted(scenarioLocation(m_folder, m_model->arrangement().outline(*ref).id));
    });
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(8);
    column->addWidget(m_counts);
    column->addWidget(m_filter);
    column->addWidget(m_error);
    column->addWidget(m_table, 1);
    return content;
}

QString PackPage::title() const
{
    return m_pack ? m_pack->name() : QFileInfo(m_folder).fileName();
}

bool PackPage::shows(const ide::Location &location) const
{
    return !location.place.contains(u"scenario"_s)
        && (location.path == m_folder || location.path == m_folder + u"/pack.json"_s);
}

QString PackPage::status() const
{
    return m_pack && m_pack->pack ? tr("%1 of %2")
                                        .arg(m_model->arrangement().shown)
                                        .arg(scenarioCount(m_model->arrangement().total))
                                  : QString();
}

std::vector<ide::SaveFormat> PackPage::saveFormats()
{
    return {{tr("CSV table"), u"csv"_s, [this] { return csvWriter(*m_model); }}};
}

bool PackPage::isModified() const
{
    return m_editor->isModified();
}

Result<void> PackPage::save()
{
    auto saved = m_editor->save();
    if (saved)
        m_library.reload(m_folder);
    return saved;
}

RunTarget PackPage::target() const
{
    QStringList ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        if (const auto ref = m_model->scenarioAt(index))
            ids.append(m_model->arrangement().outline(*ref).id);
    return {{m_folder}, ids.size() > 1 ? filterOfIds(ids) : m_filter->text().trimmed()};
}

void PackPage::readJson()
{
    const QString path = m_folder + u"/pack.json"_s;
    QtConcurrent::run(&m_pool, [path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.read(mostJson) : QByteArray();
    }).then(this, [this, path](const QByteArray &bytes) {
        if (!m_editor->isModified() && bytes != m_editor->text())
            m_editor->open(path, bytes);
    });
}

void PackPage::look()
{
    const PackPointer pack = m_library.find(m_folder);
    if (!pack) {
        if (!m_library.isLoading())
            m_empty->say(tr("The pack is not on the list any more"), visibleText(m_folder));
        return;
    }
    if (pack == m_pack)
        return arrangeAgain(); // results may have changed
    m_pack = pack;
    QStringList about;
    if (pack->error) {
        about.append(pack->error->text());
        m_tabs->setCurrentWidget(m_editor);
    } else {
        const Json metadata = pack->pack->metadata();
        for (const char *key : {"description", "author", "licence", "source"})
            about.append(stringOr(metadata, key));
        about.removeAll(QString());
        if (!about.isEmpty())
            about[0] += u"\n"_s;
    }
    m_tabs->setTabEnabled(0, !pack->error);
    m_head->say(pack->title(), about.join(u"  ·  "_s).replace(u"\n  ·  "_s, u"\n"_s).trimmed());
    showCounts();
    readJson();
    arrangeAgain();
    m_stack->setCurrentWidget(m_all);
    Q_EMIT changed();
}

void PackPage::showCounts()
{
    const CountTable table = countsOf(m_pack->outlines);
    const int kinds = int(table.kinds.size());
    const int languages = int(table.languages.size());
    m_counts->setRowCount(kinds + 1);
    m_counts->setColumnCount(languages + 1);
    const auto head = [this](int section, bool isColumn, const QString &name, const QString &all) {
        auto *item = new QTableWidgetItem(name.isEmpty() ? all : visibleText(name));
        item->setData(Qt::UserRole, name);
        if (isColumn)
            m_counts->setHorizontalHeaderItem(section, item);
        else
            m_counts->setVerticalHeaderItem(section, item);
    };
    for (int row = 0; row < kinds; ++row)
        head(row, false, table.kinds[row], tr("(none)"));
    for (int column = 0; column < languages; ++column)
        head(column, true, table.languages[column], tr("(none)"));
    head(kinds, false, {}, tr("all"));
    head(languages, true, {}, tr("all"));
    std::vector<std::vector<int>> counts = table.counts;
    counts.emplace_back(size_t(languages), 0);
    for (size_t row = 0; row < size_t(kinds); ++row)
        for (size_t column = 0; column < size_t(languages); ++column)
            counts.back()[column] += counts[row][column];
    for (int row = 0; row <= kinds; ++row) {
        int sum = 0;
        for (int column = 0; column <= languages; ++column) {
            const int count = column < languages ? counts[size_t(row)][size_t(column)] : sum;
            sum += column < languages ? count : 0;
            auto *item = new QTableWidgetItem(count > 0 ? QString::number(count) : u"–"_s);
            item->setTextAlignment(Qt::AlignCenter);
            m_counts->setItem(row, column, item);
        }
    }
    m_counts->resizeRowsToContents();
    m_counts->resizeColumnsToContents();
    int height = m_counts->horizontalHeader()->sizeHint().height() + 2;
    for (int row = 0; row <= kinds; ++row)
        height += m_counts->rowHeight(row);
    int width = m_counts->verticalHeader()->sizeHint().width() + 2;
    for (int column = 0; column <= languages; ++column)
        width += m_counts->columnWidth(column);
    m_counts->setFixedHeight(std::min(height, 280));
    m_counts->setMaximumWidth(width);
}

void PackPage::arrangeAgain()
{
    if (!m_pack || m_pack->error)
        return;
    const int ticket = ++m_ticket;
    m_options.filter = m_filter->text();
    QtConcurrent::run(
        &m_pool,
        [pack = m_pack, results = m_library.results(), options = m_options, ticket,
         latest = &m_ticket] { return arrange({pack}, results, options, *latest, ticket); })
        .then(this, [this, ticket](Arrangement arrangement) {
            if (ticket == m_ticket)
                take(std::move(arrangement));
        });
}

void PackPage::take(Arrangement arrangement)
{
    const auto current = m_model->scenarioAt(m_table->currentIndex());
    const QString id = current ? m_model->arrangement().outline(*current).id : QString();
    m_error->setText(visibleText(arrangement.error));
    m_error->setFont(ide::codeFont());
    m_error->setVisible(!arrangement.error.isEmpty());
    m_model->show(std::move(arrangement), GroupBy::Nothing);
    if (const QModelIndex index = m_model->find(m_folder, id); index.isValid())
        m_table->setCurrentIndex(index);
    Q_EMIT changed();
    ide::readyWhenPainted(*this, *this);
    Q_EMIT arranged();
}

} // namespace touchstone::scenarios
