#include "app/inspect/verdicts/verdictspanel.h"

#include "app/ide/look.h"
#include "app/inspect/eventlook.h"
#include "app/inspect/step/bytesview.h"
#include "app/inspect/step/pictureview.h"
#include "app/inspect/verdicts/verdictmodel.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QTableWidget *makeTable(const QString &name, QWidget *parent)
{
    auto *table = new QTableWidget(parent);
    table->setAccessibleName(name);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->setWordWrap(false);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setMargin(8);
    return label;
}

QString toldStatus(const Verdict *verdict)
{
    if (!verdict)
        return VerdictsPanel::tr("not judged");
    return u"%1 %2 %3"_s.arg(statusGlyph(verdict->status), verdictStatusName(verdict->status),
                             QString::number(verdict->score, 'g', 3));
}

} // namespace

std::vector<VerdictChange> changesBetween(const std::vector<Verdict> &before,
                                          const std::vector<Verdict> &after)
{
    std::vector<VerdictChange> changes;
    const auto same = [](const Verdict &verdict) {
        return [&verdict](const Verdict &other) {
            return other.check == verdict.check && other.turn == verdict.turn;
        };
    };
    for (const Verdict &now : after) {
        const auto was = std::ranges::find_if(before, same(now));
        if (was == before.end())
            changes.push_back({now.check, now.turn, nullptr, &now});
        else if (was->status != now.status || was->score != now.score)
            changes.push_back({now.check, now.turn, &*was, &now});
    }
    for (const Verdict &was : before)
        if (std::ranges::none_of(after, same(was)))
            changes.push_back({was.check, was.turn, &was, nullptr});
    return changes;
}

VerdictsPanel::VerdictsPanel(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_model(new VerdictModel(this))
    , m_tree(new VerdictTree(this))
    , m_passBar(makePasses())
    , m_changes(makeTable(tr("Verdicts that changed"), this))
    , m_message(makeLabel(this))
    , m_detail(new QStackedWidget(this))
    , m_bytes(new BytesView(settings, this))
    , m_diff(new DiffView(settings, this))
    , m_picture(new PictureView(this))
{
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new VerdictDelegate(*m_model, m_tree));
    m_tree->setAccessibleName(tr("Verdicts"));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(16);
    m_tree->setExpandsOnDoubleClick(false);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_changes->hide();
    m_message->hide();
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_tree);
    split->addWidget(makeDetail());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_passBar);
    layout->addWidget(m_changes);
    layout->addWidget(m_message, 1);
    layout->addWidget(split, 1);
    setFocusProxy(m_tree);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &VerdictsPanel::showChosen);
    connect(m_tree, &QTreeView::activated, this, &VerdictsPanel::jump);
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!m_model->evidence(index))
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
}

QWidget *VerdictsPanel::makePasses()
{
    auto *bar = new QWidget(this);
    m_pass = new QComboBox(bar);
    m_other = new QComboBox(bar);
    m_pass->setAccessibleName(tr("Scoring pass"));
    m_other->setAccessibleName(tr("Compare with scoring pass"));
    for (QComboBox *box : {m_pass, m_other}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(m_pass, 1);
    row->addWidget(m_other, 1);
    bar->hide();
    connect(m_pass, &QComboBox::activated, this,
            [this] { Q_EMIT passWanted(m_pass->currentData().toInt()); });
    connect(m_other, &QComboBox::activated, this, [this] {
        const int pass = m_other->currentData().toInt();
        m_changes->setVisible(pass > 0);
        Q_EMIT comparisonWanted(pass);
    });
    return bar;
}

QWidget *VerdictsPanel::makeDetail()
{
    m_verdictSide = new QWidget(this);
    m_reason = makeLabel(m_verdictSide);
    m_measures = makeTable(tr("Measures"), m_verdictSide);
    m_jump = new QPushButton(m_verdictSide);
    m_jump->hide();
    m_table = makeTable(tr("Table of the evidence"), this);
    auto *column = new QVBoxLayout(m_verdictSide);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_reason);
    column->addWidget(m_jump, 0, Qt::AlignLeft);
    column->addWidget(m_measures, 1);
    m_detail->addWidget(m_verdictSide);
    m_detail->addWidget(m_table);
    m_detail->addWidget(m_bytes);
    m_detail->addWidget(m_diff);
    m_detail->addWidget(m_picture);
    connect(m_jump, &QPushButton::clicked, this, &VerdictsPanel::jump);
    return m_detail;
}

