#pragma once

#include "core/trace/timeline.h"

#include <QtCore/QAbstractListModel>

#include <optional>

namespace touchstone::inspect {

/// A page of a timeline; shared because a filter reads it in a thread while the view shows it.
using SharedPage = std::shared_ptr<const TimelinePage>;

struct TimelineFilter {
    quint32 types = ~0U; ///< a bit for each EventType
    bool troubleOnly = false;
    std::optional<QString> conversation; ///< none: all
    QString text; ///< words that all must stand in the line
    bool operator==(const TimelineFilter &) const = default;

    [[nodiscard]] bool wantsAll() const { return *this == TimelineFilter(); }
    [[nodiscard]] bool matches(const TimelinePage &page, const TimelineEntry &entry) const;
};

/// The events of an attempt, one a row, in a table that grows page by page. Filtering is done in a
/// thread. What a row shows is told by role and painted by TimelineDelegate.
class TimelineModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { EntryRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    void append(SharedPage page);
    void clear();
    void setFilter(const TimelineFilter &filter);
    [[nodiscard]] const TimelineFilter &filter() const { return m_filter; }

    /// All events, whatever the filter.
    [[nodiscard]] qsizetype count() const { return m_count; }
    [[nodiscard]] const std::vector<SharedPage> &pages() const { return m_pages; }
    [[nodiscard]] const TimelineEntry &entryAt(qsizetype position) const;
    [[nodiscard]] qsizetype positionOfEvent(qint64 id) const; ///< -1: there is none (yet)

    [[nodiscard]] const TimelineEntry &entry(int row) const { return entryAt(position(row)); }
    [[nodiscard]] qsizetype position(int row) const;
    [[nodiscard]] QString textOf(int row) const { return textAt(position(row)); }
    [[nodiscard]] QString textAt(qsizetype position) const;
    [[nodiscard]] QString actorOf(int row) const;
    [[nodiscard]] QString conversationOf(int row) const;
    [[nodiscard]] int rowOfEvent(qint64 id) const; ///< -1: not shown
    /// The next row from `row` on in a direction that is an edit or trouble; -1: there is none.
    [[nodiscard]] int nextNotable(int row, int direction) const;
    /// The last event up to this one that has a picture; 0: there is none.
    [[nodiscard]] qint64 pictureAt(qint64 event) const;
    [[nodiscard]] qint64 longestUs() const { return m_longestUs; } ///< of all think and act times
    [[nodiscard]] qint64 endNs() const { return m_endNs; }
    [[nodiscard]] QStringList conversations() const
    {
        return m_pages.empty() ? QStringList() : m_pages.back()->conversations;
    }
    /// Positions of the events that have pictures.
    [[nodiscard]] const std::vector<qsizetype> &pictures() const { return m_pictures; }

Q_SIGNALS:
    void filtered(); ///< the filter has been applied
    void grew(); ///< by a page, whatever the filter shows of it
    void cleared();

private:
    struct Found {
        const TimelinePage *page;
        const TimelineEntry *entry;
    };
    [[nodiscard]] Found find(qsizetype position) const;
    void appendRows(const TimelinePage &page, qsizetype first);
    void show(std::vector<quint32> rows, qsizetype upTo);

    std::vector<SharedPage> m_pages;
    std::vector<qsizetype> m_begins; ///< position of each page's first entry
    qsizetype m_count = 0;
    bool m_filters = false; ///< else every event is a row
    std::vector<quint32> m_rows; ///< positions
    TimelineFilter m_filter;
    int m_ticket = 0;
    bool m_pending = false; ///< a filter is being applied
    qint64 m_longestUs = 0;
    qint64 m_endNs = 0;
    std::vector<qsizetype> m_pictures;
};

/// "0:12.3", "1:02:03": since the attempt's start.
QString sinceStart(qint64 ns);

} // namespace touchstone::inspect
