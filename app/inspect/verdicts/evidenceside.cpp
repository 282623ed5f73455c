// What the chosen verdict or piece of evidence says in full.
#include "app/inspect/step/bytesview.h"
#include "app/inspect/step/pictureview.h"
#include "app/inspect/verdicts/verdictmodel.h"
#include "app/inspect/verdicts/verdictspanel.h"

#include "app/ide/look.h"

#include "core/base/text.h"
#include "core/check/linecoverage.h"
#include "core/report/figures.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr size_t mostRows = 5'000;
constexpr size_t mostColumns = 60;

QString cellText(const Json &json)
{
    return shortened(
        visibleText(json.is_string() ? json.get<QString>() : QString::fromUtf8(dumpJson(json))),
        1000);
}

/// How a cell that names a status is coloured.
QString toneOf(const QString &word)
{
    const QString folded = word.toLower();
    if (folded == u"passed"_s || folded == u"killed"_s || folded == u"timed out"_s)
        return u"good"_s;
    if (folded == u"failed"_s || folded == u"survived"_s)
        return u"bad"_s;
    return folded == u"error"_s ? u"warn"_s : QString();
}

} // namespace

void VerdictsPanel::showChosen()
{
    const QModelIndex index = m_tree->currentIndex();
    if (const Evidence *evidence = m_model->evidence(index))
        showEvidence(*evidence);
    else if (const Verdict *verdict = m_model->verdict(index))
        showVerdict(*verdict);
}

void VerdictsPanel::showVerdict(const Verdict &verdict)
{
    QStringList lines;
    if (!verdict.reason.isEmpty())
        lines.append(shortened(visibleText(verdict.reason), 4000));
    QStringList facts{checkRoleName(verdict.role), tr("weight %1").arg(verdict.weight)};
    if (!verdict.type.isEmpty())
        facts.prepend(visibleText(verdict.type));
    if (verdict.durationUs > 0)
        facts.append(durationText(double(verdict.durationUs)));
    lines.append(facts.join(u" · "_s));
    m_reason->setText(lines.join(u"\n\n"_s));
    m_jump->hide();
    m_measures->clear();
    m_measures->setColumnCount(2);
    m_measures->setHorizontalHeaderLabels({tr("Measure"), tr("Value")});
    m_measures->setRowCount(int(verdict.measures.size()));
    int row = 0;
    for (auto it = verdict.measures.begin(); it != verdict.measures.end(); ++it, ++row) {
        m_measures->setItem(row, 0, new QTableWidgetItem(visibleText(it.key())));
        m_measures->setItem(row, 1, new QTableWidgetItem(QString::number(it.value(), 'g', 6)));
    }
    m_measures->resizeColumnToContents(0);
    m_measures->horizontalHeader()->setStretchLastSection(true);
    m_measures->setVisible(!verdict.measures.isEmpty());
    m_detail->setCurrentWidget(m_verdictSide);
}

void VerdictsPanel::showEvidence(const Evidence &evidence)
{
    const Json &data = evidence.data;
    m_wantedPicture = {};
    if (evidence.kind == u"place"_s) {
        QString text = evidenceLine(evidence) + u"\n\n"_s
            + shortened(visibleText(stringOr(data, "message")), 4000);
        if (data.contains("before") && data.contains("after")) // a mutant
            text += u"\n\n− "_s + visibleText(stringOr(data, "before")).trimmed() + u"\n+ "_s
                + visibleText(stringOr(data, "after")).trimmed();
        showPlace(text, stringOr(data, "file"));
    } else if (const auto coverage = lineCoverageIn(evidence)) {
        showPlace(evidenceLine(evidence) + u"\n\n"_s
                      + shortened(coverageText(*coverage).replace(u"; "_s, u"\n"_s), 4000),
                  coverage->file);
    } else if (evidence.kind == u"table"_s) {
        showTable(memberOr(data, "columns"), memberOr(data, "rows"));
    } else if (evidence.kind == u"diff"_s) {
        showDiff(evidence);
    } else if (evidence.kind == u"picture"_s) {
        m_picture->say(tr("The picture is being read…"));
        m_detail->setCurrentWidget(m_picture);
        m_wantedPicture = evidence.blob;
        Q_EMIT pictureWanted(evidence.blob);
    } else {
        const QByteArray text =
            evidence.kind == u"text"_s ? stringOr(data, "text").toUtf8() : prettyJson(data);
        m_bytes->show(text, text.size(), evidence.kind == u"text"_s ? u"a.txt"_s : u"a.json"_s);
        m_detail->setCurrentWidget(m_bytes);
    }
}

/// With a button that leads to the file in the final workspace.
void VerdictsPanel::showPlace(const QString &text, const QString &file)
{
    m_reason->setText(text);
    m_measures->hide();
    m_jump->setText(tr("Go to %1").arg(shortName(visibleText(file), 60)));
    m_jump->show();
    m_detail->setCurrentWidget(m_verdictSide);
}

void VerdictsPanel::showTable(const Json &columns, const Json &rows)
{
    m_table->clear();
    QStringList titles;
    for (const Json &column : columns)
        if (titles.size() < qsizetype(mostColumns))
            titles.append(cellText(column));
    const size_t count = rows.is_array() ? std::min(rows.size(), mostRows) : 0;
    m_table->setColumnCount(int(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->setRowCount(int(count));
    for (size_t row = 0; row < count; ++row) {
        for (size_t column = 0;
             rows[row].is_array() && column < std::min(rows[row].size(), size_t(titles.size()));
             ++column) {
            auto *item = new QTableWidgetItem(cellText(rows[row][column]));
            if (const QString tone = toneOf(item->text()); !tone.isEmpty())
                item->setForeground(ide::coloursOf(palette()).tone(tone));
            m_table->setItem(int(row), int(column), item);
        }
    }
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), 320));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_detail->setCurrentWidget(m_table);
}

void VerdictsPanel::showDiff(const Evidence &evidence)
{
    const Json &data = evidence.data;
    if (!data.contains("before") || !data.contains("after")) {
        const QByteArray text = stringOr(data, "unified").toUtf8();
        m_bytes->show(text, text.size(), u"a.diff"_s);
        m_detail->setCurrentWidget(m_bytes);
        return;
    }
    FileDiff diff;
    diff.change.path = evidence.title;
    diff.change.before = diff.change.after = FileEntry{};
    diff.before = stringOr(data, "before").toUtf8();
    diff.after = stringOr(data, "after").toUtf8();
    if (auto lines = diffLines(diff.before, diff.after, shownBytes)) // texts of at most 20,000
        diff.lines = std::move(*lines);
    for (const DiffLine &line : diff.lines) {
        diff.added += line.kind == DiffLine::Kind::Added;
        diff.removed += line.kind == DiffLine::Kind::Removed;
    }
    m_diff->show({std::move(diff)});
    m_detail->setCurrentWidget(m_diff);
}

void VerdictsPanel::showPicture(const Digest &blob, const QImage &picture, const QString &problem)
{
    if (blob != m_wantedPicture)
        return;
    if (problem.isEmpty())
        m_picture->show(picture, {});
    else
        m_picture->say(problem);
}

} // namespace touchstone::inspect
