#include "app/inspect/verdicts/verdictmodel.h"

#include "app/ide/look.h"
#include "app/inspect/eventlook.h"

#include "core/base/text.h"
#include "core/check/evidence.h"
#include "core/report/evidenceview.h"
#include "core/report/figures.h"

#include <QtGui/QPainter>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QString scoreText(const Verdict &verdict)
{
    const bool counts =
        verdict.status == VerdictStatus::Passed || verdict.status == VerdictStatus::Failed;
    return counts ? QString::number(verdict.score, 'g', 3) : QString();
}

QString aboutText(const Verdict &verdict)
{
    QStringList about{checkRoleName(verdict.role)};
    if (!verdict.type.isEmpty() && verdict.type != verdict.check)
        about.append(verdict.type);
    if (verdict.turn > 0)
        about.append(VerdictModel::tr("turn %1").arg(verdict.turn + 1));
    if (verdict.limit)
        about.append(VerdictModel::tr("%1 limit").arg(limitName(*verdict.limit)));
    if (!verdict.errorCode.isEmpty())
        about.append(verdict.errorCode);
    if (!verdict.reason.isEmpty())
        about.append(verdict.reason);
    return oneLine(about.join(u" · "_s), 400);
}

QString evidenceGlyph(const QString &kind)
{
    return kind == u"place"_s  ? u"➤"_s
        : kind == u"diff"_s    ? u"±"_s
        : kind == u"table"_s   ? u"▦"_s
        : kind == u"picture"_s ? u"▣"_s
                               : u"≡"_s;
}

} // namespace

void VerdictTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const ide::Colours &colours = ide::coloursOf(palette());
    painter->fillRect(rect, palette().color(QPalette::Base));
    if (selectionModel()->isSelected(index)) {
        QColor background = colours.accent;
        background.setAlpha(44);
        painter->fillRect(rect, background);
    }
    if (!model()->hasChildren(index))
        return;
    painter->setPen(colours.dim);
    painter->drawText(QRect(rect.right() - indentation() + 1, rect.top() + 5, indentation(),
                            fontMetrics().height()),
                      Qt::AlignCenter, isExpanded(index) ? u"▾"_s : u"▸"_s);
}

QString evidenceLine(const Evidence &evidence)
{
    if (evidence.kind != u"place"_s)
        return evidence.title.isEmpty() ? VerdictModel::tr("(%1)").arg(evidence.kind)
                                        : oneLine(evidence.title, 300);
    QString where = stringOr(evidence.data, "file");
    if (const qint64 line = integerOr(evidence.data, "line", 0); line > 0)
        where += u":%1"_s.arg(line);
    return oneLine(where + u": "_s + stringOr(evidence.data, "message", evidence.title), 300);
}

void VerdictModel::setVerdicts(std::vector<Verdict> verdicts)
{
    beginResetModel();
    m_verdicts = std::move(verdicts);
    endResetModel();
}

// internalId: 0 of a verdict, its row + 1 of a piece of evidence

QModelIndex VerdictModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex VerdictModel::parent(const QModelIndex &index) const
{
    return !index.isValid() || index.internalId() == 0
        ? QModelIndex()
        : createIndex(int(index.internalId() - 1), 0, quintptr(0));
}

int VerdictModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_verdicts.size());
    return parent.internalId() == 0 ? int(m_verdicts[size_t(parent.row())].evidence.size()) : 0;
}

int VerdictModel::columnCount(const QModelIndex &) const
{
    return 1;
}

const Verdict *VerdictModel::verdict(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    return &m_verdicts[index.internalId() == 0 ? size_t(index.row())
                                               : size_t(index.internalId() - 1)];
}

const Evidence *VerdictModel::evidence(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() > 0
        ? &verdict(index)->evidence[size_t(index.row())]
        : nullptr;
}

QVariant VerdictModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Verdict &verdict = *this->verdict(index);
    if (const Evidence *evidence = this->evidence(index)) {
        if (role == Qt::DisplayRole)
            return evidenceLine(*evidence);
        if (role == Qt::ToolTipRole)
            return evidenceLine(*evidence).toHtmlEscaped();
        return role == Qt::AccessibleTextRole
            ? QVariant(evidence->kind + u": "_s + evidenceLine(*evidence))
            : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return shortName(visibleText(verdict.check));
    case Qt::ToolTipRole:
        return aboutText(verdict).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return tr("Check %1 %2, score %3, %4")
            .arg(visibleText(verdict.check), verdictStatusName(verdict.status), scoreText(verdict),
                 aboutText(verdict));
    default:
        return {};
    }
}

VerdictDelegate::VerdictDelegate(const VerdictModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize VerdictDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.height();
    return {100, m_model.evidence(index) ? line + 6 : 2 * line + 12};
}

void VerdictDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const ide::Colours &colours = ide::coloursOf(option.palette);
    const QFontMetrics &metrics = option.fontMetrics;
    const QRect rect = option.rect;
    painter->save();
    painter->fillRect(rect, option.palette.color(QPalette::Base)); // over the view's own
    if (option.state & QStyle::State_Selected) {
        QColor background = colours.accent;
        background.setAlpha(44);
        painter->fillRect(rect, background);
    }
    const int glyph = metrics.height() + 6;
    const Verdict &verdict = *m_model.verdict(index);
    if (const Evidence *evidence = m_model.evidence(index)) {
        painter->setPen(colours.dim);
        painter->drawText(QRect(rect.left(), rect.top(), glyph, rect.height()), Qt::AlignCenter,
                          evidenceGlyph(evidence->kind));
        painter->setPen(option.palette.color(QPalette::Text));
        const QRect text = rect.adjusted(glyph + 2, 0, -6, 0);
        painter->drawText(
            text, Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(evidenceLine(*evidence), Qt::ElideRight, text.width()));
        painter->restore();
        return;
    }
    const QColor tone = colours.tone(statusTone(verdict.status));
    const QRect first(rect.left(), rect.top() + 4, rect.width() - 8, metrics.height() + 2);
    const QRect second = first.translated(0, metrics.height() + 2);
    painter->setPen(tone);
    painter->drawText(QRect(first.left(), first.top(), glyph, first.height()), Qt::AlignCenter,
                      statusGlyph(verdict.status));
    const QString right =
        scoreText(verdict).isEmpty() ? verdictStatusName(verdict.status) : scoreText(verdict);
    painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, right);
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(option.palette.color(QPalette::Text));
    const int room = first.width() - glyph - metrics.horizontalAdvance(right) - 16;
    painter->drawText(
        first.adjusted(glyph + 2, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(bold).elidedText(shortName(visibleText(verdict.check)), Qt::ElideRight, room));
    painter->setFont(option.font);
    painter->setPen(colours.dim);
    painter->drawText(
        second.adjusted(glyph + 2, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(aboutText(verdict), Qt::ElideRight, second.width() - glyph - 2));
    painter->restore();
}

} // namespace touchstone::inspect
