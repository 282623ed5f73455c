#include "app/inspect/attempt/timelinemodel.h"

#include "app/inspect/eventlook.h"

#include "core/report/figures.h"

#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

bool TimelineFilter::matches(const TimelinePage &page, const TimelineEntry &entry) const
{
    if (!(types & (1U << int(entry.type))) || (troubleOnly && !entry.isTrouble))
        return false;
    if (conversation && page.names[entry.conversation] != *conversation)
        return false;
    if (text.isEmpty())
        return true;
    const QString line = QString::fromUtf8(page.textOf(entry));
    const auto says = [&](QStringView word) {
        return line.contains(word, Qt::CaseInsensitive)
            || page.names[entry.actor].contains(word, Qt::CaseInsensitive)
            || eventTypeName(entry.type).contains(word, Qt::CaseInsensitive);
    };
    return std::ranges::all_of(QStringView(text).split(u' ', Qt::SkipEmptyParts), says);
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_filters ? int(m_rows.size()) : int(m_count);
}

qsizetype TimelineModel::position(int row) const
{
    return m_filters ? qsizetype(m_rows[size_t(row)]) : row;
}

TimelineModel::Found TimelineModel::find(qsizetype position) const
{
    const auto after = std::ranges::upper_bound(m_begins, position);
    const auto page = size_t(after - m_begins.begin() - 1);
    return {m_pages[page].get(), &m_pages[page]->entries[size_t(position - m_begins[page])]};
}

const TimelineEntry &TimelineModel::entryAt(qsizetype position) const
{
    return *find(position).entry;
}

QString TimelineModel::textAt(qsizetype position) const
{
    const Found found = find(position);
    return QString::fromUtf8(found.page->textOf(*found.entry));
}

QString TimelineModel::actorOf(int row) const
{
    const Found found = find(position(row));
    return found.page->names[found.entry->actor];
}

QString TimelineModel::conversationOf(int row) const
{
    const Found found = find(position(row));
    return found.page->names[found.entry->conversation];
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimelineEntry &entry = this->entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index.row());
    case EntryRole:
        return entry.id;
    case Qt::AccessibleTextRole:
        return tr("%1 %2, %3, turn %4, at %5: %6")
            .arg(entry.id)
            .arg(eventTitle(entry.type), actorOf(index.row()))
            .arg(entry.turn + 1)
            .arg(sinceStart(entry.atNs), textOf(index.row()));
    case Qt::ToolTipRole: {
        QStringList lines{tr("Event %1, %2, by %3, turn %4")
                              .arg(entry.id)
                              .arg(eventTitle(entry.type), actorOf(index.row()))
                              .arg(entry.turn + 1)};
        if (const QString name = conversationOf(index.row()); !name.isEmpty())
            lines.append(tr("Conversation: %1").arg(name));
        lines.append(tr("At %1").arg(sinceStart(entry.atNs)));
        if (entry.thinkUs > 0)
            lines.append(tr("Thought %1").arg(durationText(double(entry.thinkUs))));
        if (entry.actUs > 0)
            lines.append(tr("Took %1").arg(durationText(double(entry.actUs))));
        lines.append(textOf(index.row()));
        return u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(lines.join(u'\n').toHtmlEscaped());
    }
    default:
        return {};
    }
}

void TimelineModel::append(SharedPage page)
{
    if (page->entries.empty())
        return;
    const qsizetype first = m_count;
    for (size_t i = 0; i < page->entries.size(); ++i) {
        const TimelineEntry &entry = page->entries[i];
        if (entry.hasPicture)
            m_pictures.push_back(first + qsizetype(i));
        m_longestUs = std::max({m_longestUs, entry.thinkUs, entry.actUs});
        m_endNs = std::max(m_endNs, entry.atNs);
    }
    if (!m_filters)
        beginInsertRows({}, int(first), int(first + qsizetype(page->entries.size()) - 1));
    m_begins.push_back(first);
    m_count += qsizetype(page->entries.size());
    m_pages.push_back(page);
    if (!m_filters)
        endInsertRows();
    else if (!m_pending)
        appendRows(*page, first);
    Q_EMIT grew();
}

