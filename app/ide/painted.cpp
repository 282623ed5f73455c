#include "app/ide/painted.h"

#include "app/ide/document.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtWidgets/QAbstractItemView>

namespace touchstone::ide {
namespace {

constexpr auto isWatched = "touchstone_ready"; ///< a page that is ready or about to be

/// Waits for one widget to be painted; the page's child.
class PaintWatch : public QObject {
public:
    PaintWatch(Document &page, QWidget &shown)
        : QObject(&page)
        , m_page(page)
    {
        shown.installEventFilter(this);
        shown.update(); // it may stand there already
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            QTimer::singleShot(0, &m_page, &Document::ready); // when it was painted
            deleteLater();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    Document &m_page;
};

} // namespace

void readyWhenPainted(Document &page, QWidget &shown)
{
    if (page.property(isWatched).toBool())
        return;
    page.setProperty(isWatched, true);
    new PaintWatch(page, shown);
}

void readyWithRows(Document &page, QAbstractItemView &view)
{
    const auto look = [&page, &view] {
        if (view.model()->rowCount() > 0)
            readyWhenPainted(page, *view.viewport());
    };
    QObject::connect(view.model(), &QAbstractItemModel::rowsInserted, &page, look);
    QObject::connect(view.model(), &QAbstractItemModel::modelReset, &page, look);
    look();
}

} // namespace touchstone::ide
