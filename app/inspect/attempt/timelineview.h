#pragma once

#include "app/inspect/attempt/timelinemodel.h"

#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace touchstone::inspect {

/// Paints a row: lane of the conversation, glyph, who, what; at the right, bars of think and act
/// time and when it was.
class TimelineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TimelineDelegate(const TimelineModel &model, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

    /// Where the parts of a row are; tested without a view.
    struct Geometry {
        QRect lanes;
        QRect glyph;
        QRect text;
        QRect think;
        QRect act;
        QRect when;
    };
    static Geometry geometryOf(const QRect &row, const QFontMetrics &metrics, int depth);
    /// The length of a bar of `width` at most: by the square root, so that short times are seen.
    static int barLength(qint64 us, qint64 longestUs, int width);

private:
    void paintBars(QPainter *painter, const Geometry &at, const TimelineEntry &entry,
                   const QPalette &palette) const;

    const TimelineModel &m_model;
};

/// The rows. Keys: up, down, Home, End; n and p go to the next or last edit or trouble; Space asks
/// for the film strip to play.
class TimelineTable : public QTableView {
    Q_OBJECT

public:
    explicit TimelineTable(TimelineModel &model, QWidget *parent = nullptr);
    void goToRow(int row);
    void goToNotable(int direction);

Q_SIGNALS:
    void playWanted();
    void nothingThere(); ///< no edit and no trouble in that direction

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitRows();
    TimelineModel &m_model;
};

/// Rows with what filters them.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    explicit TimelineView(TimelineModel &model, QWidget *parent = nullptr);
    [[nodiscard]] TimelineTable &table() { return *m_table; }
    void focusFilter();
    /// Goes to an event; its row is chosen as soon as it is there.
    void choose(qint64 event);
    [[nodiscard]] qint64 chosen() const { return m_chosen; } ///< 0: none yet

Q_SIGNALS:
    void chose(qint64 event);

private:
    QWidget *makeFilters();
    void applyFilter();
    void fillConversations();
    void updateCount();
    void takeRow(const QModelIndex &index);
    void findAgain();

    TimelineModel &m_model;
    QLineEdit *m_text;
    QToolButton *m_types;
    QComboBox *m_conversation;
    QLabel *m_count;
    TimelineTable *m_table;
    quint32 m_wantedTypes = ~0U;
    bool m_troubleOnly = false;
    qint64 m_chosen = 0;
    bool m_finding = false; ///< the rows change, not the choice
};

} // namespace touchstone::inspect
