#include "app/inspect/runs/savedviews.h"

#include "app/ide/settings.h"

#include <QtWidgets/QInputDialog>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

const QString key = u"runs/views"_s;

} // namespace

SavedViews::SavedViews(ide::Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

QStringList SavedViews::names() const
{
    return m_settings.remembered(key).toMap().keys();
}

QVariantMap SavedViews::view(const QString &name) const
{
    return m_settings.remembered(key).toMap().value(name).toMap();
}

void SavedViews::save(const QString &name, const QVariantMap &view)
{
    QVariantMap all = m_settings.remembered(key).toMap();
    all.insert(name, view);
    m_settings.remember(key, all);
    Q_EMIT changed();
}

void SavedViews::remove(const QString &name)
{
    QVariantMap all = m_settings.remembered(key).toMap();
    all.remove(name);
    m_settings.remember(key, all);
    Q_EMIT changed();
}

void SavedViews::askToSave(QWidget *parent, const QVariantMap &view)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save This View"));
    dialog->setLabelText(tr("Name of the view:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, view](const QString &name) {
        if (!name.trimmed().isEmpty())
            save(name.trimmed(), view);
    });
    dialog->open();
}

} // namespace touchstone::inspect
