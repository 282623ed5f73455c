#pragma once

#include "app/ide/location.h"
#include "app/inspect/runreader.h"

#include "core/run/textindex.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QTreeWidget;

namespace touchstone::inspect {

class RunSource;

/// Looks for words in everything that was said, written and printed in a run. The index beside the
/// run is made when it is first needed, in the background; what is in it already can be found.
/// Where the page shows some attempts only, those are looked through, and what else there is is
/// counted.
class SearchPanel : public QWidget {
    Q_OBJECT

public:
    explicit SearchPanel(RunSource &source, QWidget *parent = nullptr);
    ~SearchPanel() override;

    void search(const QString &words);
    /// Numbers of the attempts that the page shows; null: all of them.
    void setScope(std::shared_ptr<const std::vector<quint32>> shown);

protected:
    void showEvent(QShowEvent *event) override;

Q_SIGNALS:
    void wanted(const touchstone::ide::Location &location);
    void searched(int hits); ///< all of the run was looked through

private:
    struct Held;
    struct Answer;
    struct Question;
    static Result<Answer> find(const RunFile &file, const Question &question,
                               const std::atomic<bool> &stopped);
    void ask();
    [[nodiscard]] QString countOf(const Answer &answer) const;
    void take(const Answer &answer);
    void say(const QString &text);
    void openCurrent();

    RunSource &m_source;
    QLineEdit *m_line;
    QLabel *m_said;
    QProgressBar *m_progress;
    QCheckBox *m_all;
    QTreeWidget *m_list;
    QTimer m_typing;
    std::shared_ptr<Held> m_held; ///< the index, used in the reader's thread alone
    std::unique_ptr<RunReader> m_reader;
    std::shared_ptr<const std::vector<quint32>> m_scope; ///< null: all
    std::shared_ptr<std::atomic<quint64>> m_latest; ///< the question that is still wanted
};

} // namespace touchstone::inspect