void VerdictsPanel::setPasses(const std::vector<ScoringPass> &passes, int shown)
{
    m_passBar->setVisible(passes.size() > 1);
    m_pass->clear();
    m_other->clear();
    m_other->addItem(tr("Compare with…"), 0);
    for (const ScoringPass &pass : passes) {
        const QString title = tr("Pass %1, %2").arg(pass.id).arg(timeText(pass.createdMs));
        m_pass->addItem(title, pass.id);
        if (pass.id != shown)
            m_other->addItem(title, pass.id);
    }
    m_pass->setCurrentIndex(m_pass->findData(shown));
    m_changes->hide();
}

void VerdictsPanel::setVerdicts(std::vector<Verdict> verdicts)
{
    m_model->setVerdicts(std::move(verdicts));
    m_message->hide();
    m_tree->parentWidget()->show();
    int chosen = -1;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const VerdictStatus status = m_model->verdicts()[size_t(row)].status;
        const bool isRight = status == VerdictStatus::Passed || status == VerdictStatus::Skipped;
        m_tree->setExpanded(m_model->index(row, 0), !isRight);
        if (!isRight && chosen < 0)
            chosen = row;
    }
    if (m_model->rowCount() == 0)
        return say(tr("No check judged this attempt."));
    m_tree->setCurrentIndex(m_model->index(std::max(0, chosen), 0));
    showChosen();
}

void VerdictsPanel::say(const QString &problem)
{
    m_tree->parentWidget()->hide();
    m_message->setText(visibleText(problem));
    m_message->show();
}

void VerdictsPanel::setCompared(int pass, const std::vector<Verdict> &verdicts)
{
    if (pass != m_other->currentData().toInt())
        return;
    const auto changes = changesBetween(verdicts, m_model->verdicts());
    m_changes->clear();
    m_changes->setColumnCount(4);
    m_changes->setHorizontalHeaderLabels(
        {tr("Check"), tr("Pass %1").arg(pass), tr("Shown"), tr("Why")});
    m_changes->setRowCount(std::max(1, int(changes.size())));
    if (changes.empty())
        m_changes->setItem(0, 0, new QTableWidgetItem(tr("No verdict changed")));
    for (size_t i = 0; i < changes.size(); ++i) {
        const VerdictChange &change = changes[i];
        const QString cells[] = {change.check, toldStatus(change.before), toldStatus(change.after),
                                 change.after ? change.after->reason : QString()};
        for (int column = 0; column < 4; ++column)
            m_changes->setItem(int(i), column,
                               new QTableWidgetItem(shortened(visibleText(cells[column]), 400)));
    }
    m_changes->resizeColumnsToContents();
    m_changes->horizontalHeader()->setStretchLastSection(true);
    m_changes->setMaximumHeight(m_changes->horizontalHeader()->height()
                                + m_changes->rowHeight(0) * std::min(8, m_changes->rowCount()) + 8);
    m_changes->show();
}

void VerdictsPanel::jump()
{
    const Evidence *evidence = m_model->evidence(m_tree->currentIndex());
    // the lines of coverage are those of the fixture: where they are now, the margin says
    if (evidence && (evidence->kind == u"place"_s || evidence->kind == u"coverage"_s))
        Q_EMIT placeWanted(stringOr(evidence->data, "file"),
                           int(integerOr(evidence->data, "line", 0)));
}

} // namespace touchstone::inspect
