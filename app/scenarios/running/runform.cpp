#include "app/scenarios/running/runform.h"

#include "app/ide/clearable.h"
#include "app/ide/look.h"
#include "app/ide/settings.h"
#include "app/scenarios/arrangement.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/running/agentlist.h"
#include "app/scenarios/running/runprocess.h"
#include "app/scenarios/running/runs.h"
#include "app/scenarios/scenariomodel.h"

#include "core/base/text.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSpinBox>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int typingPause = 200; // milliseconds
constexpr int formWidth = 860;
constexpr int most = 1'000'000; // samples, jobs

QSpinBox *numberBox(const QString &name, const QString &unsaid)
{
    auto *box = new QSpinBox;
    box->setRange(0, most);
    box->setSpecialValueText(unsaid);
    box->setAccessibleName(name);
    box->setMinimumWidth(200);
    return box;
}

} // namespace

RunForm::RunForm(PackLibrary &library, Runs &runs, ide::Settings &settings, const RunTarget &target,
                 QWidget *parent)
    : Document(parent)
    , m_library(library)
    , m_runs(runs)
    , m_settings(settings)
    , m_packs(new QPlainTextEdit)
    , m_filter(new QLineEdit(target.filter))
    , m_count(new QLabel)
    , m_agents(new AgentList)
    , m_samples(numberBox(tr("Samples"), tr("what the agent has, else 1")))
    , m_jobs(numberBox(tr("Attempts at one time"), tr("one per core")))
    , m_more(new QLineEdit)
    , m_file(new QLineEdit)
    , m_command(new QLabel)
    , m_hindrance(new QLabel)
    , m_start(new QPushButton(tr("Run")))
    , m_typing(new QTimer(this))
{
    m_pool.setMaxThreadCount(1);
    m_packs->setPlainText(target.packs.join(u'\n'));
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Form of a run"));
    scroll->setWidget(form());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setFocusProxy(m_filter);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    connect(m_typing, &QTimer::timeout, this, &RunForm::count);
    connect(m_packs, &QPlainTextEdit::textChanged, this, &RunForm::tell);
    for (QLineEdit *line : {m_filter, m_more, m_file})
        connect(line, &QLineEdit::textChanged, this, &RunForm::tell);
    for (QSpinBox *box : {m_samples, m_jobs})
        connect(box, &QSpinBox::valueChanged, this, &RunForm::tell);
    connect(m_file, &QLineEdit::textEdited, this, [this] { m_isFileOwn = true; });
    connect(m_agents, &AgentList::changed, this, &RunForm::tell);
    connect(m_start, &QPushButton::clicked, this, &RunForm::start);
    connect(&m_library, &PackLibrary::changed, this, &RunForm::count);
    QtConcurrent::run(&m_pool, agentChoices).then(this, [this](std::vector<AgentChoice> choices) {
        m_agents->show(std::move(choices), m_settings.remembered(u"run/agents"_s).toStringList());
        Q_EMIT agentsShown();
    });
    tell();
    count();
}

RunForm::~RunForm()
{
    ++m_ticket;
    m_pool.clear();
    m_pool.waitForDone();
}

QWidget *RunForm::form()
{
    auto *content = new QWidget;
    auto *inner = new QWidget;
    inner->setMaximumWidth(formWidth);
    auto *rows = new QFormLayout(inner);
    rows->setContentsMargins(24, 20, 24, 24);
    rows->setVerticalSpacing(14);
    rows->setHorizontalSpacing(18);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *heading = new QLabel(tr("Run with agent"));
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    heading->setFont(font);
    rows->addRow(heading);
    rows->addRow(tr("&Scenarios"), packsRow());
    rows->addRow(tr("Agents"), m_agents);
    rows->addRow(tr("S&amples"), m_samples);
    rows->addRow(tr("At &one time"), m_jobs);
    m_more->setPlaceholderText(tr("--strict, --seed 1, --agent-wall 60, --limits '{…}'"));
    m_more->setAccessibleName(tr("More flags"));
    rows->addRow(tr("&More flags"), m_more);
    rows->addRow(tr("Run &file"), fileRow());
    m_command->setTextFormat(Qt::PlainText);
    m_command->setWordWrap(true);
    m_command->setFont(ide::codeFont());
    m_command->setForegroundRole(QPalette::PlaceholderText);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_command->setAccessibleName(tr("The same on the command line"));
    rows->addRow(tr("As a command"), m_command);
    m_hindrance->setTextFormat(Qt::PlainText);
    m_hindrance->setWordWrap(true);
    m_start->setDefault(true);
    auto *last = new QHBoxLayout;
    last->setSpacing(12);
    last->addWidget(m_start);
    last->addWidget(m_hindrance, 1);
    rows->addRow(QString(), last);
    auto *column = new QHBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(inner, 1, Qt::AlignTop);
    column->addStretch(0);
    return content;
}

QWidget *RunForm::packsRow()
{
    auto *row = new QWidget;
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    m_packs->setAccessibleName(tr("Packs, a folder each line"));
    m_packs->setTabChangesFocus(true);
    m_packs->setMaximumHeight(m_packs->fontMetrics().height() * 3 + 14);
    m_filter->setPlaceholderText(tr("All scenarios; or words, kind:fix, id:\"…\""));
    m_filter->setAccessibleName(tr("Filter"));
    ide::makeClearable(*m_filter);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setWordWrap(true);
    column->addWidget(m_packs);
    column->addWidget(m_filter);
    column->addWidget(m_count);
    return row;
}