/// Those of a page that the filter wants.
void TimelineModel::appendRows(const TimelinePage &page, qsizetype first)
{
    std::vector<quint32> wanted;
    for (size_t i = 0; i < page.entries.size(); ++i)
        if (m_filter.matches(page, page.entries[i]))
            wanted.push_back(quint32(first) + quint32(i));
    if (wanted.empty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + wanted.size()) - 1);
    m_rows.insert(m_rows.end(), wanted.begin(), wanted.end());
    endInsertRows();
}

void TimelineModel::clear()
{
    ++m_ticket;
    beginResetModel();
    m_pages.clear();
    m_begins.clear();
    m_rows.clear();
    m_pictures.clear();
    m_count = m_longestUs = m_endNs = 0;
    m_pending = false;
    endResetModel();
    Q_EMIT cleared();
}

void TimelineModel::setFilter(const TimelineFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    ++m_ticket;
    m_pending = false;
    if (filter.wantsAll()) {
        beginResetModel();
        m_filters = false;
        m_rows.clear();
        endResetModel();
        Q_EMIT filtered();
        return;
    }
    m_pending = true;
    QtConcurrent::run([pages = m_pages, filter] {
        std::vector<quint32> rows;
        quint32 position = 0;
        for (const SharedPage &page : pages)
            for (const TimelineEntry &entry : page->entries) {
                if (filter.matches(*page, entry))
                    rows.push_back(position);
                ++position;
            }
        return std::pair(std::move(rows), qsizetype(position));
    }).then(this, [this, ticket = m_ticket](std::pair<std::vector<quint32>, qsizetype> found) {
        if (ticket == m_ticket)
            show(std::move(found.first), found.second);
    });
}

void TimelineModel::show(std::vector<quint32> rows, qsizetype upTo)
{
    m_pending = false;
    beginResetModel();
    m_filters = true;
    m_rows = std::move(rows);
    endResetModel();
    for (size_t i = 0; i < m_pages.size(); ++i) // those that came meanwhile
        if (m_begins[i] >= upTo)
            appendRows(*m_pages[i], m_begins[i]);
    Q_EMIT filtered();
}

qsizetype TimelineModel::positionOfEvent(qint64 id) const
{
    // ids ascend
    const auto page = std::ranges::upper_bound(
        m_pages, id, {}, [](const SharedPage &p) { return p->entries.front().id; });
    if (page == m_pages.begin())
        return -1;
    const auto &entries = (*(page - 1))->entries;
    const auto found = std::ranges::lower_bound(entries, id, {}, &TimelineEntry::id);
    if (found == entries.end() || found->id != id)
        return -1;
    return m_begins[size_t(page - m_pages.begin() - 1)] + (found - entries.begin());
}

int TimelineModel::rowOfEvent(qint64 id) const
{
    const qsizetype position = positionOfEvent(id);
    if (position < 0 || !m_filters)
        return int(position);
    const auto found = std::ranges::lower_bound(m_rows, quint32(position));
    return found == m_rows.end() || *found != quint32(position) ? -1 : int(found - m_rows.begin());
}

int TimelineModel::nextNotable(int row, int direction) const
{
    for (int next = row + direction; next >= 0 && next < rowCount(); next += direction) {
        const TimelineEntry &entry = this->entry(next);
        if (entry.isTrouble || entry.type == EventType::Edit)
            return next;
    }
    return -1;
}

qint64 TimelineModel::pictureAt(qint64 event) const
{
    const auto after = std::ranges::upper_bound(m_pictures, positionOfEvent(event));
    return after == m_pictures.begin() ? 0 : entryAt(*(after - 1)).id;
}

QString sinceStart(qint64 ns)
{
    const qint64 tenths = ns / 100'000'000;
    const qint64 minutes = tenths / 600;
    const QString seconds = u"%1.%2"_s.arg((tenths / 10) % 60, 2, 10, QChar(u'0')).arg(tenths % 10);
    return minutes < 60
        ? u"%1:%2"_s.arg(minutes).arg(seconds)
        : u"%1:%2:%3"_s.arg(minutes / 60).arg(minutes % 60, 2, 10, QChar(u'0')).arg(seconds);
}

} // namespace touchstone::inspect
