#pragma once

#include "app/inspect/conversation/conversationmodel.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace touchstone::ide {
class EmptyState;
} // namespace touchstone::ide

namespace touchstone::inspect {

class ConversationView;

/// A whole conversation of an attempt, with what chooses one of several, shows all of it raw or
/// rendered, and finds a text in it: Ctrl+F, then Enter or F3 for the next place, Shift for the
/// last one before.
class ConversationPanel : public QWidget {
    Q_OBJECT

public:
    explicit ConversationPanel(const TimelineModel &timeline, QWidget *parent = nullptr);
    [[nodiscard]] ConversationModel &model() { return *m_model; }
    [[nodiscard]] ConversationView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &searchLine() { return *m_search; }
    [[nodiscard]] QString found() const; ///< "2 of 7"
    /// Chooses the row of an event, in the conversation that it belongs to.
    void setCurrent(qint64 event);
    void focusSearch();
    void goToFound(int direction);
    void setComplete(bool complete); ///< no further events will come

    /// Further places of the search that is under way.
    void takeFound(int ticket, const SaidFound &found);
    void sayNotFound(int ticket, const QString &problem);

Q_SIGNALS:
    void chose(qint64 event);
    void stepWanted(qint64 event);
    void changesWanted(qint64 event);
    void copyWanted(const touchstone::ConversationRow &row);
    /// Takes what is found with this ticket, from this event on.
    void searchWanted(const QString &text, qint64 after, int ticket);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeBar();
    void fillConversations();
    void chooseConversation(int index);
    void showWhatThereIs();
    void search();
    void updateFound();

    ConversationModel *m_model;
    ConversationView *m_view;
    QStackedWidget *m_stack;
    ide::EmptyState *m_empty;
    QComboBox *m_conversation;
    QToolButton *m_raw;
    QLineEdit *m_search;
    QToolButton *m_last;
    QToolButton *m_next;
    QLabel *m_figures;
    bool m_isComplete = false;
    int m_ticket = 0; ///< of the search
    std::vector<int> m_found; ///< rows, ascending
    bool m_isSearching = false;
    bool m_goes = false; ///< to the first place, as soon as it is there
};

} // namespace touchstone::inspect