QWidget *RunForm::fileRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_file->setAccessibleName(tr("Run file"));
    auto *browses = new QPushButton(tr("Choose…"));
    browses->setAccessibleName(tr("Choose the run file"));
    connect(browses, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Run file"), m_file->text(),
                                                          tr("Runs (*.touchstone)"));
        if (!path.isEmpty()) {
            m_isFileOwn = true;
            m_file->setText(path);
        }
    });
    line->addWidget(m_file, 1);
    line->addWidget(browses);
    return row;
}

RunTarget RunForm::target() const
{
    RunTarget target;
    for (const QString &line : m_packs->toPlainText().split(u'\n'))
        if (!line.trimmed().isEmpty())
            target.packs.append(line.trimmed());
    target.filter = m_filter->text().trimmed();
    return target;
}

bool RunForm::shows(const ide::Location &location) const
{
    return location.path == runPath;
}

void RunForm::go(const ide::Location &location)
{
    const RunTarget target = targetOf(location);
    if (target.isEmpty())
        return;
    m_packs->setPlainText(target.packs.join(u'\n'));
    m_filter->setText(target.filter);
    m_isFileOwn = false;
    tell();
}

RunCommand RunForm::command() const
{
    return {target(), m_agents->chosen(), m_samples->value(), m_jobs->value(), m_more->text()};
}

QString RunForm::file() const
{
    return m_file->text().trimmed();
}

QString RunForm::hindrance() const
{
    const RunCommand now = command();
    if (now.target.isEmpty())
        return tr("Name a pack: a folder with pack.json.");
    if (!m_filterError.isEmpty())
        return tr("The filter can't be read.");
    if (m_matching == 0)
        return tr("The filter lets no scenario through.");
    if (now.agents.isEmpty())
        return tr("Choose an agent.");
    if (const QString missing = m_agents->hindrance(); !missing.isEmpty())
        return missing;
    if (file().isEmpty())
        return tr("Name the run file.");
    if (QFileInfo::exists(file()))
        return tr("The run file exists; a run begins a new one.");
    return {};
}

void RunForm::proposeFile()
{
    if (m_isFileOwn)
        return;
    QString folder = m_settings.remembered(u"run/folder"_s).toString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + u"/touchstone/runs"_s;
    const RunCommand now = command();
    const QSignalBlocker blocker(m_file);
    m_file->setText(freeRunFile(folder, QFileInfo(now.target.packs.value(0)).fileName(), now.agents,
                                QDateTime::currentDateTime()));
}

void RunForm::tell()
{
    proposeFile();
    m_command->setText(
        visibleText(shellText(QStringList{u"touchstone"_s, u"run"_s} + command().arguments()
                              + QStringList{u"-o"_s, file()})));
    const QString why = hindrance();
    m_hindrance->setText(why);
    m_start->setEnabled(why.isEmpty());
    m_typing->start();
    Q_EMIT changed();
}

void RunForm::count()
{
    const int ticket = ++m_ticket;
    std::vector<PackPointer> packs;
    const RunTarget now = target();
    for (const QString &path : now.packs)
        if (const PackPointer pack = m_library.find(QDir::cleanPath(path)))
            packs.push_back(pack);
    const bool isKnown = qsizetype(packs.size()) == now.packs.size() && !packs.empty();
    QtConcurrent::run(&m_pool, [packs, filter = now.filter, ticket, latest = &m_ticket] {
        return arrange(packs, {}, {filter, GroupBy::Nothing, {}, false}, *latest, ticket);
    }).then(this, [this, ticket, isKnown](const Arrangement &arrangement) {
        if (ticket != m_ticket)
            return;
        m_matching = isKnown ? arrangement.shown : -1;
        m_filterError = arrangement.error;
        if (!m_filterError.isEmpty())
            m_count->setText(visibleText(m_filterError));
        else
            m_count->setText(
                isKnown
                    ? tr("%1 of %2").arg(arrangement.shown).arg(scenarioCount(arrangement.total))
                    : tr("How many scenarios these are shows when it runs"));
        const QString why = hindrance();
        m_hindrance->setText(why);
        m_start->setEnabled(why.isEmpty());
    });
}

void RunForm::start()
{
    const QString path = QFileInfo(file()).absoluteFilePath();
    if (!hindrance().isEmpty() || !QDir().mkpath(QFileInfo(path).path()))
        return tell();
    m_settings.remember(u"run/folder"_s, QFileInfo(path).path());
    m_settings.remember(u"run/agents"_s, command().agents);
    RunProcess *run = m_runs.start(command().arguments(), path);
    m_hindrance->setText(tr("Starting…"));
    m_start->setEnabled(false);
    connect(run, &RunProcess::begun, this, [this] {
        m_isFileOwn = false;
        tell();
    });
    connect(run, &RunProcess::ended, this, [this, run] {
        if (run->state() != RunProcess::State::Failed)
            return;
        m_isFileOwn = false;
        tell();
        m_hindrance->setText(visibleText(run->notes().join(u'\n')));
    });
}

} // namespace touchstone::scenarios
