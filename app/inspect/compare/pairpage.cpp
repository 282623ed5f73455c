#include "app/inspect/compare/pairpage.h"

#include "app/ide/painted.h"
#include "app/inspect/compare/pairview.h"

#include "core/base/text.h"

#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

const QString pagePath = u"touchstone:pair"_s;

} // namespace

PairPage::PairPage(ide::Settings &settings, const ide::Location &location, QWidget *parent)
    : Document(parent)
    , m_location(location)
    , m_pair(new PairView(settings, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pair);
    setFocusProxy(m_pair);
    connect(m_pair, &PairView::openWanted, this, &PairPage::openSide);
    connect(m_pair, &PairView::shown, this, [this] {
        Q_EMIT changed();
        ide::readyWhenPainted(*this, *m_pair);
    });
    const auto value = [&](const QString &name) { return location.place.value(name); };
    const QString attemptA = value(u"attemptA"_s);
    const QString attemptB = value(u"attemptB"_s);
    if (value(u"a"_s).isEmpty() || value(u"b"_s).isEmpty() || attemptA.isEmpty()
        || attemptB.isEmpty()) {
        m_pair->clear(tr("Two attempts are wanted"),
                      tr("This link lacks a run file or an attempt: it is "
                         "touchstone:pair#a=FILE&attemptA=ID&b=FILE&attemptB=ID"));
        return;
    }
    m_pair->clear(tr("Reading…"), tr("Both attempts are being read."));
    m_pair->read(std::make_shared<ComparedRuns>(value(u"a"_s), value(u"b"_s)), attemptA, attemptB);
}

bool PairPage::isFor(const ide::Location &location)
{
    return location.path == pagePath;
}

ide::Location PairPage::locationOf(const ide::Location &a, const ide::Location &b)
{
    return {pagePath,
            {{u"a"_s, a.path},
             {u"attemptA"_s, a.place.value(u"attempt"_s)},
             {u"b"_s, b.path},
             {u"attemptB"_s, b.place.value(u"attempt"_s)}}};
}

/// What tells them apart: agents, else samples or tries.
QString PairPage::title() const
{
    const AttemptPair &pair = m_pair->pair();
    if (!pair.a || !pair.b)
        return tr("Two attempts");
    const auto nameOf = [&](const AttemptRecord &record) {
        QString name = record.scenario == pair.a->scenario && record.scenario == pair.b->scenario
            ? QString()
            : record.scenario + u' ';
        name += record.agent;
        if (pair.a->agent == pair.b->agent)
            name += u" #%1"_s.arg(record.sample);
        return visibleText(name);
    };
    return tr("%1 against %2").arg(nameOf(*pair.b), nameOf(*pair.a));
}

void PairPage::openSide(bool isA)
{
    const auto &place = m_location.place;
    Q_EMIT wanted({place.value(isA ? u"a"_s : u"b"_s),
                   {{u"attempt"_s, place.value(isA ? u"attemptA"_s : u"attemptB"_s)}}});
}

} // namespace touchstone::inspect
