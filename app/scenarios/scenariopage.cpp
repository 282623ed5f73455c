#include "app/scenarios/scenariopage.h"

#include "app/ide/emptystate.h"
#include "app/ide/filesview.h"
#include "app/ide/painted.h"
#include "app/scenarios/answersview.h"
#include "app/scenarios/checksview.h"
#include "app/scenarios/instructionview.h"
#include "app/scenarios/jsoneditor.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/pagehead.h"

#include "core/base/text.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFile>
#include <QtCore/QFileSystemWatcher>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

std::vector<ide::FileItem> itemsOf(const Manifest &manifest)
{
    std::vector<ide::FileItem> items;
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it) {
        QString detail = ScenarioPage::tr("%1 bytes").arg(it->size);
        if (it->mode != FileMode::Regular)
            detail += u", "_s + fileModeName(it->mode);
        items.push_back({it.key(), detail, {}, {}});
    }
    return items;
}

} // namespace

ScenarioPage::ScenarioPage(PackLibrary &library, ide::Settings &settings, const QString &packFolder,
                           const QString &id, const QString &file, QWidget *parent)
    : Document(parent)
    , m_library(library)
    , m_folder(packFolder)
    , m_id(id)
    , m_file(file)
    , m_watcher(new QFileSystemWatcher(this))
    , m_head(new PageHead)
    , m_tabs(new QTabWidget)
    , m_empty(new ide::EmptyState)
    , m_all(new QWidget)
    , m_stack(new QStackedLayout(this))
{
    m_pool.setMaxThreadCount(1);
    auto *layout = new QVBoxLayout(m_all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    connect(m_head, &PageHead::runWanted, this, [this] { Q_EMIT wanted(runForm(target())); });
    connect(m_head, &PageHead::validationWanted, this,
            [this] { Q_EMIT wanted(validationPage(target())); });
    layout->addWidget(banner());
    layout->addWidget(m_tabs, 1);
    addTabs(settings);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_all);
    m_empty->say(tr("Reading the scenario…"), {});
    setFocusProxy(m_tabs);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, this, &ScenarioPage::fileChanged);
    connect(&m_library, &PackLibrary::changed, this, &ScenarioPage::look);
    connect(m_editor, &JsonEditor::modifiedChanged, this, &Document::changed);
    connect(m_tabs, &QTabWidget::currentChanged, this, &Document::changed);
    look();
}

ScenarioPage::~ScenarioPage()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QWidget *ScenarioPage::banner()
{
    m_banner = new QWidget;
    m_banner->setAutoFillBackground(true);
    m_banner->setBackgroundRole(QPalette::AlternateBase);
    m_bannerText = new QLabel;
    m_bannerText->setTextFormat(Qt::PlainText);
    m_bannerText->setWordWrap(true);
    m_reload = new QPushButton(tr("Take What Is on Disk"));
    connect(m_reload, &QPushButton::clicked, this, [this] {
        m_banner->hide();
        m_content.json.clear();
        m_editor->dropChanges();
        m_library.reload(m_folder);
    });
    auto *row = new QHBoxLayout(m_banner);
    row->setContentsMargins(16, 6, 16, 6);
    row->addWidget(m_bannerText, 1);
    row->addWidget(m_reload);
    m_banner->hide();
    return m_banner;
}

void ScenarioPage::addTabs(ide::Settings &settings)
{
    m_instruction = new InstructionView;
    m_workspace =
        new ide::FilesView(settings, tr("Files of the workspace"), tr("The workspace is empty."));
    m_checks = new ChecksView(settings);
    m_answers = new AnswersView(settings);
    m_hidden =
        new ide::FilesView(settings, tr("Hidden files"), tr("No check brings files of its own."));
    for (ide::FilesView *view : {m_workspace, m_hidden})
        connect(view, &ide::FilesView::fileWanted, this,
                [this, view](const QString &path) { showFile(*view, path); });
    m_hidden->setNote(tr("Hidden: laid over the workspace for the named check only. The agent "
                         "never sees these files."));
    m_editor = new JsonEditor(settings);
    const std::tuple<QWidget *, QString, QString> tabs[] = {
        {m_instruction, u"instruction"_s, tr("Instruction")},
        {m_workspace, u"workspace"_s, tr("Workspace")},
        {m_checks, u"checks"_s, tr("Checks")},
        {m_answers, u"answers"_s, tr("Reference and Samples")},
        {m_hidden, u"hidden"_s, tr("Hidden Tests")},
        {m_editor, u"json"_s, tr("JSON")},
    };
    for (const auto &[widget, name, title] : tabs) {
        widget->setObjectName(name);
        m_tabs->addTab(widget, title);
    }
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Parts of the scenario"));
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the scenario"));
}

