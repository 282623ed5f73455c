#pragma once

#include "app/ide/scintilla.h"

#include <QtCore/QByteArray>

namespace touchstone::ide {

class Settings;

/// The one component that shows code, read-only unless told otherwise: lines, folds and any
/// language's colours, following theme and settings. Text is a stranger's: nothing in it is run or
/// loaded.
class CodeView : public QsciScintilla {
    Q_OBJECT

public:
    /// A line's mark in the margin and on its background.
    enum class Mark { Added, Removed, Found, Covered, Uncovered };

    explicit CodeView(QWidget *parent = nullptr);

    /// Follows the settings "editor.…".
    void follow(Settings &settings);
    /// The bytes of a file; its name decides the language. Beyond `mostBytes` they are shown in
    /// part, and a last line says so.
    void show(const QByteArray &bytes, const QString &fileName);
    void mark(int line, Mark mark); ///< from 1
    void clearMarks();
    void goToLine(int line); ///< from 1; in the middle of the view

    static constexpr qsizetype mostBytes = 16 << 20;

Q_SIGNALS:
    /// The line (from 1) that the caret went to.
    void lineChosen(int line);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyLook();
    void applySettings();

    QString m_fileName;
    Settings *m_settings = nullptr;
};

} // namespace touchstone::ide
