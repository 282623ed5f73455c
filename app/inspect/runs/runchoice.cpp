// What RunPage does with the attempts that are chosen in its table.
#include "app/inspect/compare/pairpage.h"
#include "app/inspect/runs/attemptstable.h"
#include "app/inspect/runs/runhead.h"
#include "app/inspect/runs/runlive.h"
#include "app/inspect/runs/runpage.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qsizetype mostOpened = 12; ///< pages at one time
constexpr qsizetype mostAgain = 10'000; ///< what a command line can name

} // namespace

void RunPage::setActions(const RunActions &actions)
{
    m_actions = actions;
    m_table->setRunsAgain(bool(actions.again));
    m_head->live().setResumes(bool(actions.resume));
}

void RunPage::openChosen()
{
    const QStringList ids = m_table->chosen(mostOpened + 1);
    if (ids.size() > mostOpened)
        return Q_EMIT told(tr("At most %1 attempts are opened at one time").arg(mostOpened));
    for (const QString &id : ids)
        Q_EMIT wanted({m_source->path(), {{u"attempt"_s, id}}});
}

void RunPage::copyChosen()
{
    const QStringList ids = m_table->chosen(std::numeric_limits<qsizetype>::max());
    if (ids.isEmpty())
        return Q_EMIT told(tr("Choose attempts first"));
    QGuiApplication::clipboard()->setText(ids.join(u'\n'));
    Q_EMIT told(tr("Copied %1").arg(countText(ids.size(), tr("id"), tr("ids"))));
}

void RunPage::compareChosen()
{
    const QStringList ids = m_table->chosen(3);
    if (ids.size() != 2)
        return Q_EMIT told(tr("Choose two attempts first: they are shown beside each other"));
    const auto attempt = [&](const QString &id) {
        return ide::Location{m_source->path(), {{u"attempt"_s, id}}};
    };
    Q_EMIT wanted(PairPage::locationOf(attempt(ids[0]), attempt(ids[1])));
}

void RunPage::runChosenAgain()
{
    const QStringList ids = m_table->chosen(mostAgain + 1);
    if (!m_actions.again)
        return Q_EMIT told(tr("Attempts of this run can't be run again from here"));
    if (ids.isEmpty())
        return Q_EMIT told(tr("Choose attempts first"));
    if (ids.size() > mostAgain)
        return Q_EMIT told(
            tr("At most %1 attempts are run again at one time").arg(countText(mostAgain)));
    if (ids.size() == 1)
        return m_actions.again(m_source->path(), ids);
    auto *box = new QMessageBox(QMessageBox::Question, tr("Touchstone"),
                                tr("Run %1 attempts again?").arg(countText(ids.size())),
                                QMessageBox::Cancel, this);
    box->setObjectName(u"askToRunAgain"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("They are new attempts, beside those that are there."));
    QPushButton *yes = box->addButton(tr("Run Again"), QMessageBox::AcceptRole);
    box->setDefaultButton(yes);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(yes, &QPushButton::clicked, this,
            [this, ids] { m_actions.again(m_source->path(), ids); });
    box->open(); // returns at once
}

} // namespace touchstone::inspect
