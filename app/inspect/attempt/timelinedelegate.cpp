#include "app/ide/look.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/eventlook.h"

#include <QtGui/QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int barWidth = 44;
constexpr int laneStep = 10;
constexpr int mostLanes = 8; ///< deeper ones are not indented further
constexpr int gap = 6;

} // namespace

TimelineDelegate::TimelineDelegate(const TimelineModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

TimelineDelegate::Geometry TimelineDelegate::geometryOf(const QRect &row,
                                                        const QFontMetrics &metrics, int depth)
{
    Geometry at;
    const int lanes = std::min(depth, mostLanes) * laneStep;
    at.lanes = QRect(row.left() + 2, row.top(), lanes, row.height());
    at.glyph = QRect(at.lanes.right() + 1, row.top(), metrics.height() + 6, row.height());
    const int whenWidth = metrics.horizontalAdvance(u"00:00.0"_s) + gap;
    at.when = QRect(row.right() - whenWidth - gap, row.top(), whenWidth, row.height());
    int textEnd = at.when.left() - gap;
    if (row.width() > 300) { // else there is no room for bars
        const int height = std::max(3, row.height() / 6);
        at.think =
            QRect(at.when.left() - gap - barWidth, row.center().y() - height, barWidth, height);
        at.act = at.think.translated(0, height + 1);
        textEnd = at.think.left() - gap;
    }
    at.text = QRect(at.glyph.right() + 3, row.top(), std::max(0, textEnd - at.glyph.right() - 3),
                    row.height());
    return at;
}

int TimelineDelegate::barLength(qint64 us, qint64 longestUs, int width)
{
    if (us <= 0 || longestUs <= 0)
        return 0;
    return std::clamp(int(std::lround(width * std::sqrt(double(us) / double(longestUs)))), 1,
                      width);
}

void TimelineDelegate::paintBars(QPainter *painter, const Geometry &at, const TimelineEntry &entry,
                                 const QPalette &palette) const
{
    const ide::Colours &colours = ide::coloursOf(palette);
    const auto bar = [&](const QRect &rect, qint64 us, const QColor &colour) {
        const int length = barLength(us, m_model.longestUs(), rect.width());
        if (length > 0)
            painter->fillRect(QRect(rect.left(), rect.top(), length, rect.height()), colour);
    };
    bar(at.think, entry.thinkUs, colours.accent);
    bar(at.act, entry.actUs, colours.warn);
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const TimelineEntry &entry = m_model.entry(index.row());
    const Geometry at = geometryOf(option.rect, option.fontMetrics, entry.depth);
    const ide::Colours &colours = ide::coloursOf(option.palette);
    const bool isChosen = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(option.rect, option.palette.color(QPalette::Base)); // over the view's own
    if (isChosen) {
        QColor background = colours.accent;
        background.setAlpha(option.state & QStyle::State_Active ? 52 : 34);
        painter->fillRect(option.rect, background);
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                          colours.accent);
    } else if (entry.type == EventType::Turn) {
        painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
    }
    for (int lane = 0; lane < std::min(int(entry.depth), mostLanes); ++lane)
        painter->fillRect(
            QRect(at.lanes.left() + 6 + lane * laneStep, at.lanes.top(), 2, at.lanes.height()),
            colours.border);
    painter->setFont(option.font);
    painter->setPen(eventColour(entry.type, entry.isTrouble, option.palette));
    painter->drawText(at.glyph, Qt::AlignCenter, eventGlyph(entry.type));

    // who, where that is not plain, then what
    QString who = m_model.actorOf(index.row());
    if (who == u"agent"_s || (who == u"harness"_s && entry.type != EventType::Message))
        who.clear();
    const QString conversation = m_model.conversationOf(index.row());
    const bool changes =
        index.row() == 0 || m_model.conversationOf(index.row() - 1) != conversation;
    if (changes && !conversation.isEmpty())
        who = who.isEmpty() ? conversation : conversation + u" · "_s + who;
    QRect rest = at.text;
    if (!who.isEmpty()) {
        painter->setPen(colours.dim);
        const QString shown =
            option.fontMetrics.elidedText(who, Qt::ElideRight, at.text.width() / 2);
        painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine, shown);
        rest.setLeft(rest.left() + option.fontMetrics.horizontalAdvance(shown) + 2 * gap);
    }
    QString text = m_model.textOf(index.row());
    if (text.isEmpty())
        text = eventTitle(entry.type);
    painter->setPen(entry.isTrouble ? colours.bad : option.palette.color(QPalette::Text));
    painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(text, Qt::ElideRight, rest.width()));
    painter->setPen(colours.dim);
    painter->drawText(at.when, Qt::AlignVCenter | Qt::AlignRight, sinceStart(entry.atNs));
    paintBars(painter, at, entry, option.palette);
    if ((option.state & QStyle::State_HasFocus) && isChosen) {
        painter->setPen(colours.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace touchstone::inspect
