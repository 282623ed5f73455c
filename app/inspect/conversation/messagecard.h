#pragma once

#include "core/trace/event.h"

#include <QtWidgets/QWidget>

class QToolButton;

namespace touchstone::ide {
class ElidedLabel;
class MarkdownView;
} // namespace touchstone::ide

namespace touchstone::inspect {

/// What a MessageCard shows.
struct CardContent {
    EventType type = EventType::Message;
    bool isTrouble = false;
    bool isSeparator = false; ///< a turn or a conversation begins: nothing but a line
    bool isSpeech = false; ///< what an agent's counterpart said
    QString title; ///< "❝ user"
    QString line; ///< beside the title, of a folded one
    QString facts; ///< "0:12.3 · 600 → 120 tokens"
    bool canFold = false;
    bool isFolded = true;
    QString text; ///< not yet safe to show
    bool isMarkdown = false;
    bool isRaw = false;
    QString more; ///< of the button below the text; empty: all is there
    QString step; ///< of the button that leads to the step; empty: none
    bool operator==(const CardContent &) const = default;
};

/// A row of a conversation: who, when and how much; what was said. Used for one row after another.
class MessageCard : public QWidget {
    Q_OBJECT

public:
    explicit MessageCard(QWidget *parent);
    [[nodiscard]] const CardContent &content() const { return m_content; }
    void show(const CardContent &content);
    /// The height that it wants at a width; then it is laid out for that.
    int fit(int width);
    void setCurrent(bool current, bool focused);
    void markText(const QString &text); ///< wherever it stands; empty: nothing
    [[nodiscard]] ide::MarkdownView &body() { return *m_body; }
    [[nodiscard]] static int headHeight(const QFontMetrics &metrics);

Q_SIGNALS:
    void foldWanted();
    void rawWanted();
    void copyWanted();
    void moreWanted();
    void stepWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *button(const QString &name, void (MessageCard::*wanted)());
    void dress();
    void applyMarks();
    void showBody();
    void showButtons();
    [[nodiscard]] int bodyHeight(int width);

    CardContent m_content;
    QToolButton *m_fold;
    ide::ElidedLabel *m_title;
    ide::ElidedLabel *m_line;
    ide::ElidedLabel *m_facts;
    QToolButton *m_raw;
    QToolButton *m_copy;
    QToolButton *m_step;
    QWidget *m_head;
    ide::MarkdownView *m_body;
    QToolButton *m_more;
    QString m_marked;
    bool m_isCurrent = false;
    bool m_isFocused = false;
    int m_fitWidth = -1; ///< that it is laid out for; -1: not yet
    int m_height = 0;
};

} // namespace touchstone::inspect