QString ScenarioPage::title() const
{
    return m_id.isEmpty() ? tr("Scenario") : m_id;
}

ide::Location ScenarioPage::location() const
{
    ide::Location location =
        m_id.isEmpty() ? ide::Location{m_file, {}} : scenarioLocation(m_folder, m_id);
    if (m_tabs->currentIndex() > 0)
        location.place.insert(u"view"_s, m_tabs->currentWidget()->objectName());
    return location;
}

bool ScenarioPage::shows(const ide::Location &location) const
{
    const QString id = location.place.value(u"scenario"_s);
    if (id.isEmpty())
        return m_content.line == 0 && !m_file.isEmpty() && location.path == m_file;
    return location.path == m_folder && id == m_id;
}

void ScenarioPage::go(const ide::Location &location)
{
    m_view = location.place.value(u"view"_s);
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_tabs->widget(i)->objectName() == m_view)
            m_tabs->setCurrentIndex(i);
}

QString ScenarioPage::status() const
{
    return m_file + (m_content.line > 0 ? tr(", line %1").arg(m_content.line) : QString());
}

bool ScenarioPage::isModified() const
{
    return m_editor->isModified();
}

Result<void> ScenarioPage::save()
{
    if (!isModified())
        return {};
    m_watcher->removePath(m_file); // what we write is no news
    auto saved = m_editor->save();
    m_watcher->addPath(m_file);
    if (saved) {
        m_banner->hide();
        m_content.json = m_editor->text();
        m_library.reload(m_folder);
    }
    return saved;
}

RunTarget ScenarioPage::target() const
{
    return {{m_folder}, m_id.isEmpty() ? QString() : filterOfIds({m_id})};
}

