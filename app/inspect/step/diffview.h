#pragma once

#include "app/inspect/verdicts/linenotes.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace touchstone::ide {
class CodeView;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

/// Changes of one file after the other, inline or side by side as the setting inspect.diff wants:
/// the changed lines with some around them, or the whole file.
class DiffView : public QWidget {
    Q_OBJECT

public:
    explicit DiffView(ide::Settings &settings, QWidget *parent = nullptr);
    /// Which of the files is shown stays, where it is among them.
    void show(std::vector<FileDiff> files);
    void showNotes(std::vector<LineNote> notes);
    /// Without the box that chooses among files: somebody else does.
    void setChooserVisible(bool visible);
    /// False: it is not among them.
    bool goTo(const QString &file, int line = 0);
    void goToChange(int direction);
    [[nodiscard]] QString file() const;
    [[nodiscard]] int currentLine() const; ///< of the newer text, at the caret or above
    [[nodiscard]] bool isSideBySide() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeBar();
    void fill();
    void fillInline(const FileDiff &diff);
    void fillSides(const FileDiff &diff);
    void takeLines(const std::vector<int> &lines);
    void applyNotes();
    void setSideBySide(bool on);
    void follow(ide::CodeView *from, ide::CodeView *to);
    [[nodiscard]] ide::CodeView *newest() const;
    [[nodiscard]] int rowOfLine(int line) const;
    [[nodiscard]] const FileDiff *current() const;

    ide::Settings &m_settings;
    std::vector<FileDiff> m_files;
    std::vector<LineNote> m_notes;
    std::vector<LineNote> m_shownNotes; ///< of the file that is shown, with its lines
    QComboBox *m_chooser;
    bool m_mayChoose = true;
    QLabel *m_figures;
    QToolButton *m_sides;
    QToolButton *m_whole;
    QStackedWidget *m_stack;
    QLabel *m_message;
    ide::CodeView *m_inline;
    ide::CodeView *m_before;
    ide::CodeView *m_after;
    std::vector<int> m_lines; ///< of the newer text, by row shown; 0: none
    std::vector<int> m_rows; ///< by line of the newer text, from 0; -1: none
    std::vector<int> m_changes; ///< rows where a change begins
};

} // namespace touchstone::inspect
