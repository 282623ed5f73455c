#include "app/scenarios/running/validationpage.h"

#include "app/ide/look.h"
#include "app/ide/painted.h"
#include "app/ide/roomyrows.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/running/childprogram.h"

#include "core/base/text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

enum Role { PackRole = Qt::UserRole, IdRole, HoldsRole };

QString glyphOf(const QString &state)
{
    return state == u"holds"_s ? u"✓ "_s : state == u"broken"_s ? u"✗ "_s : u"? "_s;
}

QColor colourOf(const QString &state, const QPalette &palette)
{
    const ide::Colours &colours = ide::coloursOf(palette);
    return state == u"holds"_s ? colours.good : state == u"broken"_s ? colours.bad : colours.warn;
}

} // namespace

ValidationPage::ValidationPage(PackLibrary &library, const QString &program,
                               const RunTarget &target, QWidget *parent)
    : Document(parent)
    , m_library(library)
    , m_program(program)
    , m_target(target)
    , m_summary(new QLabel)
    , m_trouble(new QLabel)
    , m_bar(new QProgressBar)
    , m_onlyProblems(new QCheckBox(tr("Only what does not hold")))
    , m_button(new QPushButton)
    , m_tree(new QTreeWidget)
{
    m_tree->setHeaderLabels(
        {tr("Scenario or proof"), tr("State"), tr("Expected that it"), tr("Found")});
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    ide::RoomyRows::in(*m_tree);
    m_tree->setAccessibleName(tr("Proofs"));
    m_tree->header()->resizeSection(0, 340);
    m_tree->header()->resizeSection(1, 110);
    m_tree->header()->resizeSection(2, 220);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header());
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    connect(m_tree, &QTreeWidget::itemActivated, this,
            [this](const QTreeWidgetItem *item) { activate(*item); });
    connect(m_onlyProblems, &QCheckBox::toggled, this, &ValidationPage::filter);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            m_child->interrupt();
        else
            start();
    });
    start();
}

QWidget *ValidationPage::header()
{
    auto *top = new QWidget;
    QFont large = m_summary->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_summary->setFont(large);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(6);
    m_bar->setAccessibleName(tr("Progress"));
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setWordWrap(true);
    m_trouble->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_trouble->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    row->addWidget(m_onlyProblems);
    row->addWidget(m_button);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(16, 12, 16, 8);
    column->addLayout(row);
    column->addWidget(m_bar);
    column->addWidget(m_trouble);
    return top;
}

QString ValidationPage::title() const
{
    return tr("Validate %1").arg(QFileInfo(m_target.packs.value(0)).fileName());
}

bool ValidationPage::shows(const ide::Location &location) const
{
    return location.path == validationPath && targetOf(location) == m_target;
}

QString ValidationPage::status() const
{
    return m_target.filter.isEmpty() ? m_target.packs.join(u", "_s)
                                     : m_target.packs.join(u", "_s) + u" · "_s + m_target.filter;
}

void ValidationPage::start()
{
    m_tree->clear();
    m_counts = {};
    m_problem.clear();
    QStringList arguments{u"validate"_s, u"--json"_s};
    if (!m_target.filter.isEmpty())
        arguments << u"--filter"_s << m_target.filter;
    delete m_child;
    m_child = new ChildProgram(m_program, arguments + m_target.packs,
                               ChildProgram::Life::EndsWithUs, this);
    connect(m_child, &ChildProgram::event, this, &ValidationPage::take);
    connect(m_child, &ChildProgram::ended, this, &ValidationPage::end);
    m_isRunning = true;
    m_child->start();
    tell();
}

