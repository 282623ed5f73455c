#pragma once

#include "core/run/problems.h"
#include "core/scenario/completion.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QWidget>

class QLabel;
class QListWidget;
class QTimer;

namespace touchstone::ide {
class CodeView;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

class CompletionPopup;

/// Edits a scenario.json or pack.json: completion from its schema (Ctrl+Space, and while typing),
/// what is wrong with it underlined and listed below.
class JsonEditor : public QWidget {
    Q_OBJECT

public:
    explicit JsonEditor(ide::Settings &settings, QWidget *parent = nullptr);
    ~JsonEditor() override;

    /// Shows a file's bytes; `note` says why it can't be edited, empty: it can.
    void open(const QString &file, const QByteArray &bytes, const QString &note = {});
    [[nodiscard]] QString file() const { return m_file; }
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] bool isModified() const;
    /// Replaces the file, whole or not at all.
    Result<void> save();
    void dropChanges(); ///< as if they were saved
    [[nodiscard]] const std::vector<FileProblem> &problems() const { return m_problems; }
    [[nodiscard]] ide::CodeView &code() { return *m_code; }
    /// Shows what may stand at the caret.
    void complete();

Q_SIGNALS:
    void modifiedChanged();
    void checked(); ///< problems() are those of the text

private:
    void check();
    void take(std::vector<FileProblem> problems);
    void goTo(const FileProblem &problem);
    void insert(const Completion &completion, const TextSpan &word);
    void charAdded(int character);
    void completeFurther(); ///< where the list is shown
    void applyColours();
    void changeEvent(QEvent *event) override;

    QString m_file;
    ide::CodeView *m_code;
    CompletionPopup *m_popup;
    QListWidget *m_list;
    QLabel *m_state;
    QTimer *m_typing;
    ScenarioWords m_words;
    std::vector<FileProblem> m_problems;
    bool m_isChecked = false; ///< whether it is a file that problems are known of
    int m_ticket = 0;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::scenarios
