#pragma once

#include "app/ide/location.h"
#include "app/inspect/runreader.h"

#include "core/run/textindex.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QTreeWidget;

namespace touchstone::inspect {

class RunSource;

/// Looks for words in everything that was said, written and printed in a run. The index beside the
/// run is made when it is first needed, in the background; what is in it already can be found.
class SearchPanel : public QWidget {
    Q_OBJECT

public:
    explicit SearchPanel(RunSource &source, QWidget *parent = nullptr);
    ~SearchPanel() override;

    void search(const QString &words);

Q_SIGNALS:
    void wanted(const touchstone::ide::Location &location);
    void searched(int hits); ///< all of the run was looked through

private:
    struct Held;
    struct Answer;
    void ask();
    void take(const Answer &answer);
    void say(const QString &text);
    void openCurrent();

    RunSource &m_source;
    QLineEdit *m_line;
    QLabel *m_said;
    QProgressBar *m_progress;
    QTreeWidget *m_list;
    QTimer m_typing;
    std::shared_ptr<Held> m_held; ///< the index, used in the reader's thread alone
    std::unique_ptr<RunReader> m_reader;
    quint64 m_ticket = 0;
};

} // namespace touchstone::inspect
