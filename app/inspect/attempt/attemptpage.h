#pragma once

#include "app/ide/document.h"
#include "app/inspect/attempt/attemptreading.h"
#include "app/inspect/attempt/timelinemodel.h"
#include "app/inspect/conversation/conversationreading.h"
#include "app/inspect/runreader.h"

class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class AttemptHeadBar;
class ConversationPanel;
class FilesView;
class FilmStrip;
class OverviewStrip;
class StepView;
class TimelineView;
class VerdictsPanel;

/// One attempt: FILE.touchstone#attempt=…&step=…&pass=…&view=…. Timeline at the left; the chosen
/// step, the whole conversation and the final workspace in the middle; verdicts at the right, or in
/// a tab where there is no room.
class AttemptPage : public ide::Document {
    Q_OBJECT

public:
    AttemptPage(ide::Settings &settings, const ide::Location &location, QWidget *parent = nullptr);
    ~AttemptPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    void go(const ide::Location &location) override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;

    static bool isFor(const ide::Location &location);

    // What commands do.
    void openNeighbour(int direction);
    void goToNotable(int direction);
    void goToEvent(qint64 event);
    void goToUncovered(int direction); ///< a line of the final workspace
    void copyId();
    void playOrPause();
    void focusFilter();
    void showVerdicts();
    void showTimeline();
    void showFinalFiles();
    void showConversation();
    void findInConversation();
    /// A finding's place in the final workspace.
    void showPlace(const QString &file, int line);
    /// Writes the workspace as of a step into an empty folder.
    void takeUp(qint64 event, const QString &folder);

    [[nodiscard]] const AttemptRecord &record() const { return m_head.record; }
    [[nodiscard]] TimelineModel &timeline() { return *m_timeline; }
    [[nodiscard]] TimelineView &timelineView() { return *m_timelineView; }
    [[nodiscard]] StepView &stepView() { return *m_step; }
    [[nodiscard]] VerdictsPanel &verdicts() { return *m_verdicts; }
    [[nodiscard]] ConversationPanel &conversation() { return *m_conversation; }
    [[nodiscard]] FilesView &finalFiles() { return *m_final; }
    [[nodiscard]] FilmStrip &filmStrip() { return *m_film; }
    [[nodiscard]] OverviewStrip &overview() { return *m_overview; }
    [[nodiscard]] QTabWidget &tabs() { return *m_tabs; }
    [[nodiscard]] bool isComplete() const { return m_complete; } ///< all events are there

Q_SIGNALS:
    void headRead();
    void timelineComplete();
    void stepShown(qint64 event);
    void changesShown(qint64 event);
    void told(const QString &text); ///< for the status bar
    void failed(const touchstone::Error &error);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void connectParts();
    void connectConversation();
    void arrange();
    void rememberSizes();
    void readHead();
    void takeHead(const Result<AttemptHead> &head);
    void readNeighbours();
    void readPage(qint64 after);
    void takePage(const Result<SharedPage> &page, qint64 wanted);
    void readVerdicts();
    void compareWith(int pass);
    void chose(qint64 event);
    void showChosen();
    void readStep(bool whole);
    void takeStep(const Result<Step> &step);
    void readChanges(const Event &event);
    void readPicture(const Step &step);
    void readThumbnail(qint64 event);
    void readEvidencePicture(const Digest &blob);
    void readFinalFiles();
    void readFinalFile(const QString &path);
    void askForFolder(qint64 event);
    void readSaid(const std::vector<SaidWanted> &rows);
    void findSaid(const QString &text, qint64 after, int ticket);
    void copySaid(const ConversationRow &row);
    void showStep(qint64 event);

    struct Worked; ///< what the worker keeps between questions
    ide::Settings &m_settings;
    RunReader m_bulk; ///< the trace, page by page
    RunReader m_answers; ///< what somebody waits for
    RunReader m_files; ///< what workspaces are worked out from
    RunReader m_thumbnails;
    RunReader m_talk; ///< what is said in the conversation
    RunReader m_finder; ///< what looks through all of it
    std::shared_ptr<Worked> m_worked; ///< stays in the thread of m_files
    QString m_path;
    QString m_id; ///< as asked for: perhaps a prefix
    int m_pass = 0;
    qint64 m_wantedStep = 0; ///< of the location, until it is there
    AttemptHead m_head;
    Neighbours m_neighbours;
    bool m_complete = false;
    bool m_finalAsked = false;
    bool m_stepAsked = false; ///< one step is being read; then the newest wanted
    bool m_wide = true;
    qint64 m_thinkUs = 0;
    qint64 m_actUs = 0;
    int m_ticket = 0; ///< of what was read for another pass or attempt
    int m_fileTicket = 0;

    TimelineModel *m_timeline;
    QStackedWidget *m_stack = nullptr;
    ide::EmptyState *m_state = nullptr;
    QWidget *m_content = nullptr;
    AttemptHeadBar *m_headBar = nullptr;
    OverviewStrip *m_overview = nullptr;
    QSplitter *m_split = nullptr;
    TimelineView *m_timelineView = nullptr;
    QStackedWidget *m_timelineStack = nullptr;
    ide::EmptyState *m_timelineState = nullptr;
    QTabWidget *m_tabs = nullptr;
    StepView *m_step = nullptr;
    ConversationPanel *m_conversation = nullptr;
    FilesView *m_final = nullptr;
    VerdictsPanel *m_verdicts = nullptr;
    FilmStrip *m_film = nullptr;
};

} // namespace touchstone::inspect
