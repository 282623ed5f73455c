#include "app/inspect/conversation/conversationmodel.h"

#include "app/inspect/eventlook.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int mostKept = 400; ///< texts; those nearby stay in any case
constexpr int nearby = 60;

void turn(QSet<qint64> &set, qint64 event, bool in)
{
    if (in)
        set.insert(event);
    else
        set.remove(event);
}

} // namespace

ConversationModel::ConversationModel(const TimelineModel &timeline, QObject *parent)
    : QAbstractListModel(parent)
    , m_timeline(timeline)
{
    connect(&timeline, &TimelineModel::grew, this, &ConversationModel::takePages);
    connect(&timeline, &TimelineModel::cleared, this, &ConversationModel::clear);
    takePages();
}

const std::vector<ConversationRow> &ConversationModel::rows() const
{
    return m_index.rows(m_number.value_or(std::numeric_limits<quint32>::max()));
}

QString ConversationModel::nameOf(quint32 number) const
{
    const QStringList &names = m_timeline.pages().back()->names;
    return qsizetype(number) < names.size() ? names[number] : QString();
}

void ConversationModel::takePages()
{
    const size_t before = m_index.conversations().size();
    for (; m_pages < m_timeline.pages().size(); ++m_pages)
        m_index.add(*m_timeline.pages()[m_pages]);
    if (!m_number && !m_index.conversations().empty())
        m_number = m_index.conversations().front();
    follow();
    if (m_index.conversations().size() != before)
        Q_EMIT conversationsChanged();
}

/// Announces the rows that came; the last one before them may have changed.
void ConversationModel::follow()
{
    const int last = m_count - 1;
    if (int(rows().size()) > m_count) {
        beginInsertRows({}, m_count, int(rows().size()) - 1);
        m_count = int(rows().size());
        endInsertRows();
    }
    if (last >= 0)
        tell(last);
}

void ConversationModel::clear()
{
    beginResetModel();
    m_index.clear();
    m_pages = 0;
    m_number.reset();
    m_count = 0;
    m_said.clear();
    m_asked.clear();
    m_whole.clear();
    m_turned.clear();
    m_rawTurned.clear();
    endResetModel();
    Q_EMIT conversationsChanged();
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return line(row);
    case EventRole:
        return this->row(row).event;
    case Qt::AccessibleTextRole: {
        if (this->row(row).begins)
            return line(row);
        const SaidText *text = said(row);
        return tr("%1, %2, at %3: %4")
            .arg(eventTitle(this->row(row).type), who(row), sinceStart(entry(row).atNs),
                 text && !isFolded(row) ? shortened(visibleText(text->text), 2000) : line(row));
    }
    default:
        return {};
    }
}

QStringList ConversationModel::conversations() const
{
    QStringList names;
    for (const quint32 number : m_index.conversations())
        names.append(nameOf(number));
    return names;
}

QString ConversationModel::conversation() const
{
    return m_number ? nameOf(*m_number) : QString();
}

void ConversationModel::setConversation(const QString &name)
{
    for (const quint32 number : m_index.conversations()) {
        if (number == m_number || nameOf(number) != name)
            continue;
        beginResetModel();
        m_number = number;
        m_count = int(rows().size());
        endResetModel();
        return;
    }
}

std::optional<QString> ConversationModel::conversationOf(qint64 event) const
{
    const auto number = m_index.conversationOf(event);
    return number ? std::optional(nameOf(*number)) : std::nullopt;
}

const ConversationRow &ConversationModel::row(int row) const
{
    return rows()[size_t(row)];
}

int ConversationModel::rowOf(qint64 event) const
{
    return m_number ? int(m_index.rowOf(*m_number, event)) : -1;
}

const TimelineEntry &ConversationModel::entry(int row) const
{
    return m_timeline.entryAt(m_timeline.positionOfEvent(this->row(row).event));
}