void ScenarioPage::look()
{
    const PackPointer pack = m_library.find(m_folder);
    if (!pack) {
        if (!m_library.isLoading())
            m_empty->say(tr("The pack is not on the list any more"), m_folder);
        return;
    }
    tell(); // its last result may be another
    if (pack == m_pack)
        return;
    m_pack = pack;
    if (pack->error) {
        m_empty->say(tr("The pack can't be read"), visibleText(pack->error->text()));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    std::optional<qsizetype> index = pack->pack->indexOf(m_id);
    if (!index && !m_file.isEmpty()) // its id is not known yet, or was changed
        for (qsizetype i = 0; i < pack->pack->size() && !index; ++i)
            if (const Place place = pack->pack->placeAt(i); place.line == 0 && place.file == m_file)
                index = i;
    if (!index) {
        m_empty->say(tr("The pack has no such scenario"), visibleText(m_id));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_id = pack->pack->idAt(*index);
    const int ticket = ++m_ticket;
    QtConcurrent::run(&m_pool, readContent, pack, *index)
        .then(this, [this, ticket](ScenarioContent content) {
            if (ticket == m_ticket)
                take(std::move(content));
        });
}

void ScenarioPage::take(ScenarioContent content)
{
    const bool isNews = content.json != m_content.json;
    m_content = std::move(content);
    if (m_file != m_content.file || m_watcher->files().isEmpty()) {
        m_file = m_content.file;
        m_watcher->addPath(m_file);
    }
    if (isNews && !isModified())
        showJson();
    showContent();
    m_stack->setCurrentWidget(m_all);
    if (!m_view.isEmpty())
        go({{}, {{u"view"_s, m_view}}});
    m_view.clear();
    tell();
    Q_EMIT changed();
    ide::readyWhenPainted(*this, *this);
    Q_EMIT read();
}

void ScenarioPage::showContent()
{
    const bool isRead = !m_content.error;
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->setTabEnabled(i, isRead || m_tabs->widget(i) == m_editor);
    if (!isRead) {
        m_tabs->setCurrentWidget(m_editor);
        return;
    }
    const Scenario &scenario = m_content.scenario;
    QStringList turns;
    for (size_t i = 0; i < scenario.turns.size(); ++i)
        turns.append(scenario.turns.size() > 1
                         ? tr("## Turn %1\n\n%2").arg(i + 1).arg(scenario.turns[i].instruction)
                         : scenario.turns[i].instruction);
    m_instruction->show(turns.join(u"\n\n"_s), m_content.prompt);
    m_workspace->setNote(scenario.workspaceMissing.isEmpty()
                             ? QString()
                             : tr("Not at hand: %1").arg(visibleText(scenario.workspaceMissing)));
    const auto show = [](ide::FilesView *view, const Manifest &files, const QString &first,
                         int line) {
        const bool isThere = files.files.contains(first);
        view->show(itemsOf(files),
                   isThere || files.files.isEmpty() ? first : files.files.firstKey(),
                   isThere ? line : 0);
    };
    show(m_workspace, scenario.workspace, scenario.target.file,
         scenario.target.range ? scenario.target.range->first : 0);
    m_checks->show(scenario);
    m_answers->show(m_content);
    show(m_hidden, m_content.hidden, {}, 0);
    const auto count = [this](QWidget *tab, const QString &title, size_t number) {
        m_tabs->setTabText(m_tabs->indexOf(tab),
                           number > 0 ? u"%1 (%2)"_s.arg(title).arg(number) : title);
    };
    size_t checks = 0;
    for (const Turn &turn : scenario.turns)
        checks += turn.checks.size();
    count(m_workspace, tr("Workspace"), size_t(scenario.workspace.files.size()));
    count(m_checks, tr("Checks"), checks);
    count(m_answers, tr("Reference and Samples"), m_content.answers.size());
    count(m_hidden, tr("Hidden Tests"), size_t(m_content.hidden.files.size()));
}

/// Bytes are in memory: they were read in a worker.
void ScenarioPage::showFile(ide::FilesView &view, const QString &path)
{
    const Manifest &files = &view == m_hidden ? m_content.hidden : m_content.scenario.workspace;
    const auto entry = files.files.constFind(path);
    const auto bytes = entry == files.files.cend() || !m_content.blobs
        ? Result<QByteArray>(fail(ErrorCode::NotFound, tr("There is no such file.")))
        : m_content.blobs->blob(entry->blob);
    if (bytes)
        view.showBytes(path, *bytes);
    else
        view.say(tr("It can't be read: %1").arg(bytes.error().text()));
}

void ScenarioPage::showJson()
{
    if (m_content.line == 0)
        return m_editor->open(m_file, m_content.json);
    const auto row = parseJson(m_content.json, {});
    m_editor->open(m_file, row ? prettyJson(*row) : m_content.json,
                   tr("The row of a table, filled into the template of pack.json; edit it in %1, "
                      "line %2")
                       .arg(m_file)
                       .arg(m_content.line));
}

void ScenarioPage::fileChanged()
{
    if (!QFile::exists(m_file)) {
        m_bannerText->setText(tr("%1 is gone. Saving writes it again.").arg(visibleText(m_file)));
        m_reload->hide();
        m_banner->show();
        return;
    }
    m_watcher->addPath(m_file); // a file that was replaced is another one to the watcher
    if (!isModified())
        return m_library.reload(m_folder);
    m_bannerText->setText(tr("%1 was changed by somebody else, and here too. Saving overwrites "
                             "what is on disk.")
                              .arg(visibleText(m_file)));
    m_reload->show();
    m_banner->show();
}

void ScenarioPage::tell()
{
    const Scenario &scenario = m_content.scenario;
    QStringList about{scenario.pack.isEmpty() ? m_folder : scenario.pack, m_id, scenario.kind,
                      scenario.language, scenario.difficulty};
    if (!scenario.tags.isEmpty())
        about.append(tr("tags: %1").arg(scenario.tags.join(u", "_s)));
    if (!scenario.target.file.isEmpty())
        about.append(tr("target: %1")
                         .arg(scenario.target.symbol.isEmpty()
                                  ? scenario.target.file
                                  : scenario.target.file + u" → "_s + scenario.target.symbol));
    if (const ScenarioResult *result = m_library.result(scenario.pack, m_id)) {
        const ResultMark mark = markOf(result->counts);
        about.append(tr("last run: %1 %2").arg(mark.glyph, mark.text));
    }
    about.removeAll(QString());
    m_head->say(scenario.title.isEmpty() ? m_id : scenario.title, about.join(u"  ·  "_s));
}

} // namespace touchstone::scenarios
