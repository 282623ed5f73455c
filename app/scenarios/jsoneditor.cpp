#include "app/scenarios/jsoneditor.h"

#include "app/ide/codeview.h"
#include "app/ide/look.h"
#include "app/ide/roomyrows.h"
#include "app/ide/settings.h"
#include "app/scenarios/completionpopup.h"

#include "core/base/text.h"
#include "core/exec/toolchain.h"
#include "core/plugin/registry.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QTimer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QSplitter>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int typingPause = 300; // milliseconds
constexpr int squiggle = 8; // the first of Scintilla's indicators that is nobody else's
constexpr qsizetype completesUpTo = 1 << 20; // bytes: it is done while somebody types

ScenarioWords knownWords()
{
    ScenarioWords words;
    words.kinds = Registry::standard().ids(u"kinds"_s);
    words.checks = Registry::standard().ids(u"checks"_s);
    if (const auto toolchains = Toolchains::load())
        words.languages = toolchains->all().keys();
    return words;
}

} // namespace

JsonEditor::JsonEditor(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_code(new ide::CodeView)
    , m_popup(new CompletionPopup(*m_code))
    , m_list(new QListWidget)
    , m_state(new QLabel)
    , m_typing(new QTimer(this))
{
    m_pool.setMaxThreadCount(1);
    m_code->follow(settings);
    m_code->setAccessibleName(tr("JSON"));
    m_code->setAutoIndent(true);
    m_code->setIndentationsUseTabs(false);
    m_code->setTabWidth(2);
    m_code->indicatorDefine(QsciScintilla::SquiggleIndicator, squiggle);
    m_list->setAccessibleName(tr("Problems"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    ide::RoomyRows::in(*m_list);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setContentsMargins(8, 4, 8, 4);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_code);
    splitter->addWidget(m_list);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({600, 110});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_state);
    setFocusProxy(m_code);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    connect(m_typing, &QTimer::timeout, this, &JsonEditor::check);
    connect(m_code, &QsciScintilla::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_code, &QsciScintilla::modificationChanged, this, &JsonEditor::modifiedChanged);
    connect(m_code, &QsciScintilla::SCN_CHARADDED, this, &JsonEditor::charAdded);
    connect(m_popup, &CompletionPopup::taken, this, &JsonEditor::insert);
    connect(m_code, &QsciScintilla::textChanged, this, [this] {
        if (m_popup->isVisible()) // the caret is where it will be only afterwards
            QTimer::singleShot(0, this, &JsonEditor::completeFurther);
    });
    connect(m_list, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { goTo(m_problems[size_t(m_list->row(item))]); });
    connect(m_popup, &CompletionPopup::asked, this, &JsonEditor::complete);
    QtConcurrent::run(&m_pool, knownWords).then(this, [this](ScenarioWords words) {
        m_words = std::move(words);
    });
    applyColours();
}

JsonEditor::~JsonEditor()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void JsonEditor::applyColours()
{
    m_code->setIndicatorForegroundColor(ide::coloursOf(palette()).bad, squiggle);
}

void JsonEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColours();
}

void JsonEditor::open(const QString &file, const QByteArray &bytes, const QString &note)
{
    m_file = file;
    m_isChecked = note.isEmpty();
    m_code->show(bytes, QFileInfo(file).fileName() + (m_isChecked ? QString() : u".json"_s));
    m_code->setReadOnly(!m_isChecked || bytes.size() > ide::CodeView::mostBytes);
    m_code->setModified(false);
    m_state->setText(visibleText(note));
    m_problems.clear();
    m_list->clear();
    m_list->setVisible(false);
    if (m_isChecked)
        check();
    else
        m_typing->stop();
}

QByteArray JsonEditor::text() const
{
    return m_code->text().toUtf8();
}

bool JsonEditor::isModified() const
{
    return m_code->isModified();
}

Result<void> JsonEditor::save()
{
    QSaveFile file(m_file);
    const QByteArray bytes = text();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_file, file.errorString()));
    m_code->setModified(false);
    return {};
}

void JsonEditor::dropChanges()
{
    m_code->setModified(false);
}

void JsonEditor::check()
{
    if (!m_isChecked)
        return;
    const int ticket = ++m_ticket;
    QtConcurrent::run(&m_pool, [text = text(), file = m_file] {
        return problemsOf(text, file, Registry::standard());
    }).then(this, [this, ticket](std::vector<FileProblem> problems) {
        if (ticket == m_ticket)
            take(std::move(problems));
    });
}

void JsonEditor::take(std::vector<FileProblem> problems)
{
    m_problems = std::move(problems);
    m_list->clear();
    m_code->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, squiggle);
    m_code->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL,
                          m_code->SendScintilla(QsciScintilla::SCI_GETLENGTH));
    for (const FileProblem &problem : m_problems) {
        auto *item = new QListWidgetItem(
            tr("Line %1: %2").arg(problem.line).arg(visibleText(problem.message)), m_list);
        item->setForeground(ide::coloursOf(palette()).bad);
        const qsizetype length = std::max<qsizetype>(1, problem.span.end - problem.span.begin);
        m_code->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE,
                              static_cast<unsigned long>(problem.span.begin),
                              static_cast<long>(length));
    }
    m_list->setVisible(!m_problems.empty());
    m_state->setText(m_problems.empty()
                         ? tr("✓ It fits its schema, and everything it refers to is there")
                         : m_problems.size() == 1 ? tr("1 problem")
                                                  : tr("%1 problems").arg(m_problems.size()));
    Q_EMIT checked();
}

void JsonEditor::goTo(const FileProblem &problem)
{
    m_code->goToLine(problem.line);
    m_code->SendScintilla(QsciScintilla::SCI_SETSEL, static_cast<unsigned long>(problem.span.begin),
                          static_cast<long>(problem.span.end));
    m_code->setFocus();
}

void JsonEditor::complete()
{
    if (m_code->isReadOnly() || m_code->length() > completesUpTo)
        return;
    const bool isPack = QFileInfo(m_file).fileName() == u"pack.json"_s;
    const auto caret = m_code->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const Completions completions =
        completeScenario(text(), caret, isPack ? u"pack"_s : u"scenario"_s, m_words);
    m_popup->show(completions);
}

void JsonEditor::completeFurther()
{
    if (m_popup->isVisible())
        complete();
}

void JsonEditor::insert(const Completion &completion, const TextSpan &word)
{
    const QByteArray bytes = completion.insert.toUtf8();
    const auto begin = static_cast<unsigned long>(word.begin);
    m_code->SendScintilla(QsciScintilla::SCI_SETTARGETRANGE, begin, static_cast<long>(word.end));
    m_code->SendScintilla(QsciScintilla::SCI_REPLACETARGET,
                          static_cast<unsigned long>(bytes.size()), bytes.constData());
    m_code->SendScintilla(QsciScintilla::SCI_GOTOPOS, begin + size_t(bytes.size()));
}

void JsonEditor::charAdded(int character)
{
    if (character == '"' || QChar::isLetter(char32_t(character)))
        complete();
}

} // namespace touchstone::scenarios
