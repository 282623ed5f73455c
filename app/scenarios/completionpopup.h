#pragma once

#include "core/scenario/completion.h"

#include <QtWidgets/QFrame>

class QTreeWidget;

namespace touchstone::ide {
class CodeView;
}

namespace touchstone::scenarios {

/// What may stand at the caret, in a list over the editor, which keeps the focus: up, down, Enter
/// or Tab takes one, Escape closes it. It is no window of its own, so that it needs none to be
/// raised or activated.
class CompletionPopup : public QFrame {
    Q_OBJECT

public:
    explicit CompletionPopup(ide::CodeView &code);

    /// Shows the list below the word that is replaced; hides where it is empty.
    void show(const Completions &completions);
    [[nodiscard]] QString current() const; ///< name of the chosen one; empty: it is not shown

Q_SIGNALS:
    void asked(); ///< Ctrl+Space
    void taken(const touchstone::Completion &completion, const touchstone::TextSpan &word);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void move(int by);
    void take();

    ide::CodeView &m_code;
    QTreeWidget *m_list;
    Completions m_completions;
};

} // namespace touchstone::scenarios
