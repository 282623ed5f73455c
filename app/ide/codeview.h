#pragma once

#include "app/ide/scintilla.h"

#include <QtCore/QByteArray>
#include <QtGui/QImage>

#include <functional>

namespace touchstone::ide {

class Settings;

/// The one component that shows code, read-only unless told otherwise: lines, folds and any
/// language's colours, following theme and settings. Text is a stranger's: nothing in it is run or
/// loaded.
class CodeView : public QsciScintilla {
    Q_OBJECT

public:
    /// A line's mark in the margin and on its background.
    enum class Mark { Added, Removed, Found, Covered, Partly, Uncovered };

    explicit CodeView(QWidget *parent = nullptr);

    /// Follows the settings "editor.…".
    void follow(Settings &settings);
    /// The bytes of a file; its name decides the language. Beyond `mostBytes` they are shown in
    /// part, and a last line says so.
    void show(const QByteArray &bytes, const QString &fileName);
    void mark(int line, Mark mark); ///< from 1
    void clearMarks();
    /// What the margin's tool tip says of a line (from 1); nothing: none.
    void setTips(std::function<QString(int line)> tips) { m_tips = std::move(tips); }
    /// How a mark of the margin looks: each in a shape of its own, as not everybody sees colours.
    static QImage markImage(Mark mark, const QPalette &palette, const QSize &size);
    void goToLine(int line); ///< from 1; in the middle of the view

    static constexpr qsizetype mostBytes = 16 << 20;

Q_SIGNALS:
    /// The line (from 1) that the caret went to.
    void lineChosen(int line);

protected:
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void applyLook();
    void applySettings();

    void applyMarks();

    QString m_fileName;
    bool m_waitsForLanguages = false;
    std::function<QString(int)> m_tips;
    Settings *m_settings = nullptr;
};

} // namespace touchstone::ide