qint64 ConversationModel::callUs(int row) const
{
    const ConversationRow &at = this->row(row);
    const bool isCall = at.type == EventType::ModelCall || at.first != at.event;
    return isCall ? m_timeline.entryAt(m_timeline.positionOfEvent(at.first)).thinkUs : 0;
}

QString ConversationModel::line(int row) const
{
    if (this->row(row).begins)
        return tr("%1 begins").arg(shortName(visibleText(branchOf(row)), 60));
    return m_timeline.textAt(m_timeline.positionOfEvent(this->row(row).event));
}

QString ConversationModel::who(int row) const
{
    return shortName(visibleText(nameOf(entry(row).actor)), 40);
}

QString ConversationModel::branchOf(int row) const
{
    return nameOf(this->row(row).branch);
}

const SaidText *ConversationModel::said(int row) const
{
    const auto found = m_said.constFind(this->row(row).event);
    return found == m_said.cend() ? nullptr : &*found;
}

bool ConversationModel::hasBody(int row) const
{
    const ConversationRow &at = this->row(row);
    if (at.begins || at.type == EventType::Turn)
        return false;
    const SaidText *text = said(row);
    if (text)
        return !text->text.isEmpty() || !text->problem.isEmpty();
    return at.type != EventType::Edit || entry(row).isTrouble;
}

/// What was said is open, what was done is closed.
bool ConversationModel::isFoldedAtFirst(int row) const
{
    switch (this->row(row).type) {
    case EventType::Message:
        return nameOf(entry(row).actor) == u"tool"_s;
    case EventType::ModelCall:
    case EventType::Command:
    case EventType::Action:
    case EventType::Observation:
        return true;
    default:
        return false;
    }
}

bool ConversationModel::isFolded(int row) const
{
    return !hasBody(row) || isFoldedAtFirst(row) != m_turned.contains(this->row(row).event);
}

void ConversationModel::setFolded(int row, bool folded)
{
    if (!hasBody(row))
        return;
    turn(m_turned, this->row(row).event, folded != isFoldedAtFirst(row));
    tell(row);
}

bool ConversationModel::isRaw(int row) const
{
    return m_allRaw != m_rawTurned.contains(this->row(row).event);
}

void ConversationModel::setRaw(int row, bool raw)
{
    turn(m_rawTurned, this->row(row).event, raw != m_allRaw);
    tell(row);
}

void ConversationModel::setAllRaw(bool raw)
{
    m_allRaw = raw;
    m_rawTurned.clear();
    if (m_count > 0)
        Q_EMIT dataChanged(index(0), index(m_count - 1));
}

void ConversationModel::showAll(int row)
{
    const qint64 event = this->row(row).event;
    if (m_whole.contains(event))
        return;
    m_whole.insert(event);
    m_asked.insert(event);
    Q_EMIT wanted({{this->row(row), true}});
}

void ConversationModel::want(int first, int last)
{
    std::vector<SaidWanted> missing;
    for (int i = std::max(0, first); i <= std::min(last, m_count - 1); ++i) {
        const ConversationRow &at = row(i);
        if (at.begins || at.type == EventType::Turn || m_said.contains(at.event)
            || m_asked.contains(at.event))
            continue;
        m_asked.insert(at.event);
        missing.push_back({at, m_whole.contains(at.event)});
    }
    if (m_said.size() > mostKept)
        forgetFarFrom(first, last);
    if (!missing.empty())
        Q_EMIT wanted(missing);
}

void ConversationModel::forgetFarFrom(int first, int last)
{
    m_said.removeIf([&](const auto &one) {
        const int at = rowOf(one.key());
        return at < first - nearby || at > last + nearby;
    });
}

void ConversationModel::take(const std::vector<SaidText> &said)
{
    for (const SaidText &text : said) {
        m_asked.remove(text.event);
        m_said.insert(text.event, text);
        const int at = rowOf(text.event);
        if (at >= 0 && row(at).event == text.event)
            tell(at);
    }
}

void ConversationModel::tell(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
}

} // namespace touchstone::inspect
