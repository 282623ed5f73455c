#include "app/inspect/charts/chartcontrols.h"

#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

ChartControls::ChartControls(QWidget *parent)
    : QWidget(parent)
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 6, 8, 6);
    auto *row = new QHBoxLayout;
    rows->addLayout(row);
    const auto box = [&](const QString &name, const QStringList &texts, auto member) {
        auto *combo = new QComboBox(this);
        combo->addItems(texts);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        connect(combo, &QComboBox::activated, this, [this, member](int index) {
            using Value = std::remove_reference_t<decltype(m_spec.*member)>;
            change([&](ChartSpec &spec) { spec.*member = Value(index); });
        });
        row->addWidget(combo);
        return combo;
    };
    // in the order of the enumerations
    m_kind = box(
        tr("Kind of chart"),
        {tr("Pass rate"), tr("Success against budget"), tr("Distribution"), tr("Trend over runs")},
        &ChartSpec::kind);
    m_by =
        box(tr("Told apart by"),
            {tr("by agent"), tr("by kind"), tr("by language"), tr("by difficulty"), tr("by tag")},
            &ChartSpec::by);
    m_x = box(tr("Of what"),
              {tr("time"), tr("agent's time"), tr("steps"), tr("tokens"), tr("cost"), tr("score")},
              &ChartSpec::x);
    m_of = box(tr("Share of"), {tr("of scenarios"), tr("of attempts")}, &ChartSpec::of);
    m_shape = box(tr("Shape"), {tr("histogram"), tr("cumulative")}, &ChartSpec::shape);
    m_scale = box(tr("Scale of the x axis"), {tr("scale: auto"), tr("linear"), tr("log")},
                  &ChartSpec::scale);
    m_chooseAgents = new QToolButton(this);
    m_chooseAgents->setAccessibleName(tr("Agents"));
    m_chooseAgents->setPopupMode(QToolButton::InstantPopup);
    m_chooseAgents->setMenu(new QMenu(m_chooseAgents));
    m_chooseAgents->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(m_chooseAgents);
    row->addStretch();
    addLines();
    update();
}

void ChartControls::addLines()
{
    auto *row = new QHBoxLayout;
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    const auto line = [&](const QString &name, const QString &placeholder) {
        auto *edit = new QLineEdit(this);
        edit->setAccessibleName(name);
        edit->setPlaceholderText(placeholder);
        edit->setClearButtonEnabled(true);
        row->addWidget(edit, 1);
        connect(edit, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
        return edit;
    };
    m_title = line(tr("Title"), tr("Title of the figure"));
    m_filter = line(tr("Filter"), tr("Filter: language:python -agent:none …"));
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    layout()->addWidget(m_problem);
    m_typing.setSingleShot(true);
    m_typing.setInterval(250);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        change([this](ChartSpec &spec) {
            spec.title = m_title->text();
            spec.filter = m_filter->text();
        });
    });
}

void ChartControls::change(const std::function<void(ChartSpec &)> &how)
{
    ChartSpec spec = m_spec;
    how(spec);
    if (spec.kind == ChartKind::Budget && spec.x == ChartX::Score)
        spec.x = ChartX::Time; // a score is no budget
    const bool isOther = spec != m_spec;
    m_spec = spec;
    update(); // what can't be chosen, too
    if (isOther)
        Q_EMIT chosen();
}

void ChartControls::setSpec(const ChartSpec &spec)
{
    m_spec = spec;
    m_title->setText(spec.title);
    m_filter->setText(spec.filter);
    update();
}

void ChartControls::setAgents(const QStringList &agents)
{
    if (agents == m_agents)
        return;
    m_agents = agents;
    fillAgents();
}

void ChartControls::setProblem(const QString &problem)
{
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, ide::coloursOf(palette).bad);
    m_problem->setPalette(palette);
    m_problem->setText(visibleText(problem));
    m_problem->setVisible(!problem.isEmpty());
}

void ChartControls::focusFilter()
{
    m_filter->setFocus();
}

void ChartControls::update()
{
    const bool hasX = m_spec.kind == ChartKind::Budget || m_spec.kind == ChartKind::Distribution;
    m_kind->setCurrentIndex(int(m_spec.kind));
    m_by->setCurrentIndex(int(m_spec.by));
    m_x->setCurrentIndex(int(m_spec.x));
    m_of->setCurrentIndex(int(m_spec.of));
    m_shape->setCurrentIndex(int(m_spec.shape));
    m_scale->setCurrentIndex(int(m_spec.scale));
    m_by->setVisible(!hasX);
    m_x->setVisible(hasX);
    m_scale->setVisible(hasX);
    m_of->setVisible(m_spec.kind == ChartKind::Budget);
    m_shape->setVisible(m_spec.kind == ChartKind::Distribution);
    fillAgents();
}

void ChartControls::fillAgents()
{
    m_chooseAgents->setText(m_spec.agents.isEmpty()
                                ? tr("All agents")
                                : tr("%n agent(s)", nullptr, int(m_spec.agents.size())));
    m_chooseAgents->setEnabled(!m_agents.isEmpty());
    QMenu *menu = m_chooseAgents->menu();
    menu->clear();
    menu->addAction(tr("All"), this,
                    [this] { change([](ChartSpec &spec) { spec.agents.clear(); }); });
    menu->addSeparator();
    for (const QString &agent : m_agents) {
        QAction *action = menu->addAction(shortName(visibleText(agent), 80).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(m_spec.agents.isEmpty() || m_spec.agents.contains(agent));
        connect(action, &QAction::triggered, this, [this, agent](bool on) {
            change([&](ChartSpec &spec) {
                QStringList left = spec.agents.isEmpty() ? m_agents : spec.agents;
                left.removeAll(agent);
                if (on)
                    left.append(agent);
                spec.agents = left.size() == m_agents.size() ? QStringList() : left;
            });
        });
    }
}

} // namespace touchstone::inspect
