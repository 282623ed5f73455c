#include "app/ide/settings.h"

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

/// As it is stored, brought to the setting's type; invalid where it may not be.
QVariant checked(const Setting &setting, QVariant value)
{
    if (!value.isValid() || !value.convert(setting.fallback.metaType()))
        return {};
    if (setting.fallback.typeId() == QMetaType::Int
        && (value.toInt() < setting.least || value.toInt() > setting.most))
        return {};
    if (!setting.choices.isEmpty() && !setting.choices.contains(value.toString()))
        return {};
    return value;
}

} // namespace

Settings::Settings(const QString &folder)
    : m_all{
          {u"appearance.theme"_s, tr("Theme"), tr("Light, dark, or what the system asks for"),
           u"system"_s, {u"system"_s, u"light"_s, u"dark"_s}},
          {u"appearance.textScale"_s, tr("Text size"), tr("In percent of the system's"), 100, {},
           50, 300},
          {u"appearance.animations"_s, tr("Animations"),
           tr("Film strips and progress may move by themselves"), true},
          {u"window.tabs"_s, tr("Tabs come back"),
           tr("What was open when the window was closed is there again"), true},
          {u"editor.lineNumbers"_s, tr("Line numbers"), tr("Beside code"), true},
          {u"editor.wrap"_s, tr("Wrap long lines"), tr("In code and in outputs"), false},
          {u"inspect.diff"_s, tr("Differences"), tr("How edits are shown at first"), u"inline"_s,
           {u"inline"_s, u"side by side"_s}},
      }
    , m_values(std::make_unique<QSettings>(folder + u"/settings.ini"_s, QSettings::IniFormat))
    , m_state(std::make_unique<QSettings>(folder + u"/state.ini"_s, QSettings::IniFormat))
{
}

Settings::~Settings() = default;

QString Settings::defaultFolder()
{
    const QString named = qEnvironmentVariable("TOUCHSTONE_SETTINGS");
    return named.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/touchstone"_s
        : named;
}

const Setting *Settings::find(const QString &id) const
{
    const auto found = std::ranges::find(m_all, id, &Setting::id);
    return found == m_all.end() ? nullptr : &*found;
}

QVariant Settings::value(const QString &id) const
{
    const Setting *setting = find(id);
    if (!setting)
        return {};
    const QVariant value = checked(*setting, m_values->value(QString(id).replace(u'.', u'/')));
    return value.isValid() ? value : setting->fallback;
}

bool Settings::set(const QString &id, const QVariant &value)
{
    const Setting *setting = find(id);
    const QVariant stored = setting ? checked(*setting, value) : QVariant();
    if (!stored.isValid())
        return false;
    if (stored != this->value(id)) {
        m_values->setValue(QString(id).replace(u'.', u'/'), stored);
        Q_EMIT changed(id);
    }
    return true;
}

QVariant Settings::remembered(const QString &key) const
{
    return m_state->value(key);
}

void Settings::remember(const QString &key, const QVariant &value)
{
    m_state->setValue(key, value);
}

} // namespace touchstone::ide
