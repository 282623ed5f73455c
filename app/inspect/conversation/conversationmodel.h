#pragma once

#include "app/inspect/attempt/timelinemodel.h"
#include "app/inspect/conversation/conversationreading.h"

#include <QtCore/QSet>

namespace touchstone::inspect {

/// One of an attempt's conversations, a row a message. The rows follow the timeline's pages; what
/// they say is asked for when it is looked at, and forgotten when there is too much of it.
class ConversationModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { EventRole = Qt::UserRole + 1 };

    explicit ConversationModel(const TimelineModel &timeline, QObject *parent);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    [[nodiscard]] QStringList conversations() const; ///< that have rows, in order
    [[nodiscard]] QString conversation() const; ///< the one that is told
    void setConversation(const QString &name);
    /// The conversation that an event is told in; nothing where it is in none.
    [[nodiscard]] std::optional<QString> conversationOf(qint64 event) const;

    [[nodiscard]] const ConversationRow &row(int row) const;
    /// The row that tells of an event, or the last one before it; -1: there is none.
    [[nodiscard]] int rowOf(qint64 event) const;
    [[nodiscard]] const TimelineEntry &entry(int row) const;
    [[nodiscard]] qint64 callUs(int row) const; ///< that its model call took; 0: there is none
    [[nodiscard]] QString line(int row) const; ///< what it says, on one line
    [[nodiscard]] QString who(int row) const; ///< "user", "tool", a sub-agent's name
    [[nodiscard]] QString branchOf(int row) const; ///< the conversation that begins there
    [[nodiscard]] const SaidText *said(int row) const; ///< null: not read yet

    [[nodiscard]] bool hasBody(int row) const; ///< more than its line
    [[nodiscard]] bool isFolded(int row) const;
    void setFolded(int row, bool folded);
    [[nodiscard]] bool isRaw(int row) const;
    void setRaw(int row, bool raw);
    void setAllRaw(bool raw);
    [[nodiscard]] bool areAllRaw() const { return m_allRaw; }
    void showAll(int row); ///< rather than the beginning

    /// Rows that are looked at: what of them is not there yet is asked for.
    void want(int first, int last);
    void take(const std::vector<SaidText> &said);

Q_SIGNALS:
    void wanted(const std::vector<touchstone::inspect::SaidWanted> &rows);
    void conversationsChanged();

private:
    void takePages();
    void follow();
    void clear();
    void tell(int row);
    void forgetFarFrom(int first, int last);
    [[nodiscard]] bool isFoldedAtFirst(int row) const;
    [[nodiscard]] const std::vector<ConversationRow> &rows() const;
    [[nodiscard]] QString nameOf(quint32 number) const;

    const TimelineModel &m_timeline;
    ConversationIndex m_index;
    size_t m_pages = 0; ///< of the timeline that are taken
    std::optional<quint32> m_number; ///< of the conversation that is told
    int m_count = 0; ///< rows that were announced
    QHash<qint64, SaidText> m_said; ///< by event
    QSet<qint64> m_asked;
    QSet<qint64> m_whole; ///< wanted in full
    QSet<qint64> m_turned; ///< folded, or unfolded, against what they were at first
    QSet<qint64> m_rawTurned; ///< not as all are
    bool m_allRaw = false;
};

} // namespace touchstone::inspect
