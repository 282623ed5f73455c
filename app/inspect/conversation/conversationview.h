#pragma once

#include "app/inspect/conversation/conversationmodel.h"
#include "app/inspect/conversation/messagecard.h"
#include "app/inspect/conversation/rowheights.h"

#include <QtCore/QElapsedTimer>
#include <QtWidgets/QAbstractScrollArea>

#include <map>

namespace touchstone::inspect {

/// The rows of a conversation below each other, each as high as what it says. Only those that are
/// seen have a card, and cards are used again. Keys: up and down choose a message, left and right
/// fold and unfold it, Enter goes to its step, R shows it raw, A all of it, Ctrl+C copies it.
class ConversationView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ConversationView(ConversationModel &model, QWidget *parent = nullptr);
    [[nodiscard]] int current() const { return m_current; } ///< -1: none
    /// Chooses a row and brings it into view.
    void setCurrent(int row);
    void markText(const QString &text); ///< in all that is seen
    [[nodiscard]] MessageCard *card(int row) const; ///< null: it is not seen

Q_SIGNALS:
    void chose(int row); ///< by keyboard or mouse
    void stepWanted(int row);
    void copyWanted(int row);

protected:
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeRows();
    void reset();
    void schedule();
    void arrange();
    int fillDown(int y);
    void fillUp(int gap);
    void place(int last);
    void updateBar();
    void moveBy(qint64 delta);
    int measure(int row);
    MessageCard *cardFor(int row);
    MessageCard *makeCard();
    void release(MessageCard *card);
    void choose(int row);
    void goOn(int row);
    [[nodiscard]] int rowOf(const QObject *card) const;
    [[nodiscard]] int rowAt(const QPoint &place) const; ///< -1: no card is there
    [[nodiscard]] CardContent contentOf(int row) const;
    [[nodiscard]] bool isWhollySeen(int row) const;
    bool copySelected();

    ConversationModel &m_model;
    RowHeights m_heights;
    std::map<int, MessageCard *> m_cards; ///< that are seen, by row
    std::vector<MessageCard *> m_spare;
    int m_top = 0; ///< the row at the upper edge …
    qint64 m_offset = 0; ///< … and how much of it is above that
    int m_current = -1;
    QString m_marked;
    QElapsedTimer m_turn; ///< since this turn of the event loop began to fill cards
    bool m_isScheduled = false;
    bool m_isUpdating = false; ///< the scroll bar
};

} // namespace touchstone::inspect