void ValidationPage::take(const Json &event)
{
    if (stringOr(event, "event") != u"validation"_s)
        return;
    const QString state = stringOr(event, "state");
    ++(state == u"holds"_s        ? m_counts.holds
           : state == u"broken"_s ? m_counts.broken
                                  : m_counts.unknown);
    auto *item = new QTreeWidgetItem(m_tree);
    const QString id = stringOr(event, "id");
    item->setText(0, visibleText(id));
    item->setText(1, glyphOf(state) + state);
    item->setForeground(1, colourOf(state, palette()));
    item->setText(3, visibleText(stringOr(event, "error")));
    item->setData(0, PackRole, stringOr(event, "pack"));
    item->setData(0, IdRole, id);
    item->setData(0, HoldsRole, state == u"holds"_s);
    for (const Json &proof : memberOr(event, "proofs")) {
        const QString its = stringOr(proof, "state");
        auto *line = new QTreeWidgetItem(item);
        line->setText(0, visibleText(stringOr(proof, "what")));
        line->setText(
            1, glyphOf(its) + its + (boolOr(proof, "flaky", false) ? tr(" (flaky)") : QString()));
        line->setForeground(1, colourOf(its, palette()));
        line->setText(2, visibleText(stringOr(proof, "expected")));
        line->setText(3, visibleText(stringOr(proof, "found")));
        for (int column = 0; column < 4; ++column)
            line->setToolTip(column, line->text(column).toHtmlEscaped());
    }
    item->setExpanded(state != u"holds"_s);
    item->setHidden(m_onlyProblems->isChecked() && state == u"holds"_s);
    if (!m_tree->currentItem())
        m_tree->setCurrentItem(item);
    tell();
}

void ValidationPage::end(int exitCode)
{
    m_isRunning = false;
    const bool hasEnded = exitCode == 0 || exitCode == 1 || exitCode == 3;
    if (!hasEnded)
        m_problem = m_child->errorText().isEmpty() ? tr("It was stopped") : m_child->errorText();
    tell();
    Q_EMIT ended();
    ide::readyWhenPainted(*this, *this);
}

void ValidationPage::activate(const QTreeWidgetItem &item)
{
    const QTreeWidgetItem &top = item.parent() ? *item.parent() : item;
    const QString name = top.data(0, PackRole).toString();
    for (const PackPointer &pack : m_library.packs())
        if (pack->name() == name && m_target.packs.contains(pack->path)) {
            ide::Location location = scenarioLocation(pack->path, top.data(0, IdRole).toString());
            if (item.parent())
                location.place.insert(u"view"_s, u"answers"_s);
            Q_EMIT wanted(location);
            return;
        }
}

void ValidationPage::filter()
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_tree->topLevelItem(i);
        item->setHidden(m_onlyProblems->isChecked() && item->data(0, HoldsRole).toBool());
    }
}

void ValidationPage::tell()
{
    const int done = m_counts.holds + m_counts.broken + m_counts.unknown;
    QStringList parts{tr("%1 hold").arg(m_counts.holds), tr("%1 broken").arg(m_counts.broken)};
    if (m_counts.unknown > 0)
        parts.append(tr("%1 can't be told on this machine").arg(m_counts.unknown));
    const bool isFirst = done == 0 && m_isRunning;
    m_summary->setText(isFirst                   ? tr("Validating…")
                           : done > 0            ? parts.join(u" · "_s)
                           : m_problem.isEmpty() ? tr("The filter lets no scenario through")
                                                 : tr("Nothing was proved"));
    m_button->setText(m_isRunning ? tr("Stop") : tr("Validate Again"));
    m_bar->setVisible(m_isRunning);
    m_bar->setRange(0, 0);
    qsizetype total = 0;
    for (const QString &path : m_target.packs)
        if (const PackPointer pack = m_library.find(path); pack && m_target.filter.isEmpty())
            total += qsizetype(pack->outlines.size());
    if (total > 0) {
        m_bar->setRange(0, int(total));
        m_bar->setValue(done);
    }
    m_trouble->setText(visibleText(m_problem));
    m_trouble->setVisible(!m_problem.isEmpty());
    Q_EMIT changed();
}

} // namespace touchstone::scenarios
