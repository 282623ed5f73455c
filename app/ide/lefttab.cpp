#include "app/ide/lefttab.h"

#include "app/ide/emptystate.h"

#include "core/base/text.h"

#include <QtWidgets/QVBoxLayout>

namespace touchstone::ide {

LeftTab::LeftTab(Location location, QString title, QWidget *parent)
    : Document(parent)
    , m_location(std::move(location))
    , m_title(std::move(title))
    , m_state(new EmptyState(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
}

void LeftTab::refuse(const Error &error)
{
    m_isRefused = true;
    m_state->say(tr("This was open, and can't be opened any more"), visibleText(error.text()));
}

} // namespace touchstone::ide
